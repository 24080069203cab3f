import { checkDigit } from './check-digit.ts';
import { isCompanyPrefix } from './company-prefix.ts';
import type { EpcParts } from './epc-parts.ts';
import { type EpcScheme, epcSchemes } from './epc-schemes.ts';
import { type DigitalLink, linkProblem } from './key-link.ts';

/** The GS1 key an EPC stands for (EPC Tag Data Standard §7). */
export function keyOfParts({ scheme, companyPrefix, reference, pieces, serial }: EpcParts): DigitalLink {
  const behind = scheme.serial === 'in-key' ? (serial ?? '') : '';
  const value = numericKey(scheme, companyPrefix, reference) + pieces + behind;
  const qualifier =
    typeof scheme.serial === 'object' && serial !== undefined ? [{ ai: scheme.serial.ai, value: serial }] : [];
  const noExtension = scheme.scheme === 'sgln' && serial === '0';
  return { primary: { ai: scheme.ai, value }, qualifiers: noExtension ? [] : qualifier };
}

/**
 * Takes a GS1 key apart into EPC components with the longest of the given company prefixes that it begins with. Undefined when none
 * does (a length is never guessed), when the key has no EPC, or when its check digit is wrong: a URN would silently mend it.
 */
export function partsOfKey(link: DigitalLink, companyPrefixes: readonly string[]): EpcParts | undefined {
  const [qualifier] = link.qualifiers;
  const scheme = epcSchemes.find((row) => row.ai === link.primary.ai && takes(row, qualifier?.ai));
  if (scheme === undefined || linkProblem(link, true) !== undefined) return undefined;
  const { value } = link.primary;
  // A GTIN-8 has no company prefix; its leading zeros are padding (GS1 General Specifications §2.1).
  if (link.primary.ai === '01' && value.startsWith('00000', 1)) return undefined;
  const start = scheme.front === 'nothing' ? 0 : 1;
  const end = scheme.digits === 0 ? value.length : start + scheme.digits - (scheme.front === 'reference' ? 1 : 0);
  const companyPrefix = longestPrefix(value.slice(start, end), companyPrefixes);
  if (companyPrefix === undefined) return undefined;
  const rest = value.slice(start + companyPrefix.length, end);
  if (scheme.digits === 0 && rest === '') return undefined;
  const behind = scheme.digits === 0 ? '' : value.slice(end + 1);
  const inKey = scheme.serial === 'in-key' && behind !== '' ? behind : undefined;
  return {
    scheme,
    companyPrefix,
    reference: scheme.front === 'reference' ? value.charAt(0) + rest : rest,
    pieces: scheme.pieces ? behind : '',
    serial: inKey ?? qualifier?.value ?? (scheme.scheme === 'sgln' ? '0' : undefined),
  };
}

function numericKey({ digits, front }: EpcScheme, companyPrefix: string, reference: string): string {
  if (digits === 0) return companyPrefix + reference;
  const body =
    front === 'reference'
      ? reference.charAt(0) + companyPrefix + reference.slice(1)
      : (front === 'zero' ? '0' : '') + companyPrefix + reference;
  return body + checkDigit(body);
}

/** True when a key of the row may carry the qualifier. Without one the first scheme of an identifier is meant: 01 alone is a class. */
function takes({ serial }: EpcScheme, qualifier: string | undefined): boolean {
  if (qualifier === undefined) return true;
  return typeof serial === 'object' && serial.ai === qualifier;
}

function longestPrefix(digits: string, companyPrefixes: readonly string[]): string | undefined {
  const fitting = companyPrefixes.filter((prefix) => isCompanyPrefix(prefix) && digits.startsWith(prefix));
  return fitting.toSorted((a, b) => b.length - a.length)[0];
}
