import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Heard } from '#shared/delivery/counterparty.ts';
import { isOpen, type Step } from '#shared/delivery/standing.ts';
import { amendDelivery } from './amend-delivery.ts';
import { deliveryAnnounced } from './announced-deliveries.ts';
import type { AuditRow } from './audit.ts';
import { dueFrom, takenUpUntil, watchedFrom } from './delivery-due.ts';
import type { Delivery, Evidence, Frozen, NewDelivery } from './delivery-row.ts';
import { expiry } from './expiry.ts';
import { getDelivery } from './get-delivery.ts';
import { hearCounterparty } from './hear-counterparty.ts';
import { holdDeliveries } from './hold-deliveries.ts';
import { listDeliveries, type Wanted } from './list-deliveries.ts';
import { wonOrLost } from './lost-condition.ts';
import type { LotName } from './lot-fates.ts';
import { eventPointers, lotPointer, submissionsOfEvent, submissionsOfLot } from './lot-submissions.ts';
import { newRow } from './new-delivery.ts';
import { lineRow, noLongerParked, parkedRow } from './partner-rows.ts';
import { refuseDelivered } from './refuse-delivered.ts';
import { resentBy, sendNow } from './send-now.ts';
import { type DeliveriesHere, heldBy, updateDelivery } from './update-delivery.ts';
import { warnLate } from './warn-late.ts';

/** A sender that took a delivery up owns it this long; longer than any sender may run. */
const LEASE_MS = 180_000;

/** A delivery taken up, as it stood before; only the holder of the lease may change it. */
export interface Claim {
  readonly delivery: Delivery;
  readonly lease: string;
}

export type Deliveries = ReturnType<typeof deliveries>;

/** Deliveries in the deliveries table. Their rows are the truth about what was told to whom; messages only wake. */
export function deliveries(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  const get = (tenant: string, deliveryId: string) => getDelivery(here, tenant, deliveryId);
  return {
    /** Writes a delivery that is due now, unless it exists. */
    plan: (planned: NewDelivery, at: Date) => plan(here, planned, at),
    /** Has one that is not written as a message yet want the facts, and name the lots, that its plan says by now; leaves all others. */
    amend: (planned: NewDelivery, at: Date) => amendDelivery(here, get, planned, at),
    get,
    list: (tenant: string, wanted: Wanted) => listDeliveries(db, table, tenant, wanted),
    /** Everything that regulators are told of a lot. */
    ofLot: (tenant: string, of: LotName) => submissionsOfLot(db, table, tenant, of),
    /** Everything that regulators are told of an event. */
    ofEvent: (tenant: string, eventId: string) => submissionsOfEvent(db, table, tenant, eventId),
    /** Takes up a delivery that is open, due and not in another's hands; `undefined` otherwise. Counts the try. @param seen as it was read just now; absent: it is read */
    claim: (tenant: string, deliveryId: string, at: Date, seen?: Delivery) => claim(here, tenant, deliveryId, at, seen),
    /** Records what is about to be sent, before it is; `attached` what is to follow it. */
    noteSent: (held: Claim, evidence: Evidence, frozen: Frozen, ...attached: Evidence[]) =>
      noteSent(here, held, [evidence, ...attached], frozen),
    /** Records that a message is written which another sender is to carry. */
    noteWritten: (held: Claim, frozen: Frozen) => noteSent(here, held, [], frozen),
    /** Ends a claim: how the delivery stands now and when the next try is due. */
    settle: (held: Claim, step: Step, at: Date, ...learnt: Evidence[]) => settle(here, held, step, at, learnt),
    /** Makes an open delivery due now: what it waited for has happened. */
    hasten: (tenant: string, deliveryId: string, at: Date) => hasten(here, tenant, deliveryId, at),
    /** Notes what the other side of a movement did with it. */
    hear: (delivery: Delivery, heard: Heard, evidence: Evidence) => hearCounterparty(here, delivery, heard, evidence),
    /** Rejects what a partner was handed and refuses by a message of its own. */
    refuse: (delivery: Delivery, reason: string, at: Date) => refuseDelivered(here, delivery, reason, at),
    /**
     * Has a rejected or parked delivery sent anew; `anew` makes it a new request rather than the same once more.
     *
     * @param told the audit trail's row of it; absent only where nobody asked: in tests
     */
    ...holdDeliveries(here),
    /** Whether people are to be called now because its deadline is near; true once. */
    warnLate: async (tenant: string, deliveryId: string, at: Date): Promise<Delivery | undefined> => {
      const found = await getDelivery(here, tenant, deliveryId);
      return found !== undefined && (await warnLate(here, found, at)) ? found : undefined;
    },
    /** Has one tried now that waits for its next try; `overtaken` when it is in hand, or comes by itself. */
    sendNow: (delivery: Delivery, at: Date, told: AuditRow) => sendNow(here, delivery, at, told),
    reopen: (delivery: Delivery, anew: boolean, at: Date, told?: AuditRow) => reopen(here, delivery, anew, at, told),
  };
}

async function plan({ db, table }: DeliveriesHere, planned: NewDelivery, at: Date) {
  const Item = newRow(planned, at);
  // First, so that no delivery is missed by who looks for those of its lot or event: a planner that dies in between is woken again.
  const pointer = lotPointer(table, planned);
  const pointers = [...(pointer ? [pointer] : []), ...eventPointers(table, planned), ...lineRow(table, planned, at)];
  for (const { Put } of pointers) await db.send(new PutCommand(Put));
  // The planner may run twice for one cause: the first row stands, with whatever became of it.
  const put = new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' });
  return wonOrLost(() => db.send(put), 'planned', 'exists');
}

async function claim(
  here: DeliveriesHere,
  tenant: string,
  deliveryId: string,
  at: Date,
  seen?: Delivery,
): Promise<Claim | undefined> {
  const delivery = seen ?? (await getDelivery(here, tenant, deliveryId));
  if (delivery === undefined || !isOpen(delivery.state)) return undefined;
  if ((delivery.notBefore ?? '') > at.toISOString()) return undefined;
  const end = new Date(at.getTime() + LEASE_MS);
  const lease = end.toISOString();
  // While it is in hand nobody knows whether it was sent; a sender that dies leaves that question to the next.
  const counted =
    delivery.state === 'due' ? { attempts: delivery.attempts + 1, uncertain: true } : { polls: delivery.polls + 1 };
  const changes = { ...counted, leasedUntil: lease, ...takenUpUntil(delivery, end) };
  const taken = await updateDelivery(here, delivery, changes, {
    // A doubled message wakes two senders at once: one of them takes it up. Counters, and when it was changed, name what was read.
    condition:
      '#state = :seen AND updatedAt = :updated AND attempts = :attemptsSeen AND polls = :pollsSeen AND (attribute_not_exists(leasedUntil) OR leasedUntil <= :at)',
    values: {
      ':seen': delivery.state,
      ':updated': delivery.updatedAt,
      ':attemptsSeen': delivery.attempts,
      ':pollsSeen': delivery.polls,
      ':at': at.toISOString(),
    },
    names: ['state'],
  });
  const uncertain = delivery.uncertain;
  return taken === 'done' ? { delivery: { ...delivery, ...counted, uncertain }, lease } : undefined;
}

async function noteSent(
  here: DeliveriesHere,
  { delivery, lease }: Claim,
  evidence: readonly Evidence[],
  frozen: Frozen,
): Promise<void> {
  const changes = { frozen, round: delivery.round, anew: undefined };
  const noted = await updateDelivery(here, delivery, changes, { ...heldBy(lease), evidence });
  if (noted !== 'done') throw new Error(`the lease on ${delivery.deliveryId} ran out before it was sent`);
}

function settle(
  here: DeliveriesHere,
  { delivery, lease }: Claim,
  { standing, wait }: Step,
  at: Date,
  evidence: readonly Evidence[],
) {
  const { state, attempts, polls, uncertain, receipt, failure, turn, tryingSince } = standing;
  const next =
    wait === undefined
      ? { ...watchedFrom(standing.state, delivery), ...expiry(at) }
      : dueFrom(delivery, new Date(at.getTime() + wait * 1000));
  const since = isOpen(state) ? tryingSince : undefined;
  const changes = { state, attempts, polls, uncertain, receipt, failure, turn, tryingSince: since, ...next };
  const written = { ...changes, leasedUntil: undefined, waits: undefined, updatedAt: at.toISOString() };
  const told = [
    ...deliveryAnnounced(here.table, delivery, state, at),
    ...(state === 'parked' ? parkedRow(here.table, delivery, at) : []),
  ];
  return updateDelivery(here, delivery, written, {
    ...heldBy(lease),
    ...(evidence.length > 0 && { evidence }),
    ...(told.length > 0 && { told }),
  });
}

function hasten(here: DeliveriesHere, tenant: string, deliveryId: string, at: Date) {
  const changes = { notBefore: at.toISOString() };
  const delivery = { tenant, deliveryId };
  // It may be in hand or settled already: then there is nothing to hasten.
  return updateDelivery(here, delivery, changes, {
    condition: '#state = :due',
    values: { ':due': 'due' },
    names: ['state'],
  });
}

function reopen(here: DeliveriesHere, delivery: Delivery, anew: boolean, at: Date, told?: AuditRow) {
  // A regulator may have taken what we read as refused: its sender asks for that before it writes another request.
  const asksFirst = delivery.kind === 'submission' && delivery.frozen !== undefined;
  const changes = {
    state: 'due',
    attempts: 0,
    polls: 0,
    receipt: undefined,
    failure: undefined,
    turn: undefined,
    tryingSince: undefined,
    updatedAt: at.toISOString(),
    ...dueFrom(delivery, at),
    ttl: undefined,
    ...(told && { decided: resentBy(told) }),
    ...(anew && (asksFirst ? { anew } : { round: delivery.round + 1, frozen: undefined, uncertain: false })),
  };
  // Two people may ask at once: it is sent once.
  const condition = '#state = :seen AND updatedAt = :updated';
  const values = { ':seen': delivery.state, ':updated': delivery.updatedAt };
  return updateDelivery(here, delivery, changes, {
    condition,
    values,
    names: ['state'],
    ...(told && { told: [told, ...noLongerParked(here.table, delivery)] }),
  });
}
