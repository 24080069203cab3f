import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { getRows } from './batches.ts';
import { subscriptionRunKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { dueBy, dueFrom, MOST_DELAY_MS, type Run, storedRun, untilOf } from './subscription-run-row.ts';
import { updateExpression } from './update-expression.ts';

/** Who took a run up owns it this long; longer than any function may run. */
const LEASE_MS = 180_000;
/** A run that moves while it is asked to look again is asked anew: it moves a few times a second at most. */
const ASK_TIMES = 10;

/** A run taken up, with the turn counted; only the holder of the lease may change it. */
export interface Claim {
  readonly run: Run;
  readonly lease: string;
}

/** The run is due so many milliseconds from now, which a message can be sent for. */
export interface Early {
  readonly early: number;
}

/** Changes to a run: what is `undefined` is removed. */
export type Changes = { readonly [Name in keyof Run]?: Run[Name] | undefined };

/** Nothing is to be done but to look again at some time, or when it is asked. */
export interface Rest {
  readonly rest: Date;
}
/** When a run goes on: at a time; when it is asked (`idle`), or after some rest; or when somebody asks for it anew. */
export type Next = Date | Rest | 'idle' | 'ended';

const standing = v.object({
  notBefore: v.optional(v.string()),
  leasedUntil: v.optional(v.string(), ''),
});

export type SubscriptionRuns = ReturnType<typeof subscriptionRuns>;

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** Runs of subscriptions in the deliveries table, one row each. Runs of one subscription never overlap. */
export function subscriptionRuns(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    /** How far subscriptions have come, by id. */
    of: async (tenant: string, subscriptionIds: readonly string[]): Promise<Map<string, Run>> => {
      const rows = await getRows(
        db,
        table,
        subscriptionIds.map((id) => subscriptionRunKey(tenant, id)),
      );
      return new Map(rows.map((row) => v.parse(storedRun, row)).map((run) => [run.subscriptionId, run]));
    },
    /** Takes up a run that is due and not in another's hands; `undefined` when there is none. */
    claim: (tenant: string, subscriptionId: string, at: Date) => claim(here, tenant, subscriptionId, at),
    /** Records a step of a run in hand. Throws when the lease ran out. */
    note: async ({ run, lease }: Claim, changes: Changes): Promise<void> => {
      if ((await update(here, run, changes, held(lease))) !== 'done')
        throw new Error(`the lease on subscription ${run.subscriptionId} ran out`);
    },
    /** Ends a claim: how the run stands, and when it goes on; one that would rest or idle goes on at once when it was asked meanwhile. */
    settle: (claim: Claim, changes: Changes, next: Next, at: Date) => settle(here, claim, changes, next, at),
    /** Its query cannot be answered, and something was captured at `from`: it is looked for later. Repeating it changes nothing. */
    lookBack: (tenant: string, subscriptionId: string, from: string) => {
      const condition = '(attribute_not_exists(lookBackFrom) OR lookBackFrom > :from)'; // of several captures the first counts
      return update(here, { tenant, subscriptionId }, { lookBackFrom: from }, { condition, values: { ':from': from } });
    },
    /** Has a run in hand begin to look back. What is captured from then on, and cannot be matched, is noted anew. */
    beginLookBack: ({ run, lease }: Claim, from: string, at: Date) => {
      const changes = { backfill: { from, until: untilOf(at) }, lookBackFrom: undefined, lookBackAfter: undefined };
      const condition = 'leasedUntil = :lease AND lookBackFrom = :from'; // an earlier time may be noted meanwhile
      return update(here, run, changes, { condition, values: { ':lease': lease, ':from': from } });
    },
    /** There is news in the inbox: has it looked into, now or, when it is in hand or waits to try again, after that. */
    ask: (tenant: string, subscriptionId: string, at: Date) => ask(here, { tenant, subscriptionId }, at),
  };
}

async function claim(here: Here, tenant: string, subscriptionId: string, at: Date): Promise<Claim | Early | undefined> {
  const Key = subscriptionRunKey(tenant, subscriptionId);
  const { Item } = await here.db.send(new GetCommand({ TableName: here.table, Key, ConsistentRead: true }));
  if (Item === undefined) return undefined;
  const run = v.parse(storedRun, Item);
  const { notBefore, leasedUntil } = v.parse(standing, Item);
  if (notBefore === undefined || leasedUntil > at.toISOString()) return undefined;
  if (notBefore > at.toISOString()) return awaited(here, run, notBefore, at);
  const end = new Date(at.getTime() + LEASE_MS);
  const lease = end.toISOString();
  const counted = { turns: run.turns + 1, attempts: run.attempts + 1 };
  const changes = { ...counted, leasedUntil: lease, resting: undefined, ...dueBy(run, end) };
  const taken = await update(here, run, changes, {
    // A doubled message wakes two at once: one of them takes it up.
    condition: 'turns = :seen AND (attribute_not_exists(leasedUntil) OR leasedUntil <= :at)',
    values: { ':seen': run.turns, ':at': at.toISOString() },
  });
  return taken === 'done' ? { run: { ...run, ...counted }, lease } : undefined;
}

/** The message that wakes it in time is sent next; `sweep` need not look before that has come. */
async function awaited(here: Here, run: Run, notBefore: string, at: Date): Promise<Early | undefined> {
  const from = new Date(notBefore);
  const early = from.getTime() - at.getTime();
  if (early > MOST_DELAY_MS) return undefined;
  await update(here, run, dueFrom(run, from, at), {
    condition: 'notBefore = :from AND attribute_not_exists(leasedUntil)', // who took it up meanwhile looks after it
    values: { ':from': notBefore },
  });
  return { early };
}

const nothingDue = { notBefore: undefined, duePk: undefined, dueAt: undefined, wake: undefined };

async function settle(here: Here, { run, lease }: Claim, changes: Changes, next: Next, at: Date) {
  const free = { ...changes, leasedUntil: undefined };
  if (next instanceof Date) return update(here, run, { ...free, ...dueFrom(run, next, at) }, held(lease));
  const unasked = {
    condition: 'leasedUntil = :lease AND asked = :asked', // events that came while it looked may not have been seen
    values: { ':lease': lease, ':asked': run.asked },
  };
  const due = typeof next === 'object' ? { ...dueFrom(run, next.rest, at), resting: true } : nothingDue;
  const settled = await update(here, run, { ...free, ...due }, next === 'ended' ? held(lease) : unasked);
  if (settled === 'done' || next === 'ended') return settled;
  const again = await update(here, run, { ...free, ...dueFrom(run, at, at) }, held(lease));
  return again === 'done' ? 'asked' : again;
}

async function ask(here: Here, run: Pick<Run, 'tenant' | 'subscriptionId'>, at: Date) {
  for (let attempt = 1; attempt <= ASK_TIMES; attempt++) {
    const woken = await update(
      here,
      run,
      { attempts: 0, resting: undefined, ...dueFrom(run, at, at) },
      {
        // Whoever has it in hand, or soon will, looks by itself.
        condition: '(attribute_not_exists(dueAt) OR attribute_exists(resting)) AND #state <> :stopped',
        values: { ':stopped': 'stopped' },
        names: { '#state': 'state' },
        counts: true,
      },
    );
    if (woken === 'done') return 'woken';
    const isDue = 'attribute_exists(dueAt) AND attribute_not_exists(resting)';
    const known = await update(here, run, {}, { condition: isDue, counts: true });
    if (known === 'done') return 'known';
    // It came to rest between the two, or has ended.
    const { Item } = await here.db.send(
      new GetCommand({
        TableName: here.table,
        Key: subscriptionRunKey(run.tenant, run.subscriptionId),
        ConsistentRead: true,
      }),
    );
    if (Item === undefined || v.parse(storedRun, Item).state === 'stopped') return 'ended';
  }
  throw new Error(`subscription ${run.subscriptionId} moved ${ASK_TIMES} times while it was asked`);
}

interface Guarded {
  readonly condition: string;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly names?: Readonly<Record<string, string>>;
  /** Counts a call to look into the inbox. */
  readonly counts?: boolean;
}

/** The lease may have run out and another may hold the run now: then what we learned is dropped, and learned again. */
const held = (lease: string): Guarded => ({ condition: 'leasedUntil = :lease', values: { ':lease': lease } });

/** Sets what has a value and removes what has none. A row that is gone, because the subscription ended, is not made again. */
function update(
  { db, table }: Here,
  { tenant, subscriptionId }: Pick<Run, 'tenant' | 'subscriptionId'>,
  changes: Readonly<Record<string, unknown>>,
  { condition, values = {}, names = {}, counts = false }: Guarded,
) {
  const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const removed = Object.keys(changes).filter((name) => changes[name] === undefined);
  const change = Object.keys(changes).length === 0 ? undefined : updateExpression(set, removed);
  const parts = [change?.UpdateExpression, ...(counts ? ['ADD asked :one'] : [])];
  const attributeNames = { ...change?.ExpressionAttributeNames, ...names };
  const command = new UpdateCommand({
    TableName: table,
    Key: subscriptionRunKey(tenant, subscriptionId),
    UpdateExpression: parts.filter((part) => part !== undefined).join(' '),
    ConditionExpression: `attribute_exists(pk) AND ${condition}`,
    ...(Object.keys(attributeNames).length > 0 && { ExpressionAttributeNames: attributeNames }),
    ExpressionAttributeValues: { ...change?.ExpressionAttributeValues, ...values, ...(counts && { ':one': 1 }) },
  });
  return wonOrLost(() => db.send(command), 'done', 'overtaken');
}
