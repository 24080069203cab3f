import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** What a function may answer is 6 MB with its envelope and the escapes of a JSON string. */
const MOST_BYTES = 5_000_000;
/** What XML and Digital Links make of an event's JSON, at worst but for odd ones. */
const GROWTH = 1.6;
/** Id, record time and line of each. */
const OVERHEAD = 300;

/**
 * How many of the first events one answer holds: all, or as many as fit 5 MB by an estimate from their JSON. At least one, so that a
 * reader of pages gets on.
 */
export function pageThatFits(events: readonly StoredEvent[]): number {
  let bytes = 0;
  for (const [index, { event }] of events.entries()) {
    bytes += Buffer.byteLength(JSON.stringify(event)) * GROWTH + OVERHEAD;
    if (bytes > MOST_BYTES) return Math.max(index, 1);
  }
  return events.length;
}

/** Bytes of a text inside a JSON string, in which a function hands it to the gateway. */
const bytesHandedOver = (text: string): number => Buffer.byteLength(JSON.stringify(text));

/** True for a body that the gateway takes: Lambda answers with 6 MB at most. */
export const fitsAnswer = (body: string): boolean => body.length < 1_000_000 || bytesHandedOver(body) < 5_500_000;
