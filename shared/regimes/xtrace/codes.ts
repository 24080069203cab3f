import type { Tails } from '../regime.ts';
import { tailName } from '../regime.ts';
import type { ReportedCode } from '../reported.ts';

/** Between elements of variable length (GS1 General Specifications §7.8.3). */
const GS = '\u001d';

/** A code without its crypto part: (01), (21), or an SSCC of 18 digits. */
export const baseCode = (code: ReportedCode): string =>
  code.sscc === undefined ? `01${code.gtin}21${code.serial}` : code.sscc;

/** Key and crypto part of a pack; `undefined` where either is not known. */
export function tailOf(tails: Tails | undefined, gtin: string, serial: string) {
  const { '91': key, '92': crypto } = tails?.get(tailName(gtin, serial)) ?? {};
  return key === undefined || crypto === undefined ? undefined : { key, crypto };
}

/** A code as it is printed, with key (91) and crypto part (92). */
export function wholeCode(tails: Tails | undefined, gtin: string, serial: string): string {
  const tail = tailOf(tails, gtin, serial);
  const base = baseCode({ gtin, serial });
  return tail === undefined ? base : `${base}${GS}91${tail.key}${GS}92${tail.crypto}`;
}

const tail = new RegExp(`(?:${GS}|\\\\u001d)9[12]\\S*`, 'gi');
/** However the separator is written, or left out: what stands behind (01) of 14 and (21) of 13 and begins as (91) or (92) does. */
const behind = /(\(?01\)?\d{14}\(?21\)?[A-Za-z0-9]{13})(?:\s?(?:[^\w\s]{1,2}\w{0,5}[^\w\s]?)?9[12]\S+)+/g;

/** What people read has no crypto parts in it, whatever an operator says. */
export const withoutTails = (text: string): string => text.replace(tail, '').replace(behind, '$1');
