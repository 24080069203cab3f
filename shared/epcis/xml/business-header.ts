import type { DocumentForm } from '../document.ts';

/** What the Standard Business Document Header of an EPCIS document says of itself (EPCIS 1.2 §9.2). */
export const businessHeaderFacts = { HeaderVersion: '1.0', Standard: 'EPCglobal', TypeVersion: '1.0' } as const;

/** Who gave a party's identifier its form: an SGLN or PGLN as URN or GS1 Digital Link, or a bare GLN (GS1 US guideline R1.2). */
export function authorityOf(identifier: string): 'SGLN' | 'GLN' | undefined {
  if (/^urn:epc:id:[sp]gln:/.test(identifier) || /^https?:\/\/[^/]+(?:\/.*)?\/41[47]\/\d{13}(?:\/|$)/.test(identifier))
    return 'SGLN';
  return /^\d{13}$/.test(identifier) ? 'GLN' : undefined;
}

/** What EPCIS calls its documents there. */
export function businessTypeOf(form: DocumentForm, subscriptionID: string | undefined): string {
  if (form === 'EPCISMasterDataDocument') return 'MasterData';
  if (form !== 'EPCISQueryDocument') return 'Events';
  return subscriptionID === undefined ? 'QueryControl-Response' : 'QueryCallback';
}
