import { isVoiding } from '#common/may-be-told.ts';
import { orRefuse } from '#common/refused.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { refuse } from '#shared/refusal.ts';
import { orderedEvents } from '#shared/trace/effective-events.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

const remedy = 'cancel the delivery: POST /api/deliveries/{deliveryId}/cancel';

interface Needs {
  readonly ledger: Pick<Ledger, 'eventsById'>;
  readonly deliveries: Pick<Deliveries, 'get'>;
}

/** What takes a shipment back. */
export interface Revocation {
  /** The voiding, or the declaration that the shipment did not happen. */
  readonly stored: StoredEvent;
  /** The shipment: its parties exchange the document. */
  readonly shipment: StoredEvent;
}

/**
 * Of a delivery that takes back what a partner was told, the event that says so; undefined of a shipment.
 *
 * @param events what it is about, with declarations about it
 * @throws Refused when that was itself declared an error: there is nothing to take back
 */
export async function gatherRevocation(
  needs: Needs,
  delivery: Delivery,
  events: readonly StoredEvent[],
): Promise<Revocation | undefined> {
  const { subject } = delivery;
  const [found] = orderedEvents(events);
  if (found === undefined) return undefined;
  const { stored, declarations } = found;
  if (subject.denied === true) {
    const declaration = orRefuse(declarations[0] ?? refuse('conflict', 'the shipment stands', { remedy }));
    return { stored: declaration, shipment: stored };
  }
  if (!isVoiding(stored)) return undefined;
  if (declarations.length > 0) orRefuse(refuse('conflict', 'the voiding was declared an error', { remedy }));
  return { stored, shipment: (await shipmentBefore(needs, delivery)) ?? stored };
}

async function shipmentBefore({ ledger, deliveries }: Needs, { tenant, after = [] }: Delivery) {
  const [first] = after;
  const row = first === undefined ? undefined : await deliveries.get(tenant, first);
  const [found] = orderedEvents(await ledger.eventsById(tenant, row?.subject.eventIds ?? []));
  return found?.stored;
}
