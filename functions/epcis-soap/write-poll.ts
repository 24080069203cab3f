import { Refused } from '#common/refused.ts';
import { eventAt } from '#shared/epcis/event-at.ts';
import { type PollResults, queryResultsXml } from '#shared/epcis/soap/write-results.ts';
import type { XmlVersion } from '#shared/epcis/xml/write-root.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';

/**
 * QueryResults as the Body of an envelope. An event that XML cannot carry is named in the fault (EPCIS 1.2 §8.2.6): results without it would look
 * like all there are, and SOAP has no pages that could end before it.
 *
 * @throws Refused `unsupported` for such an event
 */
export function writePoll(results: PollResults, version: XmlVersion): string {
  const xml = queryResultsXml(results, version);
  if (!isRefusal(xml)) return xml;
  throw new Refused(unwritable(xml, results) ?? xml);
}

/** Undefined where no single event is at fault: too many namespaces are those of all. */
function unwritable({ refused, detail, at, rule }: Refusal, results: PollResults): Refusal | undefined {
  const index = eventAt(at);
  const event = 'events' in results && index !== undefined ? results.events[index] : undefined;
  if (event === undefined || refused === 'too-large') return undefined;
  return refuse('unsupported', `event ${event.eventID} cannot be written as XML: ${detail}`, {
    ...(at !== undefined && { at }),
    ...(rule !== undefined && { rule }),
    remedy: `read it as JSON: GET /epcis/events/{eventID}; poll the others by LT_recordTime and GE_recordTime, it was recorded at ${event.recordTime}`,
  });
}
