import type { EpcisHead } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { jsonAsEvent } from '#shared/epcis/event-as-json.ts';
import { type XmlOptions, xmlDocument } from '#shared/epcis/xml/write-xml-document.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { JsonObject } from '#shared/wire/json.ts';

/** Two members that every event has. */
export const when = { eventTime: '2026-03-01T10:00:00.000+01:00', eventTimeZoneOffset: '+01:00' };
const whenText = `<eventTime>${when.eventTime}</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset>`;

/** The head of a document that says nothing. */
export const plainHead: EpcisHead = {
  form: 'EPCISDocument',
  creationDate: '2026-03-01T10:00:00Z',
  context: {},
};

/** The events between the tags of EventList, with `…` where eventTime and eventTimeZoneOffset stand. */
export function writtenEvents(events: readonly EpcisEvent[], options: XmlOptions = { version: '2.0' }): string {
  const text = orThrow(xmlDocument({ ...plainHead, events }, options));
  return (/<EventList>\s*(.*?)\s*<\/EventList>/s.exec(text)?.[1] ?? text).replaceAll(whenText, '…');
}

/** The same of one event that is told by what sets it apart; an ObjectEvent that observes nothing unless it says otherwise. */
export const written = (members: JsonObject, options?: XmlOptions): string =>
  writtenEvents([anEvent(members)], options);

/** Why an event cannot be written. */
export function refusedEvent(members: JsonObject, options: XmlOptions = { version: '2.0' }): Refusal {
  const answer = xmlDocument({ ...plainHead, events: [anEvent(members)] }, options);
  if (isRefusal(answer)) return answer;
  throw new Error(`was written: ${answer}`);
}

export const anEvent = (members: JsonObject): EpcisEvent =>
  jsonAsEvent({ type: 'ObjectEvent', ...when, action: 'OBSERVE', epcList: [], ...members });

/** The text, or the end of the test. */
export function orThrow(answer: string | Refusal): string {
  if (isRefusal(answer)) throw new Error(`${answer.detail} at ${answer.at}`);
  return answer;
}
