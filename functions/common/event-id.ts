import { canonicalEvent } from '#shared/epcis/canonical-event.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { hashUri } from '#shared/epcis/event-id.ts';
import { sha256 } from './sha256.ts';

/** The same as `eventId` of `shared`, by the platform's own SHA-256, which is ten times as fast. */
export const eventId = (event: EpcisEvent): string => hashUri(sha256(canonicalEvent(event)));
