import { Refused } from '#common/refused.ts';
import type { Lots } from '#common/store/lots.ts';
import type { Registry } from '#common/store/registry.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { valueProblem } from '#shared/gs1/application-identifiers.ts';
import { isDay } from '#shared/is-day.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { codesProblem } from '#shared/regimes/demanded-codes.ts';
import { mayDraw } from '#shared/serials/may-draw.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { mustHaveNoRival } from './must-have-no-rival.ts';

export interface CheckOrderNeeds {
  readonly lots: Pick<Lots, 'rivals'>;
  readonly registry: Pick<Registry, 'product' | 'granted'>;
  readonly pools: Pick<SerialPools, 'get'>;
  readonly now: () => Date;
}

/**
 * Whether an order can be printed, packed and reported: a fault here would be found when the lot is done, and a lot cannot be unpacked.
 * Answers what the lot is bound to: the version of its product, and the market profile of its pool.
 *
 * @throws Refused with the member that is wrong
 */
export async function checkOrder(
  needs: CheckOrderNeeds,
  tenant: string,
  wanted: Order,
): Promise<{ readonly productVersion: number; readonly market: string | undefined }> {
  throwIf(ownerProblem(tenant, wanted) ?? codeProblem(wanted, needs.now()));
  const product = await needs.registry.product(tenant, wanted.gtin);
  if (product === undefined)
    throw new Refused(
      refuse('not-found', `no product ${wanted.gtin}`, { at: '/gtin', remedy: 'PUT /api/products/{gtin} first' }),
    );
  const packs = await needs.pools.get(tenant, wanted.pool);
  if (packs.kind === 'sscc' || packs.gtin !== wanted.gtin)
    throw new Refused(refuse('conflict', `pool ${wanted.pool} does not issue for ${wanted.gtin}`, { at: '/pool' }));
  throwIf(stateProblem(packs, '/pool') ?? mayDraw(packs, wanted.market));
  // The product may be sold in other countries than when the pool was made.
  const problem = codesProblem(packs, product);
  throwIf(problem && { ...problem, at: '/pool' });
  const containers = await needs.pools.get(tenant, wanted.ssccPool);
  if (containers.kind !== 'sscc' || containers.companyPrefix !== wanted.companyPrefix)
    throw new Refused(
      refuse('conflict', `pool ${wanted.ssccPool} issues no SSCC of ${wanted.companyPrefix}`, { at: '/ssccPool' }),
    );
  throwIf(stateProblem(containers, '/ssccPool'));
  if (product.companyPrefix !== wanted.companyPrefix)
    throw new Refused(
      refuse('conflict', `${wanted.gtin} has the company prefix ${product.companyPrefix}`, { at: '/companyPrefix' }),
    );
  await mustReach(needs.registry, tenant, wanted);
  await mustHaveNoRival(needs.lots, tenant, wanted);
  return { productVersion: product.version, market: packs.profile };
}

function ownerProblem(tenant: string, { owner }: Order): Refusal | undefined {
  if (owner === tenant) return undefined;
  return refuse('not-permitted', `the order is for ${owner}, the call for ${tenant}`, { at: '/owner' });
}

/** Why an order's lot number or dates cannot stand on a pack. */
export function codeProblem(
  { lot, expiry, manufactured }: Pick<Order, 'lot' | 'expiry' | 'manufactured'>,
  now: Date,
): Refusal | undefined {
  const badLot = valueProblem('10', lot);
  if (badLot !== undefined)
    return refuse('malformed', badLot.detail, { at: '/lot', rule: 'GS1 General Specifications: AI (10)' });
  if (!isDay(expiry)) return refuse('malformed', `${expiry} is no day of the calendar`, { at: '/expiry' });
  if (manufactured !== undefined && !isDay(manufactured))
    return refuse('malformed', `${manufactured} is no day of the calendar`, { at: '/manufactured' });
  if (manufactured !== undefined && manufactured >= expiry)
    return refuse('malformed', `made on ${manufactured}, expired on ${expiry}`, { at: '/manufactured' });
  if (new Date(`${expiry}T00:00:00Z`) <= now) return refuse('malformed', `${expiry} is past`, { at: '/expiry' });
  return undefined;
}

/** A line would stand when its stock runs out. */
export function stateProblem({ id, state }: Pool, at: string): Refusal | undefined {
  if (state === 'active') return undefined;
  const remedy = state === 'frozen' ? 'thaw the pool, or order from another' : 'order from another pool';
  return refuse('conflict', `pool ${id} is ${state}: it issues nothing`, { at, remedy });
}

/** The packer has to read the order; without the owner's grant it would wait for ever. */
async function mustReach(
  registry: CheckOrderNeeds['registry'],
  tenant: string,
  { packer = tenant }: Order,
): Promise<void> {
  if (packer === tenant || (await registry.granted(tenant, packer, 'orders:read'))) return;
  throw new Refused(
    refuse('not-permitted', `${packer} may not read orders of ${tenant}`, {
      at: '/packer',
      remedy: `PUT /api/grants/${packer} with orders:read first`,
    }),
  );
}

function throwIf(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw new Refused(refusal);
}
