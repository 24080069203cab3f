import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { convertIdentifier } from './convert-identifier.ts';

/** What a text names, and what else it says of it. */
export type ReadId =
  | {
      readonly kind: 'item';
      readonly gtin: string;
      readonly serial: string;
      readonly lot?: string | undefined;
      /** YYMMDD. */
      readonly expiry?: string | undefined;
    }
  | { readonly kind: 'sscc'; readonly sscc: string };

const MOST = 300;

/**
 * Reads an identifier in any form that names one thing: EPC URN, Digital Link, element string with or without its symbology identifier, text in
 * brackets, or an SSCC of 18 digits.
 */
export function readId(text: string): ReadId | Refusal {
  if (text.length > MOST) return unreadable(`${text.length} characters`, 'no identifier is that long');
  const found = convertIdentifier(
    /^\d{18}$/.test(text) ? `(00)${text}` : /^0[01]\d/.test(text) ? `\u001d${text}` : text,
  );
  if (isRefusal(found)) return unreadable(JSON.stringify(text.slice(0, 60)), found.detail, found.rule);
  const value = (ai: string) => found.elements.find((element) => element.ai === ai)?.value;
  const [gtin, serial, sscc] = [value('01'), value('21'), value('00')];
  if (gtin !== undefined && serial !== undefined) {
    return { kind: 'item', gtin: gtin.padStart(14, '0'), serial, lot: value('10'), expiry: value('17') };
  }
  if (sscc !== undefined) return { kind: 'sscc', sscc };
  return unreadable(JSON.stringify(text.slice(0, 60)), 'it has neither GTIN with serial nor SSCC');
}

const unreadable = (shown: string, why: string, rule = 'GS1 General Specifications §3.5.2') =>
  refuse('malformed', `${shown} names no pack or container: ${why}`, {
    rule,
    remedy: 'Give (01) and (21), (00), their URN or Digital Link; or the bare serial of a pack of the order.',
  });
