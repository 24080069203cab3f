import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { WorkQueue } from '#shared/messages/queue-messages.ts';
import type { Key } from './batches.ts';
import { due } from './due.ts';
import { wonOrLost } from './lost-condition.ts';
import { updateExpression } from './update-expression.ts';

/** How long after work is due `sweep` wakes it, when the message that should have done so was lost. */
const GRACE_MS = 30_000;

/** A row of work that one function at a time may have in hand: where it stands, and what wakes it. */
export interface Work {
  readonly key: Key;
  readonly tenant: string;
  readonly queue: WorkQueue;
  readonly message: object;
}

/** Work in hand. Only who holds the lease may change its row. */
export interface Lease {
  readonly work: Work;
  readonly until: string;
}

const standing = v.looseObject({
  attempts: v.number(),
  notBefore: v.optional(v.string()),
  leasedUntil: v.optional(v.string(), ''),
});

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** Attributes of a row whose work may begin at a time. */
export function dueAt({ tenant, queue, message }: Work, from: Date) {
  return { notBefore: from.toISOString(), ...due(tenant, new Date(from.getTime() + GRACE_MS), queue, message) };
}

const nothingDue = { notBefore: undefined, duePk: undefined, dueAt: undefined, wake: undefined };

/**
 * Takes work up that is due and in nobody's hands, and counts the attempt; undefined otherwise. A function that dies leaves it to whom `sweep`
 * wakes when the lease has run out.
 *
 * @param leaseMs longer than the function may run
 */
export async function claimWork(here: Here, work: Work, at: Date, leaseMs: number) {
  const { db, table } = here;
  const { Item } = await db.send(new GetCommand({ TableName: table, Key: work.key, ConsistentRead: true }));
  if (Item === undefined) return undefined;
  const { attempts, notBefore, leasedUntil } = v.parse(standing, Item);
  const now = at.toISOString();
  if (notBefore === undefined || notBefore > now || leasedUntil > now) return undefined;
  const end = new Date(at.getTime() + leaseMs);
  const until = end.toISOString();
  const changes = { attempts: attempts + 1, leasedUntil: until, ...due(work.tenant, end, work.queue, work.message) };
  const taken = await update(here, work.key, changes, {
    // A doubled message wakes two at once: one of them takes it up.
    condition: 'attempts = :seen AND notBefore = :due AND (attribute_not_exists(leasedUntil) OR leasedUntil <= :now)',
    values: { ':seen': attempts, ':due': notBefore, ':now': now },
  });
  return taken === 'done' ? { row: { ...Item, attempts: attempts + 1 }, lease: { work, until } } : undefined;
}

/** Records a step of work in hand, and keeps it. @throws when the lease ran out */
export async function noteWork(here: Here, { work, until }: Lease, changes: Record<string, unknown>): Promise<void> {
  if ((await update(here, work.key, changes, heldBy(until))) !== 'done')
    throw new Error(`the lease on ${work.key.sk} ran out`);
}

/** Ends a lease: how the work stands, and when it goes on, if it does. `overtaken` when the lease ran out and another may hold it. */
export const settleWork = (here: Here, { work, until }: Lease, changes: Record<string, unknown>, next?: Date) =>
  update(
    here,
    work.key,
    { ...changes, ...(next === undefined ? nothingDue : dueAt(work, next)), leasedUntil: undefined },
    heldBy(until),
  );

/** The same with rows that are written where it is done, and only there: nobody is told an end that another decides otherwise. */
export function settleWorkWith(
  { db, table }: Here,
  { work, until }: Lease,
  changes: Record<string, unknown>,
  rows: readonly { readonly Put: { readonly TableName: string; readonly Item: Record<string, unknown> } }[],
) {
  const ended = { ...changes, ...nothingDue, leasedUntil: undefined };
  const Update = updateOf(table, work.key, ended, heldBy(until));
  return wonOrLost(
    () => db.send(new TransactWriteCommand({ TransactItems: [{ Update }, ...rows] })),
    'done',
    'overtaken',
  );
}

/** The lease may have run out and another may hold the work now: then what we did is dropped, and done again. */
const heldBy = (until: string) => ({ condition: 'leasedUntil = :held', values: { ':held': until } });

interface Guard {
  readonly condition: string;
  readonly values: Record<string, unknown>;
}

/** Sets what has a value and removes what has none. */
const update = ({ db, table }: Here, key: Key, changes: Record<string, unknown>, guard: Guard) =>
  wonOrLost(() => db.send(new UpdateCommand(updateOf(table, key, changes, guard))), 'done', 'overtaken');

function updateOf(table: string, Key: Key, changes: Record<string, unknown>, { condition, values }: Guard) {
  const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const removed = Object.keys(changes).filter((name) => changes[name] === undefined);
  const change = updateExpression(set, removed);
  return {
    TableName: table,
    Key,
    ...change,
    ConditionExpression: condition,
    ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ...values },
  };
}
