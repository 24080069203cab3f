import { aimIdentifier } from '../../shared/gs1/aim-identifiers.ts';
import { readBracketedText } from '../../shared/gs1/bracketed-text.ts';
import { readElementString } from '../../shared/gs1/element-string.ts';
import { identify } from '../../shared/gs1/identify.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { Problem } from '../api.ts';

/**
 * The EPC of a code as it was typed or scanned: an element string, as scanned or as printed with brackets,
 * becomes a Digital Link; anything else goes as it is.
 *
 * @throws Problem when the code names no single unit
 */
export function codeToEpc(code: string): string {
  const text = withoutCarrier(code);
  if (isUri(text)) return identify(text).canonical;
  const value = valuesOf(text);
  const [sscc, gtin, serial] = [value('00'), value('01'), value('21')];
  if (sscc !== undefined) return `https://id.gs1.org/00/${sscc}`;
  if (gtin !== undefined && serial !== undefined)
    return `https://id.gs1.org/01/${gtin}/21/${encodeURIComponent(serial)}`;
  throw new Problem({
    title: 'The code names no single unit',
    detail: 'it carries neither an SSCC (00) nor a GTIN with serial (01, 21)',
    rule: 'GS1 General Specifications §3.2',
    remedy: 'scan the DataMatrix of the pack, or the label of the case or pallet',
  });
}

/**
 * The product and lot of a code that names a whole lot, as the label of a case without serial does; nothing for other codes.
 *
 * @throws Problem when it is no code at all
 */
export function codeToLot(code: string): { readonly gtin: string; readonly lot: string } | undefined {
  const text = withoutCarrier(code);
  if (isUri(text)) return undefined;
  const value = valuesOf(text);
  const [gtin, lot] = [value('01'), value('10')];
  const isOfUnit = value('00') !== undefined || value('21') !== undefined;
  return isOfUnit || gtin === undefined || lot === undefined ? undefined : { gtin, lot };
}

const isUri = (text: string) => /^(urn:|https?:)/i.test(text);

/** A reader may say first which symbol it read; a link in a plain one stands behind that. */
const withoutCarrier = (code: string) => (aimIdentifier(code)?.data === 'other' ? code.slice(3) : code);

function valuesOf(text: string): (ai: string) => string | undefined {
  const read = text.startsWith('(') ? readBracketedText(text) : readElementString(text);
  if (isRefusal(read)) throw new Problem({ title: 'This is no code of a unit', ...read });
  return (ai) => read.find((one) => one.ai === ai)?.value;
}
