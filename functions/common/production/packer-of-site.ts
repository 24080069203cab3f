import type { Registry } from '#common/store/registry.ts';
import type { Partner } from '#shared/master-data/partner.ts';

/**
 * The partner that packs at a site and is no tenant here: the site is the GLN of a location that master data says is the partner's, or a name that the partner's version
 * has among those it draws numbers for.
 */
export async function packerOfSite(
  registry: Pick<Registry, 'location' | 'partner' | 'partners'>,
  tenant: string,
  site: string,
): Promise<Partner | undefined> {
  if (/^\d{13}$/.test(site)) {
    const owner = (await registry.location(tenant, site))?.partner;
    if (owner !== undefined) return registry.partner(tenant, owner);
  }
  const named = (await registry.partners(tenant)).filter(({ packs }) => packs?.scope?.sites?.includes(site) === true);
  // A site is of one company: where two claim it nobody knows whose it is.
  return named.length === 1 ? named[0] : undefined;
}
