import { sha256 } from '../../wire/sha256.ts';
import type { ReportedCode } from '../reported.ts';

const HOST = 'https://id.gs1.org';

/** A pack or a container by its Digital Link (GS1 Digital Link 1.2), which is spelled as an EPC URN before it is written. */
export const epcOf = ({ sscc, gtin = '', serial = '' }: ReportedCode): string =>
  sscc === undefined ? `${HOST}/01/${gtin}/21/${encodeURIComponent(serial)}` : `${HOST}/00/${sscc}`;

/** A lot as a class of things (EPC TDS §7.1: LGTIN). */
export const lotClassOf = (gtin: string, lot: string): string => `${HOST}/01/${gtin}/10/${encodeURIComponent(lot)}`;

/** @param gln 13 digits */
export const placeOf = (gln: string): string => `${HOST}/414/${gln}`;

/** The same report has the same event id whenever it is written, so that it can be declared an error by it. */
export function eventIdOf(tenant: string, market: string, key: string): string {
  const hash = sha256(`${market}\n${tenant}\n${key}`);
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ];
  return `urn:uuid:${parts.join('-')}`;
}
