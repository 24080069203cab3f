import { hash } from 'node:crypto';
import { eventId } from '#common/event-id.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventAsJson } from '#shared/epcis/event-as-json.ts';
import { canonicalJson } from '#shared/wire/canonical-json.ts';

/**
 * 22 characters equal for two captures exactly when they say the same under one event id: the CBV 2.0 hash of the content, so neither
 * spelling nor order of members counts, and the error declaration, which that hash leaves out.
 */
export function fingerprint(id: string, event: EpcisEvent): string {
  const content = event.eventID === undefined ? id : eventId(event); // without an id of its own its id is the content's hash
  const declared = canonicalJson(eventAsJson(event)['errorDeclaration'] ?? '');
  return hash('sha256', `${id}\n${content}\n${declared}`, 'base64url').slice(0, 22);
}
