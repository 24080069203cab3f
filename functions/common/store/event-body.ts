import { gunzipSync, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

/** Bytes a compressed event may have: an item of the table holds 400 kB with its keys. */
export const bodyLimit = 350_000;

const isEvent = (value: unknown): boolean => typeof value === 'object' && value !== null && 'type' in value;
/** Only what `packBody` wrote is ever read here, so the event is believed. */
const packed = v.object({ eventId: v.string(), event: v.custom<EpcisEvent>(isEvent) });

/** An event with its id as the table keeps it: JSON, gzipped. */
export const packBody = (eventId: string, event: EpcisEvent): Uint8Array =>
  gzipSync(JSON.stringify({ eventId, event }));

/** The inverse of `packBody`. */
export const readBody = (body: Uint8Array) => v.parse(packed, JSON.parse(gunzipSync(body).toString('utf8')));

/** Refuses the first event that no item can hold, naming its place in the document. Random serials compress to about 12 bytes. */
export function tooLarge(events: readonly EpcisEvent[]): Refusal | undefined {
  for (const [i, event] of events.entries()) {
    if (JSON.stringify(event).length <= bodyLimit / 4) continue; // UTF-8 takes at most 3 bytes a unit: it fits as it is
    const { length } = packBody(event.eventID ?? '', event);
    if (length > bodyLimit)
      return refuse('too-large', `event ${i} has ${length} bytes compressed, the limit is ${bodyLimit}`, {
        at: `event ${i}`,
        remedy: 'split it into several events of the same time and place',
      });
  }
  return undefined;
}
