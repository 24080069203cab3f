import { firstOutside } from '../gs1/character-sets.ts';
import { readGtin } from '../gs1/gtin.ts';
import { isRefusal } from '../refusal.ts';

/** The four data elements of a product identifier (DSCSA §581(14)). */
export interface PackIdentity {
  /** 14 digits. */
  readonly gtin: string;
  readonly lot: string;
  readonly serial: string;
  /** `YYMMDD`; day 00 stays as it is. */
  readonly exp: string;
}

/** What is wrong with the elements of a pack, and which; undefined when nothing is. */
export function identityProblem({ gtin, lot, serial, exp }: PackIdentity): { at: string; why: string } | undefined {
  const wrong = gtinProblem(gtin);
  if (wrong !== undefined) return { at: 'gtin', why: wrong };
  if (!isText(lot)) return { at: 'lot', why: 'lot is not 1 to 20 characters of GS1 set 82' };
  if (!isText(serial)) return { at: 'serial', why: 'serial is not 1 to 20 characters of GS1 set 82' };
  return isExpiry(exp) ? undefined : { at: 'exp', why: 'exp is not a date YYMMDD' };
}

/** Why a text is no GTIN of 14 digits: its length, or its check digit. */
export function gtinProblem(gtin: string): string | undefined {
  if (!/^\d{14}$/.test(gtin)) return 'gtin is not 14 digits';
  const read = readGtin(gtin);
  return isRefusal(read) ? read.detail : undefined;
}

/** 1 to 20 characters of GS1 set 82 (GS1 General Specifications §7.11). */
export const isText = (text: string): boolean =>
  text.length >= 1 && text.length <= 20 && firstOutside('X', text) === -1;

/** A date that there is, `YYMMDD`; day 00 is the last of the month (GS1 General Specifications §3.4.7). */
export function isExpiry(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  const days = new Date(Date.UTC(2000 + Number(year), Number(month), 0)).getUTCDate();
  return year !== '' && Number(month) >= 1 && Number(month) <= 12 && Number(day) <= days;
}
