import { aimIdentifier } from '#shared/gs1/aim-identifiers.ts';
import { identifierOf } from '#shared/gs1/application-identifiers.ts';
import { readElementString } from '#shared/gs1/element-string.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';

/** What was scanned: one pack by its GTIN and serial, or a logistic unit. `expiry` is YYMMDD as printed. */
export type ScannedCode =
  | {
      readonly kind: 'item';
      readonly gtin: string;
      readonly serial: string;
      readonly lot?: string | undefined;
      readonly expiry?: string | undefined;
    }
  | { readonly kind: 'sscc'; readonly sscc: string };

interface Element {
  readonly ai: string;
  readonly value: string;
}

const rule = 'GS1 GS §7.8';
const sendSeparators =
  'have the scanner send the group separator (ASCII 29): connect it over TCP or serial, not as a keyboard';

/** What stands on packs of medicines behind or before a serial, and would be swallowed by one. */
const customary = ['10', '17', '21'];

/**
 * Judges a scan. Only a GS1 symbol names something here, and nothing is guessed: where a group separator may have been lost on the way, a
 * lot or a serial may have swallowed what followed it, and the scan is refused.
 *
 * @param expectedAis application identifiers that the code of an item has to have, in any order; others may be there too. Without them,
 * a last value that could hide the beginning of a missing lot, expiry or serial is refused: pass them where they are known.
 */
export function readScan(text: string, expectedAis?: readonly string[]): ScannedCode | Refusal {
  const data = gs1Data(text);
  if (isRefusal(data)) return data;
  const elements = readElementString(data);
  if (isRefusal(elements)) return { ...elements, remedy: remedyFor(elements) };
  const found = (ai: string) => elements.find((element) => element.ai === ai)?.value;
  const sscc = found('00');
  // An SSCC has its own length, so that nothing can have run into it.
  if (sscc !== undefined && found('01') === undefined) return { kind: 'sscc', sscc };
  if (sscc !== undefined) {
    return refuse('malformed', 'the code has both an SSCC (00) and a GTIN (01): it names no single thing', {
      rule: 'GS1 GS §4.13.1',
      remedy: 'scan a code that carries one of them',
    });
  }
  const swallowed = swallowing(elements, expectedAis);
  if (swallowed !== undefined) return swallowed;
  const [gtin, serial] = [found('01'), found('21')];
  if (gtin === undefined || serial === undefined) {
    return refuse(
      'malformed',
      `the code has ${gtin === undefined ? 'no GTIN (01)' : 'no serial (21)'}: it names no single pack`,
      {
        rule: 'GS1 GS §3.5.2',
        remedy: 'scan the code that carries GTIN and serial',
      },
    );
  }
  return { kind: 'item', gtin, serial, lot: found('10'), expiry: found('17') };
}

/** The scan, once it is known to come from a GS1 symbol and with its separators as they are. */
function gs1Data(text: string): string | Refusal {
  const symbol = aimIdentifier(text);
  if (symbol === undefined) {
    return refuse('malformed', 'the scan does not say what kind of symbol it comes from', {
      rule: 'ISO/IEC 15424',
      remedy: 'switch the scanner to send the AIM symbology identifier before the data',
    });
  }
  if (symbol.data !== 'elements') {
    return refuse('malformed', `not a GS1 code: ${symbol.id} is ${symbol.name}`, {
      at: '0',
      rule: 'GS1 GS §5.1.2',
      remedy: 'scan the GS1 symbol of the pack or container',
    });
  }
  const [first = ''] = text.slice(symbol.id.length);
  if (first === '^') {
    return refuse('malformed', 'the scanner sends ^ in place of the group separator', { rule, remedy: sendSeparators });
  }
  return text;
}

const remedyFor = ({ remedy }: Refusal) => (remedy === undefined || remedy.includes('FNC1') ? sendSeparators : remedy);

/**
 * What a missing separator would have swallowed: elements of any length but the last have ended at a separator that came
 * through, so that only the last can hold more than its own value.
 */
function swallowing(elements: readonly Element[], expectedAis: readonly string[] | undefined): Refusal | undefined {
  const has = (ai: string) => elements.some((element) => element.ai === ai);
  const missing = (expectedAis ?? customary).filter((ai) => !has(ai));
  const last = elements.at(-1);
  const hidden =
    last && identifierOf(last.ai)?.needsSeparator ? missing.find((ai) => hides(last.value, ai)) : undefined;
  if (last !== undefined && hidden !== undefined) {
    return refuse('malformed', `a group separator may be missing: (${last.ai}) ends in what could be (${hidden})`, {
      rule,
      remedy: sendSeparators,
    });
  }
  const [absent] = expectedAis === undefined ? [] : missing;
  return absent === undefined
    ? undefined
    : refuse('malformed', `the code has no (${absent})`, { rule, remedy: 'scan a code of this recipe' });
}

/** Whether a value of at least one character could be followed, without separator, by an element `ai` and whatever comes then. */
function hides(value: string, ai: string): boolean {
  for (let at = value.indexOf(ai, 1); at >= 0; at = value.indexOf(ai, at + 1)) {
    if (!isRefusal(readElementString(value.slice(at)))) return true;
  }
  return false;
}
