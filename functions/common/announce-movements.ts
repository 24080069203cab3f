import type { Happening } from '#shared/announcements/kinds.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { Announce } from './announce.ts';
import type { FollowUp } from './follow-up.ts';
import { isReceipt, isShipment } from './is-shipment.ts';
import { isVoiding } from './may-be-told.ts';
import { movementIn } from './movement-in.ts';
import type { PlaceNeeds } from './reported-place.ts';
import { gtinOf } from './store/unit-code.ts';

/**
 * Tells integrators of goods that left, came in, or did not leave after all. An error declaration of a shipment voids it as well. The things that moved are not
 * told: the event names them; the partner is, and the product where there is but one, by which integrators choose.
 */
export const announceMovements =
  (announce: Announce, places: PlaceNeeds): FollowUp =>
  async (tenant, events) => {
    const happenings: Happening[] = [];
    for (const stored of events) happenings.push(...(await movementOf(places, tenant, stored)));
    if (happenings.length > 0) await announce(tenant, happenings);
  };

async function movementOf(places: PlaceNeeds, tenant: string, stored: StoredEvent): Promise<Happening[]> {
  const kind = kindOf(stored);
  if (kind === undefined) return [];
  const { eventId, recordTime, event } = stored;
  const { bizStep = '', eventTime } = event;
  const subject = `event ${eventId}`;
  const about = { ...(await partnerIn(places, tenant, event)), ...productIn(event) };
  return [{ kind, subject, at: recordTime, once: 'captured', data: { ...about, event: eventId, bizStep, eventTime } }];
}

/** Whom goods went to or came from; what is voided went where its shipment would have gone. */
async function partnerIn(places: PlaceNeeds, tenant: string, event: EpcisEvent) {
  const isVoid = event.bizStep === 'void_shipping' && event.type === 'ObjectEvent';
  const moved = await movementIn(places, tenant, isVoid ? { ...event, bizStep: 'shipping' } : event);
  if (moved === undefined || 'unknown' in moved) return {};
  const { partner } = moved.kind === 'receipt' ? moved.from : moved.to;
  return partner === undefined ? {} : { partner };
}

function productIn(event: EpcisEvent) {
  const gtins = new Set(mentionsOf(event).map(({ epc }) => gtinOf(epc)));
  const [gtin] = gtins;
  return gtin === undefined || gtins.size > 1 ? {} : { gtin };
}

function kindOf(stored: StoredEvent) {
  if (isVoiding(stored)) return 'shipment.voided';
  if (isShipment(stored)) return stored.event.errorDeclaration === undefined ? 'shipment.captured' : 'shipment.voided';
  return isReceipt(stored) && stored.event.errorDeclaration === undefined ? 'shipment.received' : undefined;
}
