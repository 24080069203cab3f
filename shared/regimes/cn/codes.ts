import { checkDigitHolds } from '../../gs1/check-digit.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { ReportedCode, ReportedProduct } from '../reported.ts';

const marking = 'NMPAB/T 1011-2022: drug traceability codes';

/** The two families of codes (NMPAB/T 1002-2019, 1011-2022): the platform's own of 20 digits, and GS1's. */
export type Coding = 'platform' | 'gs1';

/** What a special drug's codes and papers are called by. */
export type PhysicType = '2' | '3';

/** 20 digits that begin with 8: product and package 7, serial 9, check 4. Only the platform can tell whether the check is right. */
export const isPlatformCode = (text: string): boolean => /^8\d{19}$/.test(text);

/** Codes that begin with 89 are of specially controlled drugs. */
export const physicTypeOf = (code: string): PhysicType => (isPlatformCode(code) && code.startsWith('89') ? '2' : '3');

/** The product identity that the platform gave a product: the first 7 digits of its codes. */
export const chinaCodeOf = ({ nationalNumbers = [] }: ReportedProduct): string | undefined =>
  nationalNumbers.find(({ type }) => type === 'china-code')?.value;

/** A product with an identity of the platform bears the platform's codes; any other one bears GS1's. */
export const codingOf = (product: ReportedProduct): Coding => (chinaCodeOf(product) === undefined ? 'gs1' : 'platform');

/**
 * A code as files and bills name it: a platform code as it is, a GS1 code as its element string (GS1 General Specifications §7.8). The serial ends it, so that
 * nothing has to separate it.
 */
export function codeText({ gtin, serial, sscc }: ReportedCode): string {
  if (sscc !== undefined) return `00${sscc}`;
  return isPlatformCode(serial) ? serial : `01${gtin}21${serial}`;
}

/** True for a code of either family as it stands in a file. */
export const isCodeText = (text: string): boolean =>
  isPlatformCode(text) ||
  (/^00\d{18}$/.test(text) && checkDigitHolds(text.slice(2))) ||
  (/^01\d{14}21[A-Za-z0-9]{1,20}$/.test(text) && checkDigitHolds(text.slice(2, 16)));

/** What is wrong with the serial of a pack; undefined when nothing is. Upper and lower case differ. */
export function serialProblem(serial: string, at: string, coding: Coding): Refusal | undefined {
  if (!/^[A-Za-z0-9]{1,20}$/.test(serial))
    return refuse('malformed', `serial ${serial} is not 1 to 20 letters and digits`, { at, rule: marking });
  if (coding === 'gs1' ? /^\d{20}$/.test(serial) && !isPlatformCode(serial) : !isPlatformCode(serial))
    return refuse('malformed', `${serial} is not a platform code: 20 digits that begin with 8`, {
      at,
      rule: marking,
      remedy: 'import the codes that the platform issued for the package (profile cn-platform)',
    });
  return undefined;
}

/** What is wrong with a code for a product of that coding, a container's too. */
export function codeProblem(code: ReportedCode, at: string, coding: Coding): Refusal | undefined {
  if (coding === 'gs1' && code.sscc !== undefined && !isCodeText(codeText(code)))
    return refuse('malformed', `${code.sscc} is not an SSCC`, { at, rule: marking });
  return code.sscc === undefined
    ? serialProblem(code.serial, at, coding)
    : coding === 'gs1'
      ? undefined
      : serialProblem(code.sscc, at, coding);
}
