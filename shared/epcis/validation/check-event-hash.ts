import type { EpcisEvent } from '../event.ts';
import { eventId } from '../event-id.ts';
import { doubtful, type Fault } from './finding.ts';

const hashed = /^ni:\/\/\/sha-256;[0-9a-f]{64}(?:\?ver=(.*))?$/i;

/** An eventID that is the event's hash should be the hash of this event. Hashes of other versions cannot be checked. */
export function* checkEventHash(event: EpcisEvent): Generator<Fault> {
  const form = event.eventID === undefined ? null : hashed.exec(event.eventID);
  const version = form?.[1] ?? 'CBV2.0';
  if (form === null || version !== 'CBV2.0') return;
  const computed = eventId(event);
  if (computed.slice(0, HASH_END).toLowerCase() === form[0].slice(0, HASH_END).toLowerCase()) return;
  yield doubtful(
    'hash-differs',
    '/eventID',
    'CBV 2.0 §8.9 event hash',
    'eventID is not the hash of this event: it was changed since, or hashed by another version of the rules',
    `the hash of this event is ${computed}`,
  );
}

const HASH_END = 'ni:///sha-256;'.length + 64;
