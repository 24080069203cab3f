import type { PackChange } from '#shared/regimes/pack-change.ts';
import type { AuditRow } from './audit.ts';
import { dueFrom, watchedFrom } from './delivery-due.ts';
import type { Delivery, NewDelivery } from './delivery-row.ts';
import { expiry } from './expiry.ts';
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
    /** Nobody will be told. */
    cancel: (delivery: Delivery, at: Date, told: AuditRow) => cancel(here, delivery, at, told),
    /** Has what was refused of a delivery told by another one. */
    correct: (delivery: Delivery, by: NewDelivery, at: Date, told: AuditRow) => correct(here, delivery, by, at, told),
  };
}

/** Somebody else, or a sender, may have come first: nothing is done to what is not as it was seen. */
const asSeen = ({ state, updatedAt }: Delivery) => ({
  condition: '#state = :seen AND updatedAt = :updated AND attribute_not_exists(leasedUntil)',
  values: { ':seen': state, ':updated': updatedAt },
  names: ['state'],
});

function hold(here: DeliveriesHere, delivery: Delivery, held: NonNullable<Delivery['held']>, told: AuditRow) {
  const changes = { state: 'held', held, updatedAt: held.at, ...watchedFrom('held', delivery) };
  return updateDelivery(here, delivery, changes, { ...asSeen(delivery), told: [told] });
}

function unhold(here: DeliveriesHere, delivery: Delivery, change: PackChange | undefined, at: Date, told: AuditRow) {
  const report = delivery.report && { ...delivery.report, ...(change && { change }) };
  const changes = {
    state: 'due',
    held: undefined,
    report,
    updatedAt: at.toISOString(),
    ...dueFrom(delivery, at),
  };
  return updateDelivery(here, delivery, changes, { ...asSeen(delivery), told: [told] });
}

function cancel(here: DeliveriesHere, delivery: Delivery, at: Date, told: AuditRow) {
  const changes = {
    state: 'cancelled',
    updatedAt: at.toISOString(),
    ...watchedFrom('cancelled', delivery),
    ...expiry(at),
  };
  return updateDelivery(here, delivery, changes, { ...asSeen(delivery), told: [told] });
}

function correct(here: DeliveriesHere, delivery: Delivery, by: NewDelivery, at: Date, told: AuditRow) {
  const changes = {
    state: 'corrected',
    correctedBy: by.deliveryId,
    updatedAt: at.toISOString(),
    ...watchedFrom('corrected', delivery),
  };
  const Put = { TableName: here.table, Item: newRow(by, at), ConditionExpression: 'attribute_not_exists(pk)' };
  return updateDelivery(here, delivery, changes, { ...asSeen(delivery), told: [told, { Put }] });
}
