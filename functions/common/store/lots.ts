import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { LotReport } from '#shared/messages/agent-to-cloud.ts';
import { type Lot, type ReleaseRecord, lot as storedLot } from '#shared/messages/lots-api.ts';
import type { OrderRevision, OrderStanding } from '#shared/messages/orders-api.ts';
import type { Order } from '#shared/messages/site-api.ts';
import type { Stood } from '#shared/orders/judge-standing.ts';
import { addRevision } from './add-revision.ts';
import type { NewEntry } from './audit.ts';
import { inLanes } from './batches.ts';
import { getLot } from './get-lot.ts';
import { keepStanding } from './keep-standing.ts';
import { registryKey } from './keys.ts';
import type { LotName } from './lot-fates.ts';
import { type LotTables, lotKey } from './lot-keys.ts';
import { lotsNamed, newestLots, openLots } from './lots-by-time.ts';
import { lotOfOrder, makeLot, rivalsOf, storedPointer } from './make-lot.ts';
import { putReport } from './put-report.ts';
import { releaseOnReport } from './release-on-report.ts';
import type { Also } from './serial-pools-create.ts';

export type { Lot };

export type Lots = ReturnType<typeof lots>;

/** Orders and lots in the registry table. */
export function lots(db: DynamoDBDocumentClient, table: string, deliveriesTable: string) {
  const here = { db, table, deliveriesTable };
  return {
    get: (tenant: string, gtin: string, lot: string) => getLot(here, tenant, gtin, lot),
    /** Lots of the tenant, or of one product of his, by GTIN and lot; one page of at most `limit`. */
    list: (tenant: string, limit: number, after?: { gtin: string; lot: string }, gtin?: string) =>
      list(here, tenant, limit, after, gtin),
    /** Lots by when they were ordered, the newest first; one page of at most `limit`, whose `next` is given as `after`. */
    newest: (tenant: string, limit: number, after?: string, gtin?: string) =>
      newestLots(here, tenant, limit, after, gtin),
    /** Names of the lots that are neither released nor cancelled, or of those of a product, the newest first; of very many, some. */
    open: (tenant: string, gtin?: string) => openLots(here, tenant, gtin),
    /** Lots of those names, in their order. */
    named: (tenant: string, names: readonly LotName[]) => lotsNamed(here, tenant, names),
    /** Lots whose order waits at the site, of one packer or of all. */
    assignedTo: (tenant: string, site: string, packer?: string) =>
      pointedTo(here, tenant, registryKey(tenant, 'order', packer === undefined ? `${site}#` : `${site}#${packer}#`)),
    /** Lots of that number, one for each product that has it. */
    numbered: (tenant: string, lot: string) => pointedTo(here, tenant, registryKey(tenant, 'lot-number', `${lot}#`)),
    /** The lot of an order. */
    ofOrder: (tenant: string, order: string) => lotOfOrder(here, tenant, order),
    /** The lots that stand in the way of a new one: of its order id, and of its number but for case. */
    rivals: (tenant: string, wanted: Pick<Order, 'order' | 'gtin' | 'lot'>) => rivalsOf(here, tenant, wanted),
    /**
     * Makes an order and its lot. `exists`: there is such a lot, or one of its `rivals`.
     *
     * @param productVersion the version of the product that the lot is bound to, whatever becomes of the product
     * @param audit absent only where nobody asked: in tests
     * @param also what is written with it
     */
    create: (tenant: string, wanted: Order, at: Date, productVersion?: number, audit?: NewEntry, also?: Also) =>
      makeLot(here, tenant, wanted, at, productVersion, audit, also),
    /** Keeps the line's report. Repeating it is harmless; a released lot keeps the report it was released on, and a cancelled one has none. */
    putReport: (tenant: string, report: LotReport, at: Date) => putReport(here, tenant, report, at),
    /** Releases the lot, writes the row that makes the planner report it, and what the audit trail says of it: all or nothing. */
    release: (tenant: string, lot: Lot, record: ReleaseRecord, audit: NewEntry) =>
      releaseOnReport(here, tenant, lot, record, audit),
    /** Adds a revision to the order of a lot as it was read. `lost`: the lot is another by now. */
    addRevision: (tenant: string, lot: Lot, made: OrderRevision, audit: NewEntry, also?: Also) =>
      addRevision(here, tenant, lot, made, audit, also),
    /** Keeps how the order of a lot as it was read stands at its site, and what that makes of the lot. `lost`: the lot is another by now. */
    keepStanding: (tenant: string, lot: Lot, told: OrderStanding, stood: Stood, audit: NewEntry) =>
      keepStanding(here, tenant, lot, told, stood, audit),
  };
}

async function list(
  { db, table }: LotTables,
  tenant: string,
  limit: number,
  after?: { gtin: string; lot: string },
  gtin?: string,
) {
  const begin = gtin === undefined ? undefined : lotKey(tenant, gtin, '').sk;
  const { Items = [], LastEvaluatedKey } = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: `pk = :pk${begin === undefined ? '' : ' AND begins_with(sk, :begin)'}`,
      ExpressionAttributeValues: { ':pk': lotKey(tenant, '', '').pk, ...(begin && { ':begin': begin }) },
      Limit: limit,
      ...(after && { ExclusiveStartKey: lotKey(tenant, after.gtin, after.lot) }),
    }),
  );
  return { lots: Items.map((item) => v.parse(storedLot, item)), more: LastEvaluatedKey !== undefined };
}

async function pointedTo(here: LotTables, tenant: string, { pk, sk }: { pk: string; sk: string }): Promise<Lot[]> {
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
  const lots = await inLanes(found, ({ gtin, lot }) => getLot(here, tenant, gtin, lot));
  return lots.filter((lot) => lot !== undefined);
}
