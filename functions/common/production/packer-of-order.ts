import type { Registry } from '#common/store/registry.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { Order } from '#shared/messages/site-api.ts';

export interface PackerNeeds {
  readonly registry: Pick<Registry, 'location' | 'partner' | 'partners'>;
}

/** A partner that packs and is no tenant here. */
export interface Packer {
  readonly partner: string;
  /** Its version in force; absent where none is. */
  readonly version?: Partner;
}

/**
 * The partner that packs an order by messages: none where a tenant of this installation packs it, which the order says. Else its site is the GLN of a location that master
 * data says is the partner's, or a name that the partner's version has among those it draws numbers for.
 *
 * @param claimant of whom alone it is asked: all partners are read only where it says that the site is its own
 */
export async function packerOfOrder(
  { registry }: PackerNeeds,
  tenant: string,
  { site, packer }: Pick<Order, 'site' | 'packer'>,
  claimant?: Partner,
): Promise<Packer | undefined> {
  // Who packs for itself says so, or leaves it out.
  if (packer !== undefined && packer !== tenant) return undefined;
  const owner = /^\d{13}$/.test(site) ? (await registry.location(tenant, site))?.partner : undefined;
  if (owner !== undefined) {
    const version = await registry.partner(tenant, owner);
    return { partner: owner, ...(version !== undefined && { version }) };
  }
  if (claimant !== undefined && !claims(claimant, site)) return undefined;
  const named = (await registry.partners(tenant)).filter((one) => claims(one, site));
  // A site is of one company: where two claim it nobody knows whose it is.
  const [version, ...others] = named;
  return version === undefined || others.length > 0 ? undefined : { partner: version.partner, version };
}

const claims = ({ packs }: Partner, site: string) => packs?.scope?.sites?.includes(site) === true;
