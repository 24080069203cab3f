import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { SerialBlock, SerialRequest } from '#shared/messages/site-api.ts';
import { serialBlock } from '#shared/messages/site-api.ts';
import { refuse } from '#shared/refusal.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { poolsCollide } from '#shared/serials/pools-collide.ts';
import { Refused } from '../refused.ts';
import { ATTEMPTS, pause } from './backoff.ts';
import { getRows } from './batches.ts';
import { blockKey, issuerKey, poolKey, serialRequestKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';

const counter = v.pipe(v.number(), v.integer(), v.minValue(0));
const storedPool = v.variant('kind', [
  v.object({
    kind: v.literal('random'),
    id: v.string(),
    gtin: v.string(),
    alphabet: v.string(),
    length: v.number(),
    next: counter,
    last: counter,
    generation: v.number(),
  }),
  v.object({
    kind: v.literal('sscc'),
    id: v.string(),
    companyPrefix: v.string(),
    extensionDigit: v.string(),
    next: counter,
    last: counter,
  }),
]);
const storedIssuer = v.object({ pools: v.array(v.string()) });
const storedRequest = v.object({ ...serialBlock.entries, count: v.number() });
export type AllocatedRequest = v.InferOutput<typeof storedRequest>;

/** What a pool issues for: the GTIN, or extension digit and company prefix of its SSCCs. */
export const spaceOf = (pool: Pool) =>
  pool.kind === 'random' ? pool.gtin : `${pool.extensionDigit}${pool.companyPrefix}`;

export type SerialPools = ReturnType<typeof serialPools>;

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** The serials table: pools, the blocks carved from them, and the requests that carved them. */
export function serialPools(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    get: (tenant: string, id: string) => get(here, tenant, id),
    /**
     * Creates a pool and names it an issuer of its space.
     * @throws Refused when another pool might issue the same codes
     */
    create: (tenant: string, pool: Pool) => create(here, tenant, pool),
    /** The request as it was allocated, if it was. */
    allocated: (tenant: string, requestId: string) => allocated(here, tenant, requestId),
    /** Moves the counter, records the block and the request: all or nothing. */
    commit: (tenant: string, block: SerialBlock, request: SerialRequest) =>
      wonOrLost(
        () => db.send(new TransactWriteCommand({ TransactItems: allocation(table, tenant, block, request) })),
        'committed',
        'moved',
      ),
    /** Pools that issue for any of the spaces (see `spaceOf`). */
    issuersOf: (tenant: string, spaces: readonly string[]) => issuersOf(here, tenant, spaces),
  };
}

async function get(here: Here, tenant: string, id: string): Promise<Pool> {
  const pool = await find(here, tenant, id);
  if (pool !== undefined) return pool;
  throw new Refused(refuse('not-found', `no pool ${id}`, { remedy: `PUT /api/pools/${id} creates it` }));
}

async function find({ db, table }: Here, tenant: string, id: string): Promise<Pool | undefined> {
  const { Item } = await db.send(new GetCommand({ TableName: table, Key: poolKey(tenant, id), ConsistentRead: true }));
  return Item && v.parse(storedPool, Item);
}

/** Going round again is safe: nothing was written, and the pool is judged by the pools that stand now. */
async function create(here: Here, tenant: string, pool: Pool): Promise<'created' | 'exists'> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await pause(attempt);
    const ids = await issuerIds(here, tenant, [spaceOf(pool)]);
    const issuers = await poolsOf(here, tenant, ids);
    // Read after its issuers: whoever is among them has its row by now.
    if ((await find(here, tenant, pool.id)) !== undefined) return 'exists';
    const rival = issuers.find((one) => poolsCollide(one, pool));
    if (rival !== undefined) throw new Refused(collision(pool, rival));
    const TransactItems = creation(here.table, tenant, pool, ids);
    const command = () => here.db.send(new TransactWriteCommand({ TransactItems }));
    if ((await wonOrLost(command, 'created', 'overtaken')) === 'created') return 'created';
  }
  throw new Refused(refuse('busy', `others made pools ${ATTEMPTS} times`, { remedy: 'send the same request again' }));
}

function creation(table: string, tenant: string, pool: Pool, seen: readonly string[]) {
  return [
    {
      Put: {
        TableName: table,
        Item: { ...poolKey(tenant, pool.id), ...pool },
        ConditionExpression: 'attribute_not_exists(pk)', // two people may create one pool at once: the first wins
      },
    },
    {
      Update: {
        TableName: table,
        Key: issuerKey(tenant, spaceOf(pool)),
        UpdateExpression: 'SET pools = :after',
        // Two people may create colliding pools at once, each judged before the other's was there: the second is judged again.
        ConditionExpression: seen.length === 0 ? 'attribute_not_exists(pools)' : 'pools = :seen',
        ExpressionAttributeValues: { ':after': [...seen, pool.id], ...(seen.length > 0 && { ':seen': seen }) },
      },
    },
  ];
}

const collision = (pool: Pool, rival: Pool) =>
  pool.kind === 'sscc'
    ? refuse(
        'conflict',
        `pool ${rival.id} issues the SSCCs of ${pool.companyPrefix} with extension digit ${pool.extensionDigit}`,
        {
          at: '/extensionDigit',
          rule: 'GS1 GS §2.2.1: an SSCC names one logistic unit',
          remedy: `use pool ${rival.id}, or choose another extension digit`,
        },
      )
    : refuse('conflict', `pool ${rival.id} may issue the same serials of ${pool.gtin}`, {
        at: '/length',
        rule: 'GS1 GS §2.1: a GTIN and serial name one item',
        remedy: `use pool ${rival.id}, or choose another length, or an alphabet without a letter of its`,
      });

async function allocated(
  { db, table }: Here,
  tenant: string,
  requestId: string,
): Promise<AllocatedRequest | undefined> {
  const Key = serialRequestKey(tenant, requestId);
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && v.parse(storedRequest, Item);
}

async function issuersOf(here: Here, tenant: string, spaces: readonly string[]): Promise<Pool[]> {
  return poolsOf(here, tenant, await issuerIds(here, tenant, spaces));
}

async function issuerIds({ db, table }: Here, tenant: string, spaces: readonly string[]): Promise<string[]> {
  const keys = [...new Set(spaces)].map((space) => issuerKey(tenant, space));
  return (await getRows(db, table, keys)).flatMap((row) => v.parse(storedIssuer, row).pools);
}

/** In the order of the ids, so that whoever asks twice sees the same first one. */
async function poolsOf({ db, table }: Here, tenant: string, ids: readonly string[]): Promise<Pool[]> {
  const keys = ids.map((id) => poolKey(tenant, id));
  const pools = new Map((await getRows(db, table, keys)).map((row) => v.parse(storedPool, row)).map((p) => [p.id, p]));
  return ids.flatMap((id) => pools.get(id) ?? []);
}

function allocation(table: string, tenant: string, block: SerialBlock, request: SerialRequest) {
  const { site, line, count } = request;
  const Item = { ...block, count, site, line };
  return [
    {
      Update: {
        TableName: table,
        Key: poolKey(tenant, block.pool),
        UpdateExpression: 'SET #next = :after',
        ConditionExpression: '#next = :first', // two lines may ask at once; one of them will ask again
        ExpressionAttributeNames: { '#next': 'next' },
        ExpressionAttributeValues: { ':after': block.last + 1, ':first': block.first },
      },
    },
    { Put: { TableName: table, Item: { ...blockKey(tenant, block.pool, block.first), ...Item } } },
    {
      Put: {
        TableName: table,
        Item: { ...serialRequestKey(tenant, request.requestId), ...Item },
        ConditionExpression: 'attribute_not_exists(pk)', // one request id may be sent twice at once: one block is carved
      },
    },
  ];
}
