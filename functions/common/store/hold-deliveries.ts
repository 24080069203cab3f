import type { PackChange } from '#shared/regimes/pack-change.ts';
import type { AuditRow } from './audit.ts';
import { dueFrom, watchedFrom } from './delivery-due.ts';
import type { Delivery, NewDelivery } from './delivery-row.ts';
import { expiry } from './expiry.ts';
import { lotPointer } from './lot-submissions.ts';
import { newRow } from './new-delivery.ts';
import { type DeliveriesHere, updateDelivery } from './update-delivery.ts';

export type HoldDeliveries = ReturnType<typeof holdDeliveries>;

/** What people do to deliveries beside sending them again. Each is written with what the audit trail says of it, or not at all. */
export function holdDeliveries(here: DeliveriesHere) {
  return {
    /** Keeps back what is due and in nobody's hands. */
    hold: (delivery: Delivery, held: NonNullable<Delivery['held']>, told: AuditRow) => hold(here, delivery, held, told),
    /** Lets it go; `change` says what became of the packs where that was not known. */
    unhold: (delivery: Delivery, change: PackChange | undefined, at: Date, told: AuditRow) =>
      unhold(here, delivery, change, at, told),
    /** Keeps facts that it wants; `held` is what holds it from then on, nothing when it may go. */
    giveFacts: (
      delivery: Delivery,
      facts: NonNullable<Delivery['facts']>,
      held: Delivery['held'],
      at: Date,
      told: AuditRow,
    ) => giveFacts(here, delivery, { facts, held }, at, told),
    /** Nobody will be told. */
    cancel: (delivery: Delivery, at: Date, told: AuditRow) => end(here, delivery, 'cancelled', at, told),
    /** What was refused of it stays refused. */
    close: (delivery: Delivery, at: Date, told: AuditRow) => end(here, delivery, 'closed', at, told),
    /** Nobody will be told, because there is nothing to tell; by no person. `overtaken` when it may have been sent by now. */
    drop: (delivery: Delivery, why: string, at: Date) => drop(here, delivery, why, at),
    /** Has what was refused of a delivery told by another one. */
    correct: (delivery: Delivery, by: NewDelivery, at: Date, told: AuditRow) => correct(here, delivery, by, at, told),
  };
}

/** Somebody else, or a sender, may have come first: nothing is done to what is not as it was seen. */
export const asSeen = ({ state, updatedAt }: Delivery) => ({
  condition: '#state = :seen AND updatedAt = :updated AND attribute_not_exists(leasedUntil)',
  values: { ':seen': state, ':updated': updatedAt },
  names: ['state'],
});

/** As the audit trail says it. */
function decidedBy({ Put: { Item } }: AuditRow) {
  const { act, by, at, detail: { reason, change } = {} } = Item;
  return { act, by, at, reason, ...(change !== undefined && { change }) };
}

function hold(here: DeliveriesHere, delivery: Delivery, held: NonNullable<Delivery['held']>, told: AuditRow) {
  const decided = decidedBy(told);
  const changes = { state: 'held', held, decided, updatedAt: held.at, ...watchedFrom('held', delivery) };
  return updateDelivery(here, delivery, changes, { ...asSeen(delivery), told: [told] });
}

function unhold(here: DeliveriesHere, delivery: Delivery, change: PackChange | undefined, at: Date, told: AuditRow) {
  const report = delivery.report && { ...delivery.report, ...(change && { change }) };
  const changes = {
    state: 'due',
    held: undefined,
    tryingSince: undefined,
    decided: decidedBy(told),
    report,
    updatedAt: at.toISOString(),
    ...dueFrom(delivery, at),
  };
  return updateDelivery(here, delivery, changes, { ...asSeen(delivery), told: [told] });
}

function giveFacts(
  here: DeliveriesHere,
  delivery: Delivery,
  { facts, held }: Pick<Delivery, 'facts' | 'held'>,
  at: Date,
  told: AuditRow,
) {
  const isFree = delivery.state === 'held' && held === undefined;
  const changes = {
    facts,
    held,
    updatedAt: at.toISOString(),
    ...(isFree && { state: 'due', ...dueFrom(delivery, at) }),
  };
  return updateDelivery(here, delivery, changes, { ...asSeen(delivery), told: [told] });
}

function end(here: DeliveriesHere, delivery: Delivery, state: 'cancelled' | 'closed', at: Date, told: AuditRow) {
  const changes = {
    state,
    decided: decidedBy(told),
    updatedAt: at.toISOString(),
    ...watchedFrom(state, delivery),
    ...expiry(at),
  };
  return updateDelivery(here, delivery, changes, { ...asSeen(delivery), told: [told] });
}

function drop(here: DeliveriesHere, delivery: Delivery, why: string, at: Date) {
  const changes = {
    state: 'cancelled',
    failure: why,
    turn: undefined,
    updatedAt: at.toISOString(),
    ...watchedFrom('cancelled', delivery),
    ...expiry(at),
  };
  const { condition, values, names } = asSeen(delivery);
  // A sender takes it up by counting a try: it is dropped before that, or it is told and has to be taken back.
  return updateDelivery(here, delivery, changes, {
    condition: `${condition} AND attempts = :attempts`,
    values: { ...values, ':attempts': delivery.attempts },
    names,
  });
}

function correct(here: DeliveriesHere, delivery: Delivery, by: NewDelivery, at: Date, told: AuditRow) {
  const changes = {
    state: 'corrected',
    decided: decidedBy(told),
    correctedBy: by.deliveryId,
    updatedAt: at.toISOString(),
    ...watchedFrom('corrected', delivery),
  };
  const Put = { TableName: here.table, Item: newRow(by, at), ConditionExpression: 'attribute_not_exists(pk)' };
  const pointer = lotPointer(here.table, by);
  return updateDelivery(here, delivery, changes, {
    ...asSeen(delivery),
    told: [told, { Put }, ...(pointer ? [pointer] : [])],
  });
}
