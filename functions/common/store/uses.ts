import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { location } from '#shared/master-data/location.ts';
import { type MasterHead, masterHead, stillCounting } from '#shared/master-data/version.ts';
import { getRows, inLanes } from './batches.ts';
import { dueIndex } from './due.ts';
import { EPC_BUCKETS } from './index-rows.ts';
import { foreignEpcKey, issuerKey, namedKey, registryKey, valueKey } from './keys.ts';

/** Something that hangs on a product, location, partner or company prefix. */
export interface Use {
  readonly what: 'pool' | 'product' | 'lot' | 'event' | 'location' | 'delivery';
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
    /** The first locations in force or to come that belong to the partner, and deliveries to it that are under way. */
    ofPartner: async (tenant: string, partner: string): Promise<Use[]> => {
      const names = ({ current }: MasterHead) =>
        current.some(({ content }) => content && v.parse(location, content).partner === partner);
      const locations = await headsOf(db, tables.registry, tenant, 'location', '', names);
      return [...locations, ...(await deliveriesTo(db, tables.deliveries, tenant, partner))];
    },
    /**
     * SSCC pools and products of a company prefix, and the locations that are in force or to come or have an open version. A product counts when it was ever
     * approved, for its GTIN stays the tenant's.
     *
     * @param at now, ISO 8601, UTC
     */
    ofPrefix: async (tenant: string, prefix: string, at: string): Promise<Use[]> => {
      const issuers = DIGITS.map((digit) => issuerKey(tenant, digit + prefix));
      const pools = (await getRows(db, tables.serials, issuers)).flatMap((row) => v.parse(issuer, row).pools);
      const known = ({ open, current }: MasterHead) => open !== undefined || current.length > 0;
      const counts = ({ open, current }: MasterHead) =>
        open !== undefined || stillCounting(current, at).some(({ content }) => content !== undefined);
      const products = await inLanes(DIGITS, (digit) =>
        headsOf(db, tables.registry, tenant, 'product', digit + prefix, known),
      );
      return [
        ...pools.toSorted().map((id): Use => ({ what: 'pool', id })),
        ...products.flat(),
        ...(await headsOf(db, tables.registry, tenant, 'location', prefix, counts)),
      ];
    },
  };
}

/** Indicators of a GTIN, extension digits of an SSCC: what stands before the company prefix. */
const DIGITS = [...'0123456789'];

/** The first few whose id begins so and that count; pages are read only until they are found. */
async function headsOf(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  what: 'product' | 'location',
  begin: string,
  counts: (head: MasterHead) => boolean,
): Promise<Use[]> {
  const found: Use[] = [];
  const { pk } = registryKey(tenant, what, '');
  const asked = {
    TableName: table,
    KeyConditionExpression: begin === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :begin)',
    ExpressionAttributeValues: { ':pk': pk, ...(begin !== '' && { ':begin': begin }) },
    ConsistentRead: true,
  };
  for await (const rows of pages(db, asked)) {
    found.push(...rows.filter((row) => counts(v.parse(masterHead, row))).map((row): Use => ({ what, id: skOf(row) })));
    if (found.length >= MOST) break;
  }
  return found.slice(0, MOST);
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
  const asked = {
    TableName: table,
    IndexName: dueIndex,
    KeyConditionExpression: 'duePk = :due',
    FilterExpression: 'partner = :partner',
    ExpressionAttributeValues: { ':due': `${tenant}#due`, ':partner': partner },
  };
  const found: Use[] = [];
  for await (const rows of pages(db, asked)) {
    found.push(...rows.map((row): Use => ({ what: 'delivery', id: skOf(row) })));
    if (found.length >= MOST) break;
  }
  return found.slice(0, MOST);
}

async function* pages(db: DynamoDBDocumentClient, asked: QueryCommandInput) {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.send(new QueryCommand({ ...asked, ...(from && { ExclusiveStartKey: from }) }));
    yield page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}
