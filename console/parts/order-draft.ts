import type { Lot } from '../../shared/messages/lots-api.ts';
import type { ToldPool } from '../../shared/messages/pools-api.ts';
import type { newOrder } from '../../shared/messages/site-api.ts';
import { bodyOf, numberOf } from './wrong-with.ts';

/** Members of an order that somebody types or chooses. */
export type OrderMember = Exclude<keyof typeof newOrder.entries, 'owner' | 'market' | 'companyPrefix'>;
/** What was typed by now; what nobody has touched is not in it. */
export type TypedOrder = Readonly<Partial<Record<OrderMember, string>>>;

const members = [
  'gtin',
  'lot',
  'order',
  'expiry',
  'manufactured',
  'bulkLot',
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

/** Pools that an order may draw from: of its packs, and of cases and pallets. */
export interface OfferedPools {
  readonly packs: readonly ToldPool[];
  readonly sscc: readonly ToldPool[];
}

/** What the form says as long as nobody says something else: as with the lot before; the only pool there is; an id of product and lot. */
export function orderDefaults(typed: TypedOrder, before: Lot | undefined, pools: OfferedPools): TypedOrder {
  const { gtin = '', lot = '' } = typed;
  const only = (offered: readonly ToldPool[]) => (offered.length === 1 ? offered[0]?.id : undefined);
  const common = Object.fromEntries(
    kept.flatMap((name) => (before?.[name] === undefined ? [] : [[name, String(before[name])]])),
  );
  const [pool, ssccPool] = [only(pools.packs), only(pools.sscc)];
  return {
    ...(pool !== undefined && { pool }),
    ...(ssccPool !== undefined && { ssccPool }),
    ...common,
    ...(lot.trim() !== '' && { order: `${gtin.trim()}-${lot.trim().replace(/[^\w.:-]/g, '-')}` }),
  };
}

/** The order as the API takes it. The company prefix of its cases and pallets is that of their pool. */
export function orderOf(filled: TypedOrder, owner: string, sscc: readonly ToldPool[]): object {
  const said = bodyOf(Object.fromEntries(members.map((name) => [name, filled[name] ?? ''])));
  const read = Object.entries(said).map(([name, value]) => [
    name,
    numbers.some((one) => one === name) ? numberOf(value) : value,
  ]);
  const from = sscc.find(({ id }) => id === filled.ssccPool);
  return {
    owner,
    ...Object.fromEntries(read),
    ...(from?.kind === 'sscc' && { companyPrefix: from.companyPrefix }),
  };
}
