import { Refused } from '#common/refused.ts';
import type { Lots } from '#common/store/lots.ts';
import type { Registry } from '#common/store/registry.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { valueProblem } from '#shared/gs1/application-identifiers.ts';
import { isDay } from '#shared/is-day.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { codesProblem } from '#shared/regimes/demanded-codes.ts';
import { mayDraw } from '#shared/serials/may-draw.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { rivalProblem } from './rival-problem.ts';

export interface CheckOrderNeeds {
  readonly lots: Pick<Lots, 'rivals'>;
  readonly registry: Pick<Registry, 'product' | 'granted'>;
  readonly pools: Pick<SerialPools, 'get'>;
  readonly now: () => Date;
}

/** What a lot is bound to: the version of its product, and the market profile of its pool. */
interface Bound {
  readonly productVersion: number;
  readonly market: string | undefined;
}

/**
 * Whether an order can be printed, packed and reported: a fault here would be found when the lot is done, and a lot cannot be unpacked.
 *
 * @throws Refused with the member that is wrong
 */
export async function checkOrder(needs: CheckOrderNeeds, tenant: string, wanted: Order): Promise<Bound> {
  const judged = await judgeOrder(needs, tenant, wanted);
  if ('productVersion' in judged) return judged;
  throw new Refused(judged[0]);
}

/** The same for whoever tells all that is wrong at once. */
export async function judgeOrder(
  needs: CheckOrderNeeds,
  tenant: string,
  wanted: Order,
): Promise<Bound | readonly [Refusal, ...Refusal[]]> {
  const { gtin, pool, ssccPool } = wanted;
  const product = await needs.registry.product(tenant, gtin);
  const packs = await poolAt(needs.pools, tenant, pool, '/pool');
  const containers = await poolAt(needs.pools, tenant, ssccPool, '/ssccPool');
  const remedy = 'add the product to the master data first: PUT /api/products/{gtin}';
  const [first, ...others] = [
    ownerProblem(tenant, wanted),
    codeProblem(wanted, needs.now()),
    product === undefined ? refuse('not-found', `no product ${gtin}`, { at: '/gtin', remedy }) : undefined,
    isRefusal(packs) ? packs : packsProblem(packs, product, wanted),
    isRefusal(containers) ? containers : containersProblem(containers, wanted),
    product && prefixProblem(product, wanted),
    await reachProblem(needs.registry, tenant, wanted),
    await rivalProblem(needs.lots, tenant, wanted),
  ].filter((one) => one !== undefined);
  if (first !== undefined) return [first, ...others];
  if (product === undefined || isRefusal(packs)) throw new Error('what is missing was told');
  return { productVersion: product.version, market: packs.profile };
}

type OrderedProduct = NonNullable<Awaited<ReturnType<CheckOrderNeeds['registry']['product']>>>;

async function poolAt(
  pools: CheckOrderNeeds['pools'],
  tenant: string,
  id: string,
  at: string,
): Promise<Pool | Refusal> {
  try {
    return await pools.get(tenant, id);
  } catch (error) {
    if (error instanceof Refused) return { ...error.refusal, at };
    throw error;
  }
}

function packsProblem(packs: Pool, product: OrderedProduct | undefined, { gtin, pool, market }: Order) {
  if (packs.kind === 'sscc' || packs.gtin !== gtin)
    return refuse('conflict', `pool ${pool} does not issue for ${gtin}`, { at: '/pool' });
  // The product may be sold in other countries than when the pool was made.
  const codes = product && codesProblem(packs, product);
  return stateProblem(packs, '/pool') ?? mayDraw(packs, market) ?? (codes && { ...codes, at: '/pool' });
}

function containersProblem(containers: Pool, { ssccPool, companyPrefix }: Order): Refusal | undefined {
  if (containers.kind !== 'sscc' || containers.companyPrefix !== companyPrefix)
    return refuse('conflict', `pool ${ssccPool} issues no SSCC of ${companyPrefix}`, { at: '/ssccPool' });
  return stateProblem(containers, '/ssccPool');
}

function prefixProblem(product: OrderedProduct, { gtin, companyPrefix }: Order): Refusal | undefined {
  if (product.companyPrefix === companyPrefix) return undefined;
  return refuse('conflict', `${gtin} has the company prefix ${product.companyPrefix}`, { at: '/companyPrefix' });
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
async function reachProblem(registry: CheckOrderNeeds['registry'], tenant: string, { packer = tenant }: Order) {
  if (packer === tenant || (await registry.granted(tenant, packer, 'orders:read'))) return undefined;
  return refuse('not-permitted', `${packer} may not read orders of ${tenant}`, {
    at: '/packer',
    remedy: `grant ${packer} orders:read first: PUT /api/grants/${packer}`,
  });
}
