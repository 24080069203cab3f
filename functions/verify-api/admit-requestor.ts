import type { Registry, Tenant } from '#common/store/registry.ts';
import { claimsOf } from '#common/store/tenants.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

/**
 * Admits a requestor that the caller may speak for: its own tenant, or one of that tenant's partners that is no tenant. A tenant speaks for itself, and for
 * whatever is under its company prefixes: whom others write into their master data is nobody's proof. Any other party of the network, or of the responder's
 * partners, is known but not permitted; the rest is unknown.
 *
 * @param tenants all of the network
 */
export async function admitRequestor(
  registry: Pick<Registry, 'partners'>,
  tenants: readonly Tenant[],
  { home, owner, gln }: { home: string; owner: string | undefined; gln: string },
): Promise<Refusal | undefined> {
  const own = tenants.find(({ tenant }) => tenant === home)?.gln === gln;
  const others = tenants.filter(({ tenant }) => tenant !== home);
  const isAnothers = others.some((one) => claimsOf(one).some((claim) => gln.startsWith(claim)));
  if (own || (!isAnothers && isAmong(await registry.partners(home), gln))) return undefined;
  const ofOwner = owner !== undefined && isAmong(await registry.partners(owner), gln);
  if (ofOwner || others.some((one) => one.gln === gln))
    return refuse('not-permitted', `${home} may not ask for ${gln}`);
  return refuse('unauthenticated', `no party of this network has GLN ${gln}`);
}

const isAmong = (partners: readonly Partner[], gln: string) =>
  partners.some(({ party }) => canonicalEpc(party) === `https://id.gs1.org/417/${gln}`);
