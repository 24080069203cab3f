import { glnOf } from '#shared/integrity/site-of.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { TenantProfile } from '#shared/messages/registry-api.ts';

/** The GLN that a party or place is named by, as URN, link or 13 digits; undefined where it is named otherwise. */
export const glnNamed = (id: string): string | undefined => (/^\d{13}$/.test(id) ? id : glnOf(id));

/** True for GLNs of a partner: its own, and those of its company prefix. */
export function isPartners({ party, gln }: Pick<Partner, 'party' | 'gln'>): (gln: string) => boolean {
  const [prefix = party] = party.slice('urn:epc:id:pgln:'.length).split('.');
  const own = glnOf(party);
  return (asked) => asked === gln || asked === own || asked.startsWith(prefix);
}

/** True for GLNs of the tenant: its own, and those of its company prefixes. */
export function isTenants({ gln, companyPrefixes }: Pick<TenantProfile, 'gln' | 'companyPrefixes'>) {
  return (asked: string): boolean => asked === gln || companyPrefixes.some((prefix) => asked.startsWith(prefix));
}
