import type { Lot } from '../../shared/messages/lots-api.ts';
import type { ToldPool } from '../../shared/messages/pools-api.ts';
import type { newOrder } from '../../shared/messages/site-api.ts';
import { orderId } from '../../shared/orders/order-id.ts';
import { standsOn } from '../../shared/orders/revisions.ts';
import { bodyOf, numberOf } from './wrong-with.ts';

/** Members of an order that somebody types or chooses. */
export type OrderMember = Exclude<keyof typeof newOrder.entries, 'owner' | 'market' | 'companyPrefix'>;
/** What was typed by now; what nobody has touched is not in it. */
export type TypedOrder = Readonly<Partial<Record<OrderMember, string>>>;

const numbers: readonly OrderMember[] = ['quantity', 'unitsPerCase', 'casesPerPallet', 'sampleEvery'];
/** What the next lot of a product usually has in common with the one before. */
const kept = [
  'quantity',
  'packer',
  'site',
  'line',
  'pool',
  'ssccPool',
  'unitsPerCase',
  'casesPerPallet',
  'sampleEvery',
] as const satisfies readonly OrderMember[];
/** All that an order is typed of. */
export const orderMembers: readonly OrderMember[] = [
  'gtin',
  'lot',
  'order',
  'expiry',
  'manufactured',
  'bulkLot',
  ...kept,
];

/** Pools of one kind that an order may draw from. */
export interface Offered {
  readonly pools: readonly ToldPool[];
  /** There are more than these: the id of another may be typed. */
  readonly isCut: boolean;
  /** They are still asked for. */
  readonly isLoading: boolean;
}

/** Pools that an order may draw from: of its packs, and of cases and pallets. */
export interface OfferedPools {
  readonly packs: Offered;
  readonly sscc: Offered;
}

/** What was typed, after one more: a pool that was chosen for one product is not that of the next. */
export function withTyped(typed: TypedOrder, name: OrderMember, value: string): TypedOrder {
  const { pool: _, ...others } = typed;
  const isOther = name === 'gtin' && value.trim() !== (typed.gtin ?? '').trim();
  return { ...(isOther ? others : typed), [name]: value };
}

/** The lot that the next one is like: of a product's, the newest first, the first that nobody cancelled. */
export const modelAmong = (lots: readonly Lot[]): Lot | undefined => lots.find(({ state }) => state !== 'cancelled');

/** What the form says: what was typed; else as with the lot before, as its order stands by now; of pools only what is offered, or the only one there is; an id of product and lot. */
export function filledOrder(typed: TypedOrder, before: Lot | undefined, pools: OfferedPools): TypedOrder {
  const { gtin = '', lot = '' } = typed;
  const stands = before && { ...before, ...standsOn(before) };
  const common = Object.fromEntries(
    kept.flatMap((name) => (stands?.[name] === undefined ? [] : [[name, String(stands[name])]])),
  );
  const all: TypedOrder = {
    ...common,
    ...(lot.trim() !== '' && { order: orderId(gtin.trim(), lot.trim()) }),
    ...typed,
  };
  return { ...all, pool: poolOf(all.pool, pools.packs), ssccPool: poolOf(all.ssccPool, pools.sscc) };
}

/** A pool that is not among those offered may have been retired; of a list that was cut it may be one of the others. */
function poolOf(wanted: string | undefined, { pools, isCut }: Offered): string {
  const isOffered = wanted !== undefined && (isCut || pools.some(({ id }) => id === wanted));
  if (isOffered) return wanted;
  return pools.length === 1 && !isCut ? (pools[0]?.id ?? '') : '';
}

/** The order as the API takes it. The company prefix of its cases and pallets is that of their pool. */
export function orderOf(filled: TypedOrder, owner: string, sscc: ToldPool | undefined): object {
  const said = bodyOf(Object.fromEntries(orderMembers.map((name) => [name, filled[name] ?? ''])));
  const read = Object.entries(said).map(([name, value]) => [
    name,
    numbers.some((one) => one === name) ? numberOf(value) : value,
  ]);
  return {
    owner,
    ...Object.fromEntries(read),
    ...(sscc?.kind === 'sscc' && { companyPrefix: sscc.companyPrefix }),
  };
}
