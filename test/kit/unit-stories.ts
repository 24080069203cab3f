import type { AggregationEvent, EpcisEvent, ObjectEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { here, minute, stored } from './events.ts';

/** Another site than where tests happen. */
export const elsewhere = 'urn:epc:id:sgln:9521321.00099.0';

/** Events of units, by the minute in which they happen. */
export const commission = (m: number, epcs: readonly string[], lot = 'LOT1') =>
  commissionEvent({ epcs, at: minute(m), lot, expiry: '2028-12-31', ...here });

export const pack = (m: number, parent: string, children: readonly string[]): AggregationEvent =>
  packEvent({ parent, children, at: minute(m), ...here });

/** Takes these out, or all when none is named. */
export const unpack = (m: number, parentID: string, children: readonly string[] = []): AggregationEvent => {
  const { childEPCs: _, ...rest } = pack(m, parentID, []);
  return { ...rest, action: 'DELETE', bizStep: 'unpacking', ...(children.length > 0 && { childEPCs: children }) };
};

export const seen = (m: number, epcList: readonly string[], change: Partial<ObjectEvent> = {}): ObjectEvent => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  eventTime: minute(m),
  eventTimeZoneOffset: here.offset,
  epcList,
  readPoint: { id: here.readPoint },
  ...change,
});

export const ship = (m: number, epcs: readonly string[]) =>
  seen(m, epcs, { bizStep: 'shipping', disposition: 'in_transit' });

export const end = (m: number, epcs: readonly string[]): ObjectEvent =>
  seen(m, epcs, { action: 'DELETE', bizStep: 'decommissioning', disposition: 'inactive' });

/** The event again, as a statement that it did not happen. */
export const denied = (one: StoredEvent): StoredEvent => ({
  ...one,
  captureId: `${one.captureId}-denied`,
  event: { ...one.event, errorDeclaration: { declarationTime: minute(90), reason: 'did_not_occur' } },
});

/** Events as the ledger keeps them; each is named by its place. */
export const kept = (...events: EpcisEvent[]): StoredEvent[] =>
  stored(events).map((one, i) => ({ ...one, eventId: `urn:uuid:event-${i}` }));
