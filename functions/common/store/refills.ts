import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { sha256 } from '#common/sha256.ts';
import { refillState } from '#shared/messages/serials-api.ts';
import { type Pool, runsLow } from '#shared/serials/pool.ts';
import { canonicalJson } from '#shared/wire/canonical-json.ts';
import { expiry } from './expiry.ts';
import { refillKey } from './keys.ts';
import { claimWork, dueAt, type Lease, settleWork, type Work } from './leased-rows.ts';
import { wonOrLost } from './lost-condition.ts';
import type { Also } from './serial-pools-create.ts';
import { updateExpression } from './update-expression.ts';

/** Longer than the function that asks issuers may run. */
const LEASE_MS = 330_000;

const storedRefill = v.object({
  tenant: v.string(),
  refillId: v.string(),
  pool: v.string(),
  /** Of its codes. */
  gtin: v.optional(v.string()),
  amount: v.number(),
  /** Kind of the issuer, and how it is reached. */
  issuer: v.record(v.string(), v.string()),
  /** What the issuer knows the request by: the same however often it is sent. */
  requestId: v.string(),
  state: refillState,
  attempts: v.number(),
  polls: v.number(),
  /** What the issuer answered it under. */
  receipt: v.optional(v.string()),
  failure: v.optional(v.string()),
  createdAt: v.string(),
  updatedAt: v.string(),
  notBefore: v.optional(v.string()),
});
/** Codes that an external issuer is asked for. */
export type Refill = v.InferOutput<typeof storedRefill>;

export interface RefillClaim {
  /** `attempts` counts the try in hand. */
  readonly refill: Refill;
  readonly lease: Lease;
}

/** What changes when a try ends. */
export type RefillChange = Pick<Refill, 'state'> & {
  readonly [Name in 'attempts' | 'polls' | 'receipt' | 'failure']?: Refill[Name] | undefined;
};

export type Refills = ReturnType<typeof refills>;

const workOf = ({ tenant, refillId }: Pick<Refill, 'tenant' | 'refillId'>): Work => ({
  key: refillKey(tenant, refillId),
  tenant,
  queue: 'refill',
  message: { tenant, refillId },
});

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** Refills in the deliveries table: the row is the truth, the message only wakes. A pool has one at a time. */
export function refills(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    /**
     * Plans a refill of a pool that runs low, and answers its id; undefined when the pool has enough, or is being refilled. The id follows from where the
     * pool's lists end, so until a list has come in there is one refill, however often it is planned.
     */
    planIfLow: (tenant: string, pool: Pool, at: Date) => planIfLow(here, tenant, pool, at),

    get: async (tenant: string, refillId: string): Promise<Refill | undefined> => {
      const Key = refillKey(tenant, refillId);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && v.parse(storedRefill, Item);
    },

    /** Refills of a tenant by id, at most `limit`, beginning behind `after`. */
    list: (tenant: string, limit: number, after?: string) => list(here, tenant, limit, after),

    /** Takes up a refill that is due and in nobody's hands. */
    claim: async (tenant: string, refillId: string, at: Date): Promise<RefillClaim | undefined> => {
      const claimed = await claimWork(here, workOf({ tenant, refillId }), at, LEASE_MS);
      return claimed && { refill: v.parse(storedRefill, claimed.row), lease: claimed.lease };
    },

    /** Ends a claim: how it stands, and when it goes on. */
    settle: ({ lease }: RefillClaim, change: RefillChange, at: Date, next?: Date) => {
      const ended = change.state === 'imported' ? expiry(at) : {};
      return settleWork(here, lease, { ...change, updatedAt: at.toISOString(), ...ended }, next);
    },

    /**
     * Has a refill that failed, or waits for its next try, tried now, with the pool's settings of today. Unless those changed, the issuer is sent the same request, and
     * answers what it answered before.
     */
    retry: (refill: Refill, pool: Pool, at: Date, also?: Also) => retry(here, refill, pool, at, also),
  };
}

async function planIfLow(here: Here, tenant: string, pool: Pool, at: Date): Promise<string | undefined> {
  const { db, table } = here;
  const { refill } = pool;
  if (!runsLow(pool) || refill === undefined || pool.kind !== 'imported') return undefined;
  // A list that people bring in meanwhile moves the end of the pool's lists: what was asked for before is still to come, and codes cost money.
  if (await isRefilled(here, tenant, pool.id)) return undefined;
  const refillId = `refill-${sha256(`${tenant}#${pool.id}#${pool.last + 1}`).slice(0, 32)}`;
  const asked = { pool: pool.id, gtin: pool.gtin, amount: refill.amount, issuer: refill.issuer };
  const row = { tenant, refillId, ...asked, requestId: refillId };
  const times = { createdAt: at.toISOString(), updatedAt: at.toISOString() };
  const fresh = { ...times, state: 'wanted', attempts: 0, polls: 0, ...dueAt(workOf(row), at) };
  const Item = { ...refillKey(tenant, refillId), ...row, ...fresh };
  // Many requests find the pool low at once: the first plans.
  const put = new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' });
  return (await wonOrLost(() => db.send(put), 'planned', 'exists')) === 'planned' ? refillId : undefined;
}

/** True while a refill of the pool is under way, or failed and waits for a person. */
async function isRefilled({ db, table }: Here, tenant: string, pool: string): Promise<boolean> {
  let from: Record<string, unknown> | undefined;
  do {
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: '#pool = :pool AND #state <> :imported',
      ExpressionAttributeNames: { '#pool': 'pool', '#state': 'state' },
      ExpressionAttributeValues: { ':pk': refillKey(tenant, '').pk, ':pool': pool, ':imported': 'imported' },
      ConsistentRead: true,
      ...(from && { ExclusiveStartKey: from }),
    });
    const { Items = [], LastEvaluatedKey } = await db.send(query);
    if (Items.length > 0) return true;
    from = LastEvaluatedKey;
  } while (from !== undefined);
  return false;
}

async function list({ db, table }: Here, tenant: string, limit: number, after?: string) {
  const query = new QueryCommand({
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': refillKey(tenant, '').pk },
    ConsistentRead: true,
    Limit: limit,
    ...(after !== undefined && { ExclusiveStartKey: refillKey(tenant, after) }),
  });
  const { Items = [], LastEvaluatedKey } = await db.send(query);
  const found = Items.map((item) => v.parse(storedRefill, item));
  return { refills: found, ...(LastEvaluatedKey !== undefined && { next: found.at(-1)?.refillId ?? '' }) };
}

function retry({ db, table }: Here, refill: Refill, pool: Pool, at: Date, also: Also = []) {
  const set = { ...tryOf(refill, pool), updatedAt: at.toISOString(), ...dueAt(workOf(refill), at) };
  const change = updateExpression(set, 'attempts' in set ? ['failure', 'receipt'] : []);
  const Update = {
    TableName: table,
    Key: refillKey(refill.tenant, refill.refillId),
    ...change,
    // Two people may ask at once: it is begun once. Whoever has it in hand decides how it goes on.
    ConditionExpression:
      '#state = :was AND #updatedAt = :seen AND (attribute_not_exists(leasedUntil) OR leasedUntil <= :now)',
    ExpressionAttributeNames: { ...change.ExpressionAttributeNames, '#state': 'state' },
    ExpressionAttributeValues: {
      ...change.ExpressionAttributeValues,
      ':was': refill.state,
      ':seen': refill.updatedAt,
      ':now': at.toISOString(),
    },
  };
  const TransactItems = [{ Update }, ...also];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'begun', 'moved');
}

/** What is asked for from now on; nothing where a refill that waits goes on as it is, so that its tries go on being counted. */
function tryOf(refill: Refill, pool: Pool) {
  const settings = settingsOf(refill, pool);
  // Maps come from the table in no order.
  const text = canonicalJson(settings);
  const isSame = text === canonicalJson({ amount: refill.amount, issuer: refill.issuer });
  // Whoever died in the middle of a try may have placed an order: that is looked for where it was placed.
  const mayBePlaced = refill.attempts > 0 && refill.failure === undefined;
  // An order station knows no request, only an order by what it bears: that is what is looked for, whatever was mended since.
  const mayStand = refill.receipt !== undefined && refill.issuer['kind'] !== 'seriate';
  if (refill.state === 'wanted' && (isSame || mayBePlaced || mayStand)) return {};
  const requestId =
    isSame || mayStand ? refill.requestId : `refill-${sha256(`${refill.requestId}#${text}`).slice(0, 32)}`;
  return { ...settings, requestId, state: 'wanted', attempts: 0, polls: 0 };
}

/** The pool's settings of today, or those of the refill when the pool has none any more. */
function settingsOf({ amount, issuer }: Refill, { refill }: Pool) {
  if (refill === undefined) return { amount, issuer };
  return { amount: refill.amount, issuer: { ...refill.issuer } };
}
