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
  if (/^(urn:|https?:)/i.test(code)) return identify(code).canonical;
  const read = code.startsWith('(') ? readBracketedText(code) : readElementString(code);
  if (isRefusal(read)) throw new Problem({ title: 'This is no code of a unit', ...read });
  const value = (ai: string) => read.find((one) => one.ai === ai)?.value;
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
