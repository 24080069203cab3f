import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { getRows } from './batches.ts';
import { claimWork, dueAt, type Lease, noteWork, settleWork } from './leased-rows.ts';
import { type ListenerRun, listenerWork, storedListenerRun } from './listener-run-row.ts';
import { wonOrLost } from './lost-condition.ts';
import { listenerRunKey } from './network-keys.ts';
import { updateExpression } from './update-expression.ts';

/** Whoever has a run in hand owns it this long; longer than the function may run. */
const LEASE_MS = 150_000;
/** A run that moves while it is asked is asked anew: it moves a few times a second at most. */
const ASK_TIMES = 10;

/** A run taken up; only the holder of the lease may change it. `attempts` counts this turn. */
export interface ListenerClaim {
  readonly run: ListenerRun;
  readonly lease: Lease;
}

/** Changes to a run: what is `undefined` is removed. */
export type RunChanges = { readonly [Name in keyof ListenerRun]?: ListenerRun[Name] | undefined };

/** What a run passes over, from where it was seen. */
export interface Skip {
  readonly seen: string;
  readonly change: Pick<RunChanges, 'place' | 'replay'>;
}

export type ListenerRuns = ReturnType<typeof listenerRuns>;

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** Runs of listeners in the deliveries table. Turns of one listener never overlap, so it is told in order. */
export function listenerRuns(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    /** How far listeners were told, by id. */
    of: async (tenant: string, listeners: readonly string[]): Promise<Map<string, ListenerRun>> => {
      const rows = await getRows(
        db,
        table,
        listeners.map((one) => listenerRunKey(tenant, one)),
      );
      return new Map(rows.map((row) => v.parse(storedListenerRun, row)).map((run) => [run.listener, run]));
    },
    /** Takes up a run that is due and in nobody's hands. */
    claim: async (tenant: string, listener: string, at: Date): Promise<ListenerClaim | undefined> => {
      const claimed = await claimWork(here, listenerWork(tenant, listener), at, LEASE_MS);
      return claimed && { run: v.parse(storedListenerRun, claimed.row), lease: claimed.lease };
    },
    /** Records a step of a run in hand. @throws when the lease ran out, or the listener was ended */
    note: ({ lease }: ListenerClaim, changes: RunChanges) => noteWork(here, lease, changes),
    /** Ends a turn: how the run stands, and when it goes on. Without `next` it rests; `again` when it was asked meanwhile, and goes on at once. */
    settle: (claim: ListenerClaim, changes: RunChanges, at: Date, next?: Date) =>
      settle(here, claim, changes, at, next),
    /** There is more to tell: has a run that rests looked after. */
    ask: (tenant: string, listener: string, at: Date) => ask(here, tenant, listener, at),
    /** Has a run begin anew at once, whatever it waited for: a person says so. */
    resume: (tenant: string, listener: string, at: Date, skip?: Skip) => {
      const begun = { state: 'active', attempts: 0, tries: 0, ...dueAt(listenerWork(tenant, listener), at) };
      const set = { ...begun, ...skip?.change };
      // It may have been ended this moment; and whoever has it in hand writes how far it is, which must not undo what is passed over.
      const rests = 'place = :seen AND (attribute_not_exists(leasedUntil) OR leasedUntil <= :now)';
      const condition = skip === undefined ? 'attribute_exists(pk)' : rests;
      const values = skip === undefined ? {} : { ':seen': skip.seen, ':now': at.toISOString() };
      const removed = ['failure', 'failingSince'];
      const how = { removed, condition, values, counts: true, done: 'begun', lost: 'gone' } as const;
      return update(here, tenant, listener, set, how);
    },
    /** Has something told once more. `busy` when it is at that already. */
    replay: (tenant: string, listener: string, replay: NonNullable<ListenerRun['replay']>, at: Date) => {
      const set = { replay, ...dueAt(listenerWork(tenant, listener), at) };
      // Two people may ask at once; and whoever has the run in hand writes how far the replay is.
      const condition = 'attribute_exists(pk) AND attribute_not_exists(#replay)';
      return update(here, tenant, listener, set, { condition, counts: true, done: 'begun', lost: 'busy' });
    },
  };
}

async function settle(here: Here, claim: ListenerClaim, changes: RunChanges, at: Date, next?: Date) {
  const { run, lease } = claim;
  const { tenant, listener } = run;
  const ended = { ...changes, attempts: 0 };
  if (next !== undefined) return settleWork(here, lease, ended, next);
  const set = Object.fromEntries(Object.entries(ended).filter(([, value]) => value !== undefined));
  const gone = Object.entries(changes).flatMap(([name, value]) => (value === undefined ? [name] : []));
  const rested = await update(here, tenant, listener, set, {
    removed: [...gone, 'notBefore', 'duePk', 'dueAt', 'wake', 'leasedUntil'],
    // What was announced while it looked may not have been seen, and somebody may have asked for a replay.
    condition: 'leasedUntil = :held AND asked = :asked',
    values: { ':held': lease.until, ':asked': run.asked },
    done: 'done',
    lost: 'overtaken',
  });
  if (rested === 'done') return rested;
  return (await settleWork(here, lease, ended, at)) === 'done' ? 'again' : 'overtaken';
}

async function ask(here: Here, tenant: string, listener: string, at: Date) {
  const work = listenerWork(tenant, listener);
  for (let attempt = 1; attempt <= ASK_TIMES; attempt++) {
    const rests = 'attribute_exists(pk) AND attribute_not_exists(notBefore) AND #state <> :stopped';
    const woken = await update(here, tenant, listener, dueAt(work, at), {
      // Whoever has it in hand, or soon will, looks by itself.
      condition: rests,
      values: { ':stopped': 'stopped' },
      names: { '#state': 'state' },
      counts: true,
      done: 'woken',
      lost: 'not',
    });
    if (woken === 'woken') return woken;
    const condition = 'attribute_exists(notBefore)';
    const known = await update(here, tenant, listener, {}, { condition, counts: true, done: 'known', lost: 'not' });
    if (known === 'known') return known;
    // It came to rest between the two, or has ended.
    const Key = listenerRunKey(tenant, listener);
    const { Item } = await here.db.send(new GetCommand({ TableName: here.table, Key, ConsistentRead: true }));
    if (Item === undefined || v.parse(storedListenerRun, Item).state === 'stopped') return 'ended';
  }
  throw new Error(`listener ${listener} moved ${ASK_TIMES} times while it was asked`);
}

interface Guarded<Done extends string, Lost extends string> {
  readonly condition: string;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly names?: Readonly<Record<string, string>>;
  readonly removed?: readonly string[];
  /** Counts a call to look for more. */
  readonly counts?: boolean;
  readonly done: Done;
  readonly lost: Lost;
}

function update<Done extends string, Lost extends string>(
  { db, table }: Here,
  tenant: string,
  listener: string,
  set: Readonly<Record<string, unknown>>,
  { condition, values = {}, names = {}, removed = [], counts = false, done, lost }: Guarded<Done, Lost>,
) {
  const hasChange = Object.keys(set).length + removed.length > 0;
  const change = hasChange ? expressionOf(set, removed) : undefined;
  const attributes = { ...change?.ExpressionAttributeNames, ...names };
  const command = new UpdateCommand({
    TableName: table,
    Key: listenerRunKey(tenant, listener),
    UpdateExpression: [change?.UpdateExpression, counts ? 'ADD asked :one' : undefined].filter(Boolean).join(' '),
    ConditionExpression: condition,
    ...(Object.keys(attributes).length > 0 && { ExpressionAttributeNames: attributes }),
    ExpressionAttributeValues: { ...change?.ExpressionAttributeValues, ...values, ...(counts && { ':one': 1 }) },
  });
  return wonOrLost(() => db.send(command), done, lost);
}

function expressionOf(set: Readonly<Record<string, unknown>>, removed: readonly string[]) {
  const change = updateExpression({ ...set }, removed);
  // Nothing to set is no clause.
  return Object.keys(set).length === 0
    ? { ...change, UpdateExpression: change.UpdateExpression.replace(/^SET {2}/, ''), ExpressionAttributeValues: {} }
    : change;
}
