import type { EpcisEvent } from '#shared/epcis/event.ts';
import { epcisDocument } from '#shared/epcis/write-json.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

const place = 'urn:epc:id:sgln:9521321.00017.0';
/** Minute `m` of the day on which tests happen. */
export const minute = (m: number) => new Date(Date.UTC(2026, 2, 1, 8, m)).toISOString();

/** Where tests happen. */
export const here = { offset: '+01:00', readPoint: place, bizLocation: place };

/** Events as a capture would hand them to the ledger. */
export const stored = (events: readonly EpcisEvent[], captureId = 'capture-1', ids: string[] = []): StoredEvent[] =>
  events.map((event, position) => ({
    eventId: ids[position] ?? event.eventID ?? `urn:uuid:${captureId}-${position}`,
    recordTime: minute(100),
    captureId,
    position,
    event,
  }));

/** The text of a document with these events. */
export const documentOf = (events: readonly EpcisEvent[]): string =>
  JSON.stringify(epcisDocument(events, { creationDate: minute(0) }));
