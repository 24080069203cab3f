import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BatchGetCommand, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { SerialBlock, SerialRequest } from '#shared/messages/site-api.ts';
import { serialBlock } from '#shared/messages/site-api.ts';
import { refuse } from '#shared/refusal.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { Refused } from '../refused.ts';
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
    /** Creates a pool and names it an issuer of its space. */
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

async function get({ db, table }: Here, tenant: string, id: string): Promise<Pool> {
  const { Item } = await db.send(new GetCommand({ TableName: table, Key: poolKey(tenant, id), ConsistentRead: true }));
  if (Item !== undefined) return v.parse(storedPool, Item);
  throw new Refused(refuse('not-found', `no pool ${id}`, { remedy: `PUT /api/pools/${id} creates it` }));
}

function create({ db, table }: Here, tenant: string, pool: Pool) {
  const Item = { ...poolKey(tenant, pool.id), ...pool };
  const TransactItems = [
    // Two people may create one pool at once: the first wins.
    { Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
    {
      Update: {
        TableName: table,
        Key: issuerKey(tenant, spaceOf(pool)),
        UpdateExpression: 'SET pools = list_append(if_not_exists(pools, :none), :pool)',
        ExpressionAttributeValues: { ':none': [], ':pool': [pool.id] },
      },
    },
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'created', 'exists');
}

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
  if (spaces.length === 0) return [];
  const Keys = spaces.map((space) => issuerKey(tenant, space));
  const { Responses } = await here.db.send(new BatchGetCommand({ RequestItems: { [here.table]: { Keys } } }));
  const ids = (Responses?.[here.table] ?? []).flatMap((item) => v.parse(storedIssuer, item).pools);
  return Promise.all(ids.map((id) => get(here, tenant, id)));
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
