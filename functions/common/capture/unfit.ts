import { tooLarge } from '#common/store/event-body.ts';
import { eventPointer, overlongIn } from '#common/store/event-identifiers.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

/**
 * Refuses an event that the ledger cannot hold.
 *
 * @param index place in the document, from 0
 * @param at where it stands, as its reader told
 */
export function unfit(event: EpcisEvent, index: number, at = ''): Refusal | undefined {
  const json = JSON.stringify(event);
  const found = outOfTime(event, at) ?? unspeakable(json, at) ?? overlongIn(event, at) ?? tooLarge(json, index);
  return found && { ...found, at: found.at ?? at };
}

/**
 * Refuses the first of a document's events that the ledger cannot hold.
 *
 * @param document the JSON the events were read from, for the pointer
 */
export function unfitIn(events: readonly EpcisEvent[], document: string): Refusal | undefined {
  const i = events.findIndex((event, index) => unfit(event, index) !== undefined);
  const event = events[i];
  return event && unfit(event, i, eventPointer(document, i));
}

/** Keys hold times as texts of four-digit years in UTC; ends of ranges need room on either side. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const TOO_LATE = Date.parse('9999-01-01T00:00:00Z');

function outOfTime({ eventTime }: EpcisEvent, at: string): Refusal | undefined {
  const instant = instantOf(eventTime);
  if (instant >= EARLIEST && instant < TOO_LATE) return undefined;
  return refuse('malformed', `the event happened at ${eventTime}, which is not within the years 1 to 9998 in UTC`, {
    at: `${at}/eventTime`,
    rule: 'EPCIS 2.0 §7.4.1: eventTime is when the event happened; years 1 to 9998 are the limit of this repository',
    remedy: 'set the clock that stamps the events',
  });
}

/** Escapes that JSON writes for control characters XML 1.0 does not have (§2.2); an even number of backslashes before one is text. */
const controls = /(?:^|[^\\])(?:\\\\)*\\(b|f|u00(?:0[0-8be-f]|1[0-9a-f]))/;

/** One such event would keep all answers in XML that it belongs to from being written. */
function unspeakable(json: string, at: string): Refusal | undefined {
  const found = controls.exec(json)?.[1];
  if (found === undefined) return undefined;
  const name = { b: 'u0008', f: 'u000c' }[found] ?? found;
  return refuse('malformed', `the event holds the control character U+${name.slice(1).toUpperCase()}`, {
    at,
    rule: 'XML 1.0 §2.2: such an event could not be told in XML',
    remedy: 'leave the character out',
  });
}
