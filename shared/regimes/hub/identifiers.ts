import { sha256 } from '../../wire/sha256.ts';
import type { ReportedCode } from '../reported.ts';

const HOST = 'https://id.gs1.org';

/** How identifiers are spelled: under a company prefix that is known as EPC URNs (EPC TDS §6), else as GS1 Digital Links. */
export type Spell = ReturnType<typeof spellWith>;

/** Spells keys with the prefixes of their owner: nothing but those shows how long a prefix is. The tables of `shared/gs1` would come into every function that knows a regime. */
export const spellWith = (prefixes: readonly string[] = []) => {
  const prefixOf = (digits: string) =>
    prefixes
      .filter((one) => digits.startsWith(one))
      .reduce((longest, one) => (one.length > longest.length ? one : longest), '');
  /** Prefix and reference of a key whose first digit stands before the prefix, without its check digit. */
  const partsOf = (key: string) => {
    const prefix = prefixOf(key.slice(1));
    return prefix === '' ? undefined : `${prefix}.${key[0]}${key.slice(1 + prefix.length, -1)}`;
  };
  const ofGtin = (gtin: string, kind: string, link: string, rest: string) => {
    const parts = partsOf(gtin);
    return parts === undefined
      ? `${HOST}/01/${gtin}/${link}/${encodeURIComponent(rest)}`
      : `urn:epc:${kind}:${parts}.${escaped(rest)}`;
  };
  return {
    /** A pack or a container. */
    epc: ({ sscc, gtin = '', serial = '' }: ReportedCode): string => {
      if (sscc === undefined) return ofGtin(gtin, 'id:sgtin', '21', serial);
      const parts = partsOf(sscc);
      return parts === undefined ? `${HOST}/00/${sscc}` : `urn:epc:id:sscc:${parts}`;
    },
    /** A lot as a class of things (EPC TDS: LGTIN). */
    lotClass: (gtin: string, lot: string): string => ofGtin(gtin, 'class:lgtin', '10', lot),
    /** @param gln 13 digits */
    place: (gln: string): string => {
      const prefix = prefixOf(gln);
      return prefix === '' ? `${HOST}/414/${gln}` : `urn:epc:id:sgln:${prefix}.${gln.slice(prefix.length, -1)}.0`;
    },
  };
};

/** What a URN cannot have as it is (EPC TDS, table of escapes). */
const escaped = (text: string) => text.replace(/["%&/<>?]/g, encodeURIComponent);

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
