import { isShipment } from '#common/is-shipment.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** The things that an event names, canonical. */
export const namedIn = ({ event }: Pick<StoredEvent, 'event'>): ReadonlySet<string> =>
  new Set(mentionsOf(event).map(({ epc }) => canonicalEpc(epc)));

/** The shipments that voided goods left with last. */
export async function voidedShipments(
  unitEvents: UnitEvents,
  tenant: string,
  voiding: StoredEvent,
): Promise<StoredEvent[]> {
  const named = namedIn(voiding);
  const events = effectiveEvents(await unitEvents(tenant, [...named], { roles: ['epc'] }));
  const last = new Map<string, StoredEvent>();
  for (const stored of events)
    if (isShipment(stored) && Date.parse(stored.event.eventTime) <= Date.parse(voiding.event.eventTime))
      for (const epc of namedIn(stored)) if (named.has(epc)) last.set(epc, stored);
  return [...new Set(last.values())];
}
