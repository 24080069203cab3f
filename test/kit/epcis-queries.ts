import type { Context, EpcisEvent } from '#shared/epcis/event.ts';
import { jsonAsEvent } from '#shared/epcis/event-as-json.ts';
import type { EventQuery, Queried } from '#shared/epcis/query/event-query.ts';
import { readEventQuery } from '#shared/epcis/query/read-event-query.ts';
import type { QueryMessage } from '#shared/epcis/query-message.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { JsonObject } from '#shared/wire/json.ts';

/** What `ex:` stands for in queries and events of tests. */
export const exampleContext = { ex: 'https://ns.example.org/epcis/' };

/** An object event to be judged; name what matters to the test. */
export const anObjectEvent = (change: JsonObject = {}): EpcisEvent =>
  jsonAsEvent({
    '@context': exampleContext,
    type: 'ObjectEvent',
    eventTime: '2026-03-01T09:00:00Z',
    eventTimeZoneOffset: '+00:00',
    action: 'OBSERVE',
    epcList: [],
    ...change,
  });

/** The event as a repository holds it. */
export const queried = (event: EpcisEvent): Queried => ({
  event,
  eventId: event.eventID ?? 'urn:uuid:of-nobody',
  recordTime: '2026-03-02T00:00:00.000Z',
});

/** The query of these parameters. Throws what would refuse it. */
export function queryFor(params: QueryMessage['params'], context: Context = exampleContext): EventQuery {
  const read = readEventQuery({ queryName: 'SimpleEventQuery', params, context });
  if (isRefusal(read)) throw new Error(`${read.at}: ${read.detail}`);
  return read;
}

/** Whether the event answers the parameters, with these answers of master data. */
export const matches = (
  params: QueryMessage['params'],
  event: EpcisEvent,
  answers: readonly ReadonlySet<string>[] = [],
): boolean => queryFor(params).matcher(answers)(queried(event));
