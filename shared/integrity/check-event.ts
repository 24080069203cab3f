import { instantOf } from '../epcis/time.ts';
import { mentionsOf } from '../trace/mentions.ts';
import type { StoredEvent } from '../trace/stored-event.ts';
import type { Finding } from './finding.ts';

/** How far a clock may be ahead of the recording of what it stamped. */
const AHEAD_MINUTES = 10;
/** No medicine has a longer life than this between packing and the last day anybody asks about it. */
const OLDEST_YEARS = 10;
const YEAR_MS = 365.25 * 24 * 3600 * 1000;
/** Units told by name. */
const NAMED = 20;

/** What is wrong with one event whatever happened before and after: times that cannot be (EPCIS 2.0 §7.4.1, eventTime). */
export function checkEvent({ event, eventId, recordTime }: StoredEvent): Finding[] {
  if (event.errorDeclaration !== undefined) return [];
  const ahead = instantOf(event.eventTime) - instantOf(recordTime);
  const fault =
    ahead > AHEAD_MINUTES * 60_000
      ? `${Math.floor(ahead / 60_000)} minutes after its recording`
      : ahead < -OLDEST_YEARS * YEAR_MS
        ? `${Math.floor(-ahead / YEAR_MS)} years before its recording`
        : undefined;
  if (fault === undefined) return [];
  const epcs = [...new Set(mentionsOf(event).map(({ epc }) => epc))].slice(0, NAMED);
  const detail = `the event happened at ${event.eventTime}, ${fault}`;
  return [{ rule: 'impossible-time', subject: eventId, epcs, eventIds: [eventId], detail }];
}
