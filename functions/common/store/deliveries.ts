import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { isOpen, type Step } from '#shared/delivery/standing.ts';
import type { AuditRow } from './audit.ts';
import {
  type Delivery,
  type Evidence,
  type Frozen,
  type NewDelivery,
  queueOf,
  storedDelivery,
} from './delivery-row.ts';
import { due } from './due.ts';
import { expiry } from './expiry.ts';
import { deliveryKey } from './keys.ts';
import { listDeliveries, type Wanted } from './list-deliveries.ts';
import { wonOrLost } from './lost-condition.ts';
import { updateExpression } from './update-expression.ts';

/** A sender that took a delivery up owns it this long; longer than any sender may run. */
const LEASE_MS = 180_000;
/** How long after a delivery is due `sweep` wakes it, when the message that should have done so was lost. */
const GRACE_MS = 30_000;

/** A delivery taken up, as it stood before; only the holder of the lease may change it. */
export interface Claim {
  readonly delivery: Delivery;
  readonly lease: string;
}

const claimable = v.object({ notBefore: v.string(), leasedUntil: v.optional(v.string(), '') });

export type Deliveries = ReturnType<typeof deliveries>;

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** Deliveries in the deliveries table. Their rows are the truth about what was told to whom; messages only wake. */
export function deliveries(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    /** Writes a delivery that is due now, unless it exists. */
    plan: (planned: NewDelivery, at: Date) => plan(here, planned, at),
    get: async (tenant: string, deliveryId: string) => (await read(here, tenant, deliveryId))?.delivery,
    list: (tenant: string, wanted: Wanted) => listDeliveries(db, table, tenant, wanted),
    /** Takes up a delivery that is open, due and not in another's hands; `undefined` otherwise. Counts the try. */
    claim: (tenant: string, deliveryId: string, at: Date) => claim(here, tenant, deliveryId, at),
    /** Records what is about to be sent, before it is. */
    noteSent: (held: Claim, evidence: Evidence, frozen: Frozen) => noteSent(here, held, evidence, frozen),
    /** Ends a claim: how the delivery stands now and when the next try is due. */
    settle: (held: Claim, step: Step, at: Date, answered?: Evidence) => settle(here, held, step, at, answered),
    /** Makes an open delivery due now: what it waited for has happened. */
    hasten: (tenant: string, deliveryId: string, at: Date) => hasten(here, tenant, deliveryId, at),
    /**
     * Has a rejected or parked delivery sent anew; `anew` makes it a new request rather than the same once more.
     *
     * @param told the audit trail's row of it; absent only where nobody asked: in tests
     */
    reopen: (delivery: Delivery, anew: boolean, at: Date, told?: AuditRow) => reopen(here, delivery, anew, at, told),
  };
}

const wake = ({ tenant, deliveryId }: Pick<Delivery, 'tenant' | 'deliveryId'>) => ({ tenant, deliveryId });

/** When the delivery may be taken up, and when `sweep` looks after it. */
function dueFrom(delivery: Pick<Delivery, 'tenant' | 'deliveryId' | 'kind'>, from: Date) {
  const late = new Date(from.getTime() + GRACE_MS);
  return { notBefore: from.toISOString(), ...due(delivery.tenant, late, queueOf(delivery), wake(delivery)) };
}

function plan({ db, table }: Here, planned: NewDelivery, at: Date) {
  const Item = {
    ...deliveryKey(planned.tenant, planned.deliveryId),
    ...planned,
    ...dueFrom(planned, at),
    state: 'due',
    attempts: 0,
    polls: 0,
    createdAt: at.toISOString(),
    updatedAt: at.toISOString(),
  };
  // The planner may run twice for one cause: the first row stands, with whatever became of it.
  const put = new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' });
  return wonOrLost(() => db.send(put), 'planned', 'exists');
}

async function read({ db, table }: Here, tenant: string, deliveryId: string) {
  const Key = deliveryKey(tenant, deliveryId);
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && { delivery: v.parse(storedDelivery, Item), item: Item };
}

async function claim(here: Here, tenant: string, deliveryId: string, at: Date): Promise<Claim | undefined> {
  const found = await read(here, tenant, deliveryId);
  if (found === undefined || !isOpen(found.delivery.state)) return undefined;
  const { delivery, item } = found;
  const { notBefore, leasedUntil } = v.parse(claimable, item);
  if (notBefore > at.toISOString() || leasedUntil > at.toISOString()) return undefined;
  const end = new Date(at.getTime() + LEASE_MS);
  const lease = end.toISOString();
  // While it is in hand nobody knows whether it was sent; a sender that dies leaves that question to the next.
  const counted =
    delivery.state === 'due' ? { attempts: delivery.attempts + 1, uncertain: true } : { polls: delivery.polls + 1 };
  const changes = { ...counted, leasedUntil: lease, ...due(tenant, end, queueOf(delivery), wake(delivery)) };
  const taken = await update(here, delivery, changes, {
    // A doubled message wakes two senders at once: one of them takes it up. Counters name the state that was read.
    condition:
      '#state = :seen AND attempts = :attemptsSeen AND polls = :pollsSeen AND (attribute_not_exists(leasedUntil) OR leasedUntil <= :at)',
    values: {
      ':seen': delivery.state,
      ':attemptsSeen': delivery.attempts,
      ':pollsSeen': delivery.polls,
      ':at': at.toISOString(),
    },
    names: ['state'],
  });
  const uncertain = delivery.uncertain;
  return taken === 'done' ? { delivery: { ...delivery, ...counted, uncertain }, lease } : undefined;
}

async function noteSent(here: Here, { delivery, lease }: Claim, evidence: Evidence, frozen: Frozen): Promise<void> {
  const noted = await update(here, delivery, { frozen }, { ...heldBy(lease), evidence });
  if (noted !== 'done') throw new Error(`the lease on ${delivery.deliveryId} ran out before it was sent`);
}

function settle(here: Here, { delivery, lease }: Claim, { standing, wait }: Step, at: Date, evidence?: Evidence) {
  const { state, attempts, polls, uncertain, receipt, failure } = standing;
  const next =
    wait === undefined
      ? { notBefore: undefined, duePk: undefined, dueAt: undefined, wake: undefined, ...expiry(at) }
      : dueFrom(delivery, new Date(at.getTime() + wait * 1000));
  const changes = { state, attempts, polls, uncertain, receipt, failure, ...next, leasedUntil: undefined };
  const written = { ...changes, updatedAt: at.toISOString() };
  return update(here, delivery, written, { ...heldBy(lease), ...(evidence && { evidence }) });
}

function hasten(here: Here, tenant: string, deliveryId: string, at: Date) {
  const changes = { notBefore: at.toISOString() };
  const delivery = { tenant, deliveryId };
  // It may be in hand or settled already: then there is nothing to hasten.
  return update(here, delivery, changes, { condition: '#state = :due', values: { ':due': 'due' }, names: ['state'] });
}

function reopen(here: Here, delivery: Delivery, anew: boolean, at: Date, told?: AuditRow) {
  const changes = {
    state: 'due',
    attempts: 0,
    polls: 0,
    receipt: undefined,
    failure: undefined,
    updatedAt: at.toISOString(),
    ...dueFrom(delivery, at),
    ttl: undefined,
    ...(anew && { round: delivery.round + 1, frozen: undefined, uncertain: false }),
  };
  // Two people may ask at once: it is sent once.
  const condition = '#state = :seen AND updatedAt = :updated';
  const values = { ':seen': delivery.state, ':updated': delivery.updatedAt };
  return update(here, delivery, changes, { condition, values, names: ['state'], ...(told && { told }) });
}

interface Guarded {
  readonly condition: string;
  readonly values: Record<string, unknown>;
  readonly names?: readonly string[];
  readonly evidence?: Evidence;
  readonly told?: AuditRow;
}

/** The lease may have run out and another sender may hold the delivery now: then what we learned is dropped, and learned again. */
const heldBy = (lease: string): Guarded => ({ condition: 'leasedUntil = :lease', values: { ':lease': lease } });

const APPEND = 'SET evidence = list_append(if_not_exists(evidence, :none), :added), ';

/** Sets what has a value and removes what has none. */
function update(
  { db, table }: Here,
  { tenant, deliveryId }: Pick<Delivery, 'tenant' | 'deliveryId'>,
  changes: Record<string, unknown>,
  { condition, values, names = [], evidence, told }: Guarded,
) {
  const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const removed = Object.keys(changes).filter((name) => changes[name] === undefined);
  const change = updateExpression(set, removed);
  const Update = {
    TableName: table,
    Key: deliveryKey(tenant, deliveryId),
    UpdateExpression: evidence ? change.UpdateExpression.replace('SET ', APPEND) : change.UpdateExpression,
    ConditionExpression: condition,
    ExpressionAttributeNames: {
      ...change.ExpressionAttributeNames,
      ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
    },
    ExpressionAttributeValues: {
      ...change.ExpressionAttributeValues,
      ...values,
      ...(evidence && { ':none': [], ':added': [evidence] }),
    },
  };
  const write = () =>
    told === undefined
      ? db.send(new UpdateCommand(Update))
      : db.send(new TransactWriteCommand({ TransactItems: [{ Update }, told] }));
  return wonOrLost(write, 'done', 'overtaken');
}
