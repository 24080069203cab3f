import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { LotReport } from '#shared/messages/agent-to-cloud.ts';
import { type Lot, type ReleaseRecord, lot as storedLot } from '#shared/messages/lots-api.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { auditPut, type NewEntry } from './audit.ts';
import { inLanes } from './batches.ts';
import { due } from './due.ts';
import { registryKey, releaseKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';

export type { Lot };

/** Lot numbers are unique per GTIN only, so the row is keyed by both. */
const lotKey = (tenant: string, gtin: string, lot: string) => registryKey(tenant, 'lot', `${gtin}#${lot}`);

const storedPointer = v.object({ gtin: v.string(), lot: v.string() });

/** Who packs an order: the owner itself unless the order names a contract packer. */
export const packerOf = ({ owner, packer }: Pick<Order, 'owner' | 'packer'>) => packer ?? owner;

/**
 * Beside each assigned lot stands a pointer under its site and packer, so that a site finds its orders without reading all lots, and two
 * packers with sites of one name do not find each other's. No id may hold a `#` (see `site-api.ts`).
 */
const pointerKey = (tenant: string, order: Order) =>
  registryKey(tenant, 'order', `${order.site}#${packerOf(order)}#${order.gtin}#${order.lot}`);

/** And one under its number, for whoever knows the number alone. GS1 character set 82 has no `#`. */
const numberKey = (tenant: string, { lot, gtin }: Pick<Order, 'lot' | 'gtin'>) =>
  registryKey(tenant, 'lot-number', `${lot}#${gtin}`);

/** Which lot an order id stands for: lines draw serials and report under it, so it says one lot for ever. */
const orderIdKey = (tenant: string, order: string) => registryKey(tenant, 'order-id', order);

/** How a product's lot of these letters is spelled: AI (10) tells upper from lower case, and people do not. */
const spellingKey = (tenant: string, { gtin, lot }: Pick<Order, 'gtin' | 'lot'>) =>
  registryKey(tenant, 'lot-spelling', `${gtin}#${lot.toLowerCase()}`);

/** How long after the release `sweep` wakes the planner when its message was lost. */
const PLAN_WITHIN_MS = 15_000;

export type Lots = ReturnType<typeof lots>;

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
  readonly deliveriesTable: string;
}

/** Orders and lots in the registry table. */
export function lots(db: DynamoDBDocumentClient, table: string, deliveriesTable: string) {
  const here = { db, table, deliveriesTable };
  return {
    get: (tenant: string, gtin: string, lot: string) => get(here, tenant, gtin, lot),
    /** All lots of the tenant, by GTIN and lot; one page of at most `limit`. */
    list: (tenant: string, limit: number, after?: { gtin: string; lot: string }) => list(here, tenant, limit, after),
    /** Lots whose order waits at the site, of one packer or of all. */
    assignedTo: (tenant: string, site: string, packer?: string) =>
      pointedTo(here, tenant, registryKey(tenant, 'order', packer === undefined ? `${site}#` : `${site}#${packer}#`)),
    /** Lots of that number, one for each product that has it. */
    numbered: (tenant: string, lot: string) => pointedTo(here, tenant, registryKey(tenant, 'lot-number', `${lot}#`)),
    /** The lots that stand in the way of a new one: of its order id, and of its number but for case. */
    rivals: (tenant: string, wanted: Pick<Order, 'order' | 'gtin' | 'lot'>) => rivals(here, tenant, wanted),
    /**
     * Makes an order and its lot. `exists`: there is such a lot, or one of its `rivals`.
     *
     * @param productVersion the version of the product that the lot is bound to, whatever becomes of the product
     * @param audit absent only where nobody asked: in tests
     */
    create: (tenant: string, wanted: Order, at: Date, productVersion?: number, audit?: NewEntry) =>
      create(here, tenant, wanted, at, productVersion, audit),
    /** Keeps the line's report. Repeating it is harmless; a released lot keeps the report it was released on. */
    putReport: (tenant: string, report: LotReport, at: Date) => putReport(here, tenant, report, at),
    /** Releases the lot, writes the row that makes the planner report it, and what the audit trail says of it: all or nothing. */
    release: (tenant: string, lot: Lot, record: ReleaseRecord, audit: NewEntry) =>
      release(here, tenant, lot, record, audit),
  };
}

async function get({ db, table }: Here, tenant: string, gtin: string, lot: string): Promise<Lot | undefined> {
  const Key = lotKey(tenant, gtin, lot);
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && v.parse(storedLot, Item);
}

async function list({ db, table }: Here, tenant: string, limit: number, after?: { gtin: string; lot: string }) {
  const { Items = [], LastEvaluatedKey } = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': lotKey(tenant, '', '').pk },
      Limit: limit,
      ...(after && { ExclusiveStartKey: lotKey(tenant, after.gtin, after.lot) }),
    }),
  );
  return { lots: Items.map((item) => v.parse(storedLot, item)), more: LastEvaluatedKey !== undefined };
}

async function pointedTo(here: Here, tenant: string, { pk, sk }: { pk: string; sk: string }): Promise<Lot[]> {
  const found: v.InferOutput<typeof storedPointer>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await here.db.send(
      new QueryCommand({
        TableName: here.table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :begin)',
        ExpressionAttributeValues: { ':pk': pk, ':begin': sk },
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    found.push(...Items.map((item) => v.parse(storedPointer, item)));
    from = LastEvaluatedKey;
  } while (from !== undefined);
  const lots = await inLanes(found, ({ gtin, lot }) => get(here, tenant, gtin, lot));
  return lots.filter((lot) => lot !== undefined);
}

async function rivals({ db, table }: Here, tenant: string, wanted: Pick<Order, 'order' | 'gtin' | 'lot'>) {
  const pointed = async (Key: ReturnType<typeof registryKey>) => {
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && v.parse(storedPointer, Item);
  };
  const [ofOrder, ofSpelling] = await Promise.all([
    pointed(orderIdKey(tenant, wanted.order)),
    pointed(spellingKey(tenant, wanted)),
  ]);
  const others = (one: typeof ofOrder) => (one?.gtin === wanted.gtin && one.lot === wanted.lot ? undefined : one);
  return { ofOrder: others(ofOrder), ofSpelling: others(ofSpelling) };
}

function create(
  { db, table }: Here,
  tenant: string,
  wanted: Order,
  at: Date,
  productVersion?: number,
  audit?: NewEntry,
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
    { Put: { TableName: table, Item: { ...pointerKey(tenant, wanted), gtin, lot } } },
    { Put: { TableName: table, Item: { ...numberKey(tenant, wanted), gtin, lot } } },
    // Two lots may want one order id, or one number in two spellings, at once: the first has it.
    ...[orderIdKey(tenant, wanted.order), spellingKey(tenant, wanted)].map((key) => ({
      Put: { TableName: table, Item: { ...key, gtin, lot }, ConditionExpression: 'attribute_not_exists(pk)' },
    })),
    ...(audit === undefined ? [] : [auditPut(table, tenant, audit)]),
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'created', 'exists');
}

async function putReport(here: Here, tenant: string, report: LotReport, at: Date) {
  const lot = await get(here, tenant, report.gtin, report.lot);
  if (lot === undefined) return 'unknown-or-released';
  const TransactItems = [
    { Update: reportUpdate(here.table, tenant, report, at) },
    { Delete: { TableName: here.table, Key: pointerKey(tenant, lot) } },
  ];
  return wonOrLost(() => here.db.send(new TransactWriteCommand({ TransactItems })), 'stored', 'unknown-or-released');
}

function reportUpdate(table: string, tenant: string, report: LotReport, at: Date) {
  return {
    TableName: table,
    Key: lotKey(tenant, report.gtin, report.lot),
    UpdateExpression: 'SET report = :report, reportedAt = :at, #state = :reported',
    ConditionExpression: '#order = :order AND #state <> :released', // a doubled report may come after the release
    ExpressionAttributeNames: { '#state': 'state', '#order': 'order' },
    ExpressionAttributeValues: {
      ':report': report,
      ':at': at.toISOString(),
      ':reported': 'reported',
      ':released': 'released',
      ':order': report.order,
    },
  };
}

function release(
  { db, table, deliveriesTable }: Here,
  tenant: string,
  lot: Lot,
  record: ReleaseRecord,
  audit: NewEntry,
) {
  const TransactItems = [...releaseRows(table, deliveriesTable, tenant, lot, record), auditPut(table, tenant, audit)];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'released', 'not-reported');
}

function releaseRows(table: string, deliveriesTable: string, tenant: string, judged: Lot, record: ReleaseRecord) {
  const { gtin, lot, reportedAt: seen } = judged;
  const { by, at } = record.signature;
  const wakeAt = new Date(Date.parse(at) + PLAN_WITHIN_MS);
  return [
    {
      Update: {
        TableName: table,
        Key: lotKey(tenant, gtin, lot),
        UpdateExpression: 'SET #state = :released, releasedAt = :at, releasedBy = :by, #release = :record',
        // Two people may release at once: one release, one set of reports. And a corrected report may come in
        // between: what is released is the report that was judged.
        ConditionExpression: '#state = :reported AND reportedAt = :seen',
        ExpressionAttributeNames: { '#state': 'state', '#release': 'release' },
        ExpressionAttributeValues: {
          ':released': 'released',
          ':reported': 'reported',
          ':at': at,
          ':by': by,
          ':record': record,
          ':seen': seen,
        },
      },
    },
    {
      Put: {
        TableName: deliveriesTable,
        Item: { ...releaseKey(tenant, gtin, lot), ...due(tenant, wakeAt, 'plan', { tenant, release: { gtin, lot } }) },
      },
    },
  ];
}
