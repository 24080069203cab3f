import { sha256 } from '../wire/sha256.ts';
import { canonicalEvent } from './canonical-event.ts';
import type { EpcisEvent } from './event.ts';

/**
 * The event's hash as an identifier (CBV 2.0, event hash; RFC 6920). Events that tell the same in other spellings, other
 * order or other precision have the same one. The sender's own eventID plays no part.
 */
export function eventId(event: EpcisEvent): string {
  return hashUri(sha256(canonicalEvent(event)));
}

/** A SHA-256 digest (64 lower-case hexadecimal digits) of an event's canonical text as its identifier. */
export const hashUri = (digest: string): string => `ni:///sha-256;${digest}?ver=CBV2.0`;
