import { readBracketedText } from '#shared/gs1/bracketed-text.ts';
import { readDigitalLink } from '#shared/gs1/digital-link.ts';
import { readElementString } from '#shared/gs1/element-string.ts';
import { readGtin } from '#shared/gs1/gtin.ts';
import type { Element } from '#shared/gs1/key-link.ts';
import { readSscc } from '#shared/gs1/sscc.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';

/**
 * The EPC of a code as scanners, labels and people spell it: an element string with or without brackets (`(01)…(21)…`, `01…21…`), `<GTIN>/<serial>`, or
 * an SSCC of 18 digits. Undefined for other spellings.
 */
export function epcOfCode(path: string): string | undefined {
  const spellings = [path, decoded(path)];
  for (const text of spellings) {
    const found = ofElements(text) ?? ofPair(text) ?? ofSscc(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * What is wrong with a code whose key has another check digit than its digits give; the right one is named, though any of the digits may be the wrong one.
 * Undefined when no check digit is at fault.
 */
export function checkDigitProblem(path: string): Refusal | undefined {
  return [path, decoded(path)].map(readAsSpelled).find((read) => isRefusal(read) && read.rule === CHECK_DIGIT);
}

const CHECK_DIGIT = 'GS1 GS §7.9';

function readAsSpelled(text: string): Refusal | undefined {
  const pair = /^(\d{8}|\d{12,14})\//.exec(text)?.[1];
  const link = /^https?:\/\/?(.+)$/s.exec(text)?.[1];
  const read = (() => {
    if (link !== undefined) return readDigitalLink(`https://${link}`);
    if (pair !== undefined) return readGtin(pair);
    if (/^\d{18}$/.test(text)) return readSscc(text);
    return text.startsWith('(') ? readBracketedText(text) : readElementString(text);
  })();
  return isRefusal(read) ? read : undefined;
}

function ofElements(text: string): string | undefined {
  const elements = text.startsWith('(') ? readBracketedText(text) : readElementString(text);
  return isRefusal(elements) ? undefined : ofRead(elements);
}

function ofRead(elements: readonly Element[]): string | undefined {
  const value = (ai: string) => elements.find((element) => element.ai === ai)?.value;
  const [sscc, gtin, serial] = [value('00'), value('01'), value('21')];
  if (sscc !== undefined) return link(`00/${sscc}`);
  return gtin !== undefined && serial !== undefined ? link(`01/${gtin}/21/${encodeURIComponent(serial)}`) : undefined;
}

/** A serial may hold slashes itself (GS1 character set 82). */
function ofPair(text: string): string | undefined {
  const [, digits = '', serial = ''] = /^(\d{8}|\d{12,14})\/(.{1,20})$/.exec(text) ?? [];
  const gtin: string | Refusal = readGtin(digits);
  return digits === '' || isRefusal(gtin) ? undefined : link(`01/${gtin}/21/${encodeURIComponent(serial)}`);
}

function ofSscc(text: string): string | undefined {
  const sscc = /^\d{18}$/.test(text) ? readSscc(text) : undefined;
  return sscc === undefined || isRefusal(sscc) ? undefined : link(`00/${sscc}`);
}

const link = (path: string) => `https://id.gs1.org/${path}`;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
