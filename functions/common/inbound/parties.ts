import type { EpcisEvent } from '#shared/epcis/event.ts';
import { glnOf } from '#shared/integrity/site-of.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { TenantProfile } from '#shared/messages/registry-api.ts';

/** The GLN that a party or place is named by, as URN, link or 13 digits; undefined where it is named otherwise. */
export const glnNamed = (id: string): string | undefined => (/^\d{13}$/.test(id) ? id : glnOf(id));

/** Whose goods they are, and who has them (CBV 2.0 §7.4.2). Places say nothing about either. */
const partyRoles: readonly string[] = ['owning_party', 'possessing_party'];

/** Parties from which an event takes goods, with their roles. */
export const sourceParties = ({ sourceList = [] }: Pick<EpcisEvent, 'sourceList'>) =>
  sourceList.flatMap(({ type, source }) => (partyRoles.includes(type) ? [{ type, party: source }] : []));

/** Parties by whose hand they leave: who has them, or where nobody is named as that, whose they are. */
export function handingOver(event: Pick<EpcisEvent, 'sourceList'>): string[] {
  const sources = sourceParties(event);
  const keepers = sources.filter(({ type }) => type === 'possessing_party');
  return (keepers.length > 0 ? keepers : sources).map(({ party }) => party);
}

/** Parties to which it gives them. */
export const destinationParties = ({ destinationList = [] }: Pick<EpcisEvent, 'destinationList'>): string[] =>
  destinationList.flatMap(({ type, destination }) => (partyRoles.includes(type) ? [destination] : []));

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
