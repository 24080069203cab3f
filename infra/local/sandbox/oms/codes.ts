import { createHash } from 'node:crypto';

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const GS = '\u001d';
/** Key and tail are marked, so that nobody takes them for real ones. */
const KEY = 'TEST';
const MARK = 'DUMMY';

const hashOf = (text: string) => createHash('sha256').update(text).digest();

/** Serials of 13 characters that look like chance, the same after a restart. */
export const serialOf = (seed: string, index: number): string =>
  Array.from(hashOf(`${seed} ${index}`).subarray(0, 13), (byte) => letters[byte % letters.length]).join('');

/** A code as it is printed: GTIN, serial, key of 4 characters (91) and crypto part of 44 (92), which is a dummy. */
export const codeOf = (sgtin: string): string =>
  `01${sgtin.slice(0, 14)}21${sgtin.slice(14)}${GS}91${KEY}${GS}92${tailOf(sgtin)}`;

const tailOf = (sgtin: string) => `${MARK}${hashOf(`tail ${sgtin}`).toString('base64').slice(0, 38)}=`;

/** What a code says that it is, whatever stands behind that. */
export function sgtinIn(code: string): string | undefined {
  const [, gtin, serial] = /^01(\d{14})21([A-Za-z0-9]{13})/.exec(code) ?? [];
  return gtin === undefined ? undefined : `${gtin}${serial}`;
}

/** The SGTIN of a code of this station, with the tail that it gave; undefined for any other. */
export function sgtinOf(code: string): string | undefined {
  const sgtin = sgtinIn(code);
  return sgtin !== undefined && codeOf(sgtin) === code ? sgtin : undefined;
}
