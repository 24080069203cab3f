import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Lot } from '#shared/messages/lots-api.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { lotAnnounced } from './announced-lots.ts';
import { auditPut, type NewEntry } from './audit.ts';
import { getLot } from './get-lot.ts';
import { wonOrLost } from './lost-condition.ts';
import {
  type LotTables,
  lotKey,
  madeKey,
  numberKey,
  orderIdKey,
  pointerKey,
  productMadeKey,
  spellingKey,
} from './lot-keys.ts';
import type { Also } from './serial-pools-create.ts';

/** What a row says that points to a lot. */
export const storedPointer = v.object({ gtin: v.string(), lot: v.string() });

async function pointed({ db, table }: LotTables, Key: ReturnType<typeof orderIdKey>) {
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && v.parse(storedPointer, Item);
}

/** The lot of an order; undefined when there is none. */
export async function lotOfOrder(here: LotTables, tenant: string, order: string): Promise<Lot | undefined> {
  const at = await pointed(here, orderIdKey(tenant, order));
  return at && getLot(here, tenant, at.gtin, at.lot);
}

/** The lots that stand in the way of a new one: of its order id, and of its number but for case. */
export async function rivalsOf(here: LotTables, tenant: string, wanted: Pick<Order, 'order' | 'gtin' | 'lot'>) {
  const [ofOrder, ofSpelling] = await Promise.all([
    pointed(here, orderIdKey(tenant, wanted.order)),
    pointed(here, spellingKey(tenant, wanted)),
  ]);
  const others = (one: typeof ofOrder) => (one?.gtin === wanted.gtin && one.lot === wanted.lot ? undefined : one);
  return { ofOrder: others(ofOrder), ofSpelling: others(ofSpelling) };
}

/** Makes an order and its lot, and what is written with them. `exists`: there is such a lot, or one of its rivals. */
export function makeLot(
  { db, table, deliveriesTable }: LotTables,
  tenant: string,
  wanted: Order,
  at: Date,
  productVersion?: number,
  audit?: NewEntry,
  also: Also = [],
) {
  const { gtin, lot } = wanted;
  const made = {
    state: 'assigned',
    createdAt: at.toISOString(),
    ...(productVersion !== undefined && { productVersion }),
  };
  const Item = { ...lotKey(tenant, gtin, lot), ...wanted, ...made };
  const TransactItems = [
    // The same order may be sent twice at once: one lot is made. A lot's row is never removed, so its number is never used again.
    { Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
    { Put: { TableName: table, Item: { ...pointerKey(tenant, wanted), gtin, lot, createdAt: made.createdAt } } },
    ...[
      numberKey(tenant, wanted),
      madeKey(tenant, wanted, made.createdAt),
      productMadeKey(tenant, wanted, made.createdAt),
    ].map((key) => ({ Put: { TableName: table, Item: { ...key, gtin, lot } } })),
    // Two lots may want one order id, or one number in two spellings, at once: the first has it.
    ...[orderIdKey(tenant, wanted.order), spellingKey(tenant, wanted)].map((key) => ({
      Put: { TableName: table, Item: { ...key, gtin, lot }, ConditionExpression: 'attribute_not_exists(pk)' },
    })),
    lotAnnounced(deliveriesTable, tenant, 'lot.ordered', wanted, made.createdAt),
    ...(audit === undefined ? [] : [auditPut(table, tenant, audit)]),
    ...also,
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'created', 'exists');
}
