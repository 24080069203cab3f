import { glnNamed, isPartners, isTenants } from '#common/inbound/parties.ts';
import { once, type Tellers } from '#common/inbound/tellers.ts';
import type { Registry, Tenant } from '#common/store/registry.ts';
import type { Teller } from '#shared/desk/has-hand-in.ts';
import { isMove, type TellerOf } from '#shared/desk/holder-of.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** Who told steps, of partners' documents; each is looked up once, and so is each place in which one of them may be at home. */
export async function tellersIn(
  { registry }: { readonly registry: Pick<Registry, 'location'> },
  by: Tellers,
  tenant: Tenant | undefined,
  events: readonly StoredEvent[],
): Promise<TellerOf> {
  const partnerOf = new Map<string, string>();
  for (const captureId of new Set(events.map((one) => one.captureId))) {
    const id = await by.of(captureId);
    if (id !== undefined) partnerOf.set(captureId, id);
  }
  if (partnerOf.size === 0 || tenant === undefined) return () => undefined;
  const homes = await homesIn(registry, tenant.tenant, events);
  const isOurs = isTenants(tenant);
  const known = new Map<string, Teller>();
  for (const id of new Set(partnerOf.values())) {
    const partner = await by.named(id);
    const isIts = partner === undefined ? () => false : isPartners(partner);
    const isHome = (gln: string) => homes.get(gln) === id;
    known.set(id, {
      id,
      is: (end) => isIts(glnNamed(end) ?? '') || isHome(glnNamed(end) ?? ''),
      keeps: (place) => isHome(glnNamed(place) ?? '') && isOurs(glnNamed(place) ?? ''),
    });
  }
  return ({ happening }) => known.get(partnerOf.get(happening.stored.captureId) ?? '');
}

/** Partners that the master data have at home in places where goods change hands, by GLN. */
async function homesIn(
  registry: Pick<Registry, 'location'>,
  tenant: string,
  events: readonly StoredEvent[],
): Promise<ReadonlyMap<string, string>> {
  const homeOf = once(async (gln) => (await registry.location(tenant, gln))?.partner);
  const homes = new Map<string, string>();
  for (const stored of events) {
    if (!isMove(stored.event)) continue;
    const { bizLocation, readPoint, destinationList = [] } = stored.event;
    const places = [bizLocation?.id, readPoint?.id, ...destinationList.map(({ destination }) => destination)];
    for (const gln of places.flatMap((id) => (id === undefined ? [] : (glnNamed(id) ?? [])))) {
      const home = await homeOf(gln);
      if (home !== undefined) homes.set(gln, home);
    }
  }
  return homes;
}
