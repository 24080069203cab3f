import type { EpcisEvent } from './event.ts';
import { type MergedContexts, mergeContexts } from './merge-contexts.ts';
import { EPCIS_CONTEXT } from './prefixes.ts';

const SCHEMA_VERSION = '2.0';

/** An EPCISDocument of these events, ready for `JSON.stringify`. `creationDate`: ISO 8601 with a zone. */
export function epcisDocument(events: readonly EpcisEvent[], { creationDate }: { creationDate: string }): object {
  const merged = mergeContexts(events);
  return { ...frame('EPCISDocument', merged, creationDate), epcisBody: { eventList: merged.events } };
}

/** An EPCISQueryDocument with the answer to a query, ready for `JSON.stringify`. */
export function queryDocument(
  events: readonly EpcisEvent[],
  { creationDate, queryName, subscriptionID }: { creationDate: string; queryName: string; subscriptionID?: string },
): object {
  const merged = mergeContexts(events);
  const subscription = subscriptionID === undefined ? {} : { subscriptionID };
  const queryResults = { queryName, ...subscription, resultsBody: { eventList: merged.events } };
  return { ...frame('EPCISQueryDocument', merged, creationDate), epcisBody: { queryResults } };
}

function frame(type: string, { context }: MergedContexts, creationDate: string): object {
  const own = Object.keys(context).length === 0 ? [] : [context];
  return { '@context': [EPCIS_CONTEXT, ...own], type, schemaVersion: SCHEMA_VERSION, creationDate };
}
