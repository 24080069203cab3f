import type { Happening } from '#shared/announcements/kinds.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { Announce } from './announce.ts';
import type { FollowUp } from './follow-up.ts';
import { isReceipt, isShipment } from './is-shipment.ts';
import { isVoiding } from './may-be-told.ts';

/**
 * Tells integrators of goods that left, came in, or did not leave after all. An error declaration of a shipment voids it as well. The things that moved are not
 * told: the event names them.
 */
export const announceMovements =
  (announce: Announce): FollowUp =>
  async (tenant, events) => {
    const happenings = events.flatMap(movementOf);
    if (happenings.length > 0) await announce(tenant, happenings);
  };

function movementOf(stored: StoredEvent): Happening[] {
  const kind = kindOf(stored);
  if (kind === undefined) return [];
  const { eventId, recordTime, event } = stored;
  const { bizStep = '', eventTime } = event;
  const subject = `event ${eventId}`;
  return [{ kind, subject, at: recordTime, once: 'captured', data: { event: eventId, bizStep, eventTime } }];
}

function kindOf(stored: StoredEvent) {
  if (isVoiding(stored)) return 'shipment.voided';
  if (isShipment(stored)) return stored.event.errorDeclaration === undefined ? 'shipment.captured' : 'shipment.voided';
  return isReceipt(stored) && stored.event.errorDeclaration === undefined ? 'shipment.received' : undefined;
}
