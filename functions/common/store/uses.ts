import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { location } from '#shared/master-data/location.ts';
import { masterHead } from '#shared/master-data/version.ts';
import { inLanes } from './batches.ts';
import { dueIndex } from './due.ts';
import { EPC_BUCKETS } from './index-rows.ts';
import { foreignEpcKey, issuerKey, namedKey, registryKey, valueKey } from './keys.ts';

/** Something that hangs on a product, location or partner. */
export interface Use {
  readonly what: 'pool' | 'lot' | 'event' | 'location' | 'delivery';
  /** Which one, or a few words where there are too many to name. */
  readonly id: string;
}

/** Uses told of one kind: enough to see what it is about. */
const MOST = 5;
/** Queries at once: every bucket of EPCs is asked. */
const LANES = 16;

export type Uses = ReturnType<typeof uses>;

interface Tables {
  readonly registry: string;
  readonly serials: string;
  readonly ledger: string;
  readonly deliveries: string;
}

/**
 * What hangs on master data, the first few of each kind. What comes into being while it is asked may be missed: a lot that is ordered at that moment keeps the
 * version it was ordered with.
 */
export function uses(db: DynamoDBDocumentClient, tables: Tables) {
  const find = (table: string, pk: string, begin?: string) => first(db, table, pk, begin);
  return {
    /** @param gtins of the product and of its packaging, 14 digits */
    ofProduct: async (tenant: string, gtins: readonly string[]): Promise<Use[]> => {
      const pools = await inLanes(gtins, (gtin) => poolsOf(find, tables.serials, tenant, gtin));
      const lots = await inLanes(gtins, (gtin) => find(tables.registry, registryKey(tenant, 'lot', '').pk, `${gtin}#`));
      const events = await inLanes(gtins, (gtin) => eventsOfGtin(find, tables.ledger, tenant, gtin));
      return [
        ...pools.flat(),
        ...lots.flat().map((row): Use => ({ what: 'lot', id: skOf(row).replace('#', ' ') })),
        ...events.flat(),
      ];
    },
    /** @param gln 13 digits */
    ofLocation: async (tenant: string, gln: string): Promise<Use[]> => {
      const fields = ['readPoint', 'bizLocation'];
      const found = await inLanes(fields, (field) =>
        find(tables.ledger, valueKey(tenant, field, '').pk, `https://id.gs1.org/414/${gln}`),
      );
      return found.flatMap((rows, i) =>
        rows.map((row): Use => ({ what: 'event', id: `with ${fields[i]} ${skOf(row)}` })),
      );
    },
    /** Locations in force or to come that belong to the partner, and deliveries to it that are under way. */
    ofPartner: async (tenant: string, partner: string): Promise<Use[]> => {
      const { pk } = registryKey(tenant, 'location', '');
      const rows = await all(db, {
        TableName: tables.registry,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      });
      const locations = rows.flatMap((row): Use[] => {
        const { current } = v.parse(masterHead, row);
        const names = current.some(({ content }) => content && v.parse(location, content).partner === partner);
        return names ? [{ what: 'location', id: skOf(row) }] : [];
      });
      return [...locations, ...(await deliveriesTo(db, tables.deliveries, tenant, partner))];
    },
  };
}

type Find = (table: string, pk: string, begin?: string) => Promise<Record<string, unknown>[]>;

const issuer = v.object({ pools: v.array(v.string()) });

async function poolsOf(find: Find, table: string, tenant: string, gtin: string): Promise<Use[]> {
  const rows = await find(table, issuerKey(tenant, gtin).pk);
  return rows.flatMap((row) => v.parse(issuer, row).pools).map((id) => ({ what: 'pool', id }));
}

/** Units that no pool of ours issued, and quantities of the class; units of ours have a pool. */
async function eventsOfGtin(find: Find, table: string, tenant: string, gtin: string): Promise<Use[]> {
  const epc = `https://id.gs1.org/01/${gtin}`;
  const buckets = Array.from({ length: EPC_BUCKETS }, (_, bucket) => bucket);
  const units = await inLanes(
    buckets,
    (bucket) => find(table, foreignEpcKey(tenant, bucket, '', '').pk, `${epc}/`),
    LANES,
  );
  const classes = await find(table, namedKey(tenant, 'class', epc, '').pk);
  const named = new Set(units.flat().map((row) => skOf(row).split('\n')[0] ?? ''));
  return [
    ...[...named].slice(0, MOST).map((one): Use => ({ what: 'event', id: `of ${one}` })),
    ...(classes.length > 0 ? [{ what: 'event' as const, id: `of quantities of ${gtin}` }] : []),
  ];
}

const skOf = (row: Record<string, unknown>) => v.parse(v.string(), row['sk']);

async function first(db: DynamoDBDocumentClient, table: string, pk: string, begin?: string) {
  const { Items = [] } = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: begin === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :begin)',
      ExpressionAttributeValues: { ':pk': pk, ...(begin !== undefined && { ':begin': begin }) },
      Limit: MOST,
      ConsistentRead: true,
    }),
  );
  return Items;
}

/** What is under way stands in the index of work to be done, and nothing that is settled does. */
async function deliveriesTo(db: DynamoDBDocumentClient, table: string, tenant: string, partner: string) {
  const rows = await all(db, {
    TableName: table,
    IndexName: dueIndex,
    KeyConditionExpression: 'duePk = :due',
    FilterExpression: 'partner = :partner',
    ExpressionAttributeValues: { ':due': `${tenant}#due`, ':partner': partner },
  });
  return rows.slice(0, MOST).map((row): Use => ({ what: 'delivery', id: skOf(row) }));
}

async function all(db: DynamoDBDocumentClient, asked: QueryCommandInput) {
  const items: Record<string, unknown>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.send(new QueryCommand({ ...asked, ...(from && { ExclusiveStartKey: from }) }));
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items;
}
