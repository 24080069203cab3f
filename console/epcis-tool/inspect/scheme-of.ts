import { canonicalKey } from '#shared/gs1/canonical-epc.ts';
import { epcSchemes } from '#shared/gs1/epc-schemes.ts';
import type { DigitalLink } from '#shared/gs1/key-link.ts';

/** What kind of identifier a text is. */
export interface Scheme {
  /** The EPC scheme, `gtin` for a class without lot, or what the URI begins with. */
  readonly scheme: string;
  readonly spelling: 'urn' | 'digital-link' | 'other';
  /** As an EPC URN shows it; a link does not. */
  readonly companyPrefix?: string;
}

const urn = /^urn:epc:(id|class|idpat):([a-z]+):(?:(\d{6,12})\.)?/;

/** Tells the kind of an identifier by how it is written; whether it is sound is for `validate` to say. */
export function schemeOf(identifier: string): Scheme {
  const [, space = '', scheme, companyPrefix] = urn.exec(identifier) ?? [];
  if (scheme !== undefined) {
    const name = space === 'idpat' ? (scheme === 'sgtin' ? 'gtin' : `${scheme} pattern`) : scheme;
    return { scheme: name, spelling: 'urn', ...(companyPrefix === undefined ? {} : { companyPrefix }) };
  }
  const key = /^https?:/i.test(identifier) ? canonicalKey(identifier) : undefined;
  return key === undefined
    ? { scheme: beginning(identifier), spelling: 'other' }
    : { scheme: schemeOfKey(key), spelling: 'digital-link' };
}

function schemeOfKey({ primary, qualifiers: [qualifier] }: DigitalLink): string {
  if (primary.ai === '01' && qualifier === undefined) return 'gtin';
  const rows = epcSchemes.filter(({ ai }) => ai === primary.ai);
  const row = rows.find(({ serial }) => typeof serial === 'object' && serial.ai === qualifier?.ai) ?? rows[0];
  return row?.scheme ?? `(${primary.ai})`;
}

/** A URN up to its second colon or third, a web address up to its host, a CURIE up to its colon. */
function beginning(text: string): string {
  return /^(urn:epcglobal:\w+:\w+|urn:[\w-]+|https?:\/\/[^/?#]+|[\w+.-]+):?/i.exec(text)?.[1] ?? 'other text';
}
