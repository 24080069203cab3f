import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { TenantProfile } from '#shared/messages/registry-api.ts';
import type { ReportedPlace } from '#shared/regimes/reported.ts';
import type { Registry } from './store/registry.ts';

export interface PlaceNeeds {
  readonly registry: Pick<Registry, 'location'> & {
    partners(tenant: string): Promise<readonly Partner[]>;
    tenant(tenant: string): Promise<TenantProfile | undefined>;
  };
}

/** What events say of one end of a movement: GLNs of its places, and of the parties that have the goods there. The first that is known counts. */
export interface End {
  readonly places: readonly string[];
  readonly parties: readonly string[];
}

/**
 * A place with what regulators call it and whoever has it; `undefined` when nobody knows any of those that are named. A location tells whose it is; without
 * one the party stands for its place. A GLN under a company prefix of the tenant is its own.
 */
export async function reportedPlace(
  { registry }: PlaceNeeds,
  tenant: string,
  { places, parties }: End,
): Promise<ReportedPlace | undefined> {
  for (const gln of places) {
    const location = await registry.location(tenant, gln);
    if (location === undefined) continue;
    const { name, address, partner, registrations } = location;
    const whose = partner === undefined ? await registry.tenant(tenant) : await partnerOf(registry, tenant, partner);
    return {
      gln,
      name,
      country: address.country,
      ...(partner !== undefined && { partner }),
      registrations: { ...whose?.registrations, ...registrations },
    };
  }
  for (const gln of [...parties, ...places]) {
    const party = (await partyWith(registry, tenant, gln)) ?? (await ownParty({ registry }, tenant, gln));
    if (party !== undefined) return party;
  }
  return undefined;
}

const partnerOf = async (registry: PlaceNeeds['registry'], tenant: string, id: string) =>
  (await registry.partners(tenant)).find(({ partner }) => partner === id);

async function partyWith(registry: PlaceNeeds['registry'], tenant: string, gln: string) {
  const found = (await registry.partners(tenant)).find((one) => (one.gln ?? glnOf(canonicalEpc(one.party))) === gln);
  if (found === undefined) return undefined;
  const { partner, name, address, registrations } = found;
  return { gln, name, country: address?.country, partner, registrations };
}

/** GLN of a location (AI 414) or party (AI 417), canonical; undefined for all else. */
export const glnOf = (canonical: string): string | undefined =>
  /^https:\/\/id\.gs1\.org\/41[47]\/(\d{13})/.exec(canonical)?.[1];

/** The tenant itself at a GLN of its own, or at its own where none is given. */
export async function ownParty(
  { registry }: PlaceNeeds,
  tenant: string,
  gln?: string,
): Promise<ReportedPlace | undefined> {
  const own = await registry.tenant(tenant);
  if (own === undefined) return undefined;
  const isOwn = gln === undefined || gln === own.gln || own.companyPrefixes.some((prefix) => gln.startsWith(prefix));
  if (!isOwn) return undefined;
  return { gln: gln ?? own.gln, name: own.name, country: own.address?.country, registrations: own.registrations };
}
