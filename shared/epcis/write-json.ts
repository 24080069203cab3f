import { isJsonObject, type JsonObject } from '../wire/json.ts';
import type { EpcisDocument, EpcisHead } from './document.ts';
import type { Context, EpcisEvent } from './event.ts';
import { eventAsJson } from './event-as-json.ts';
import { contextMergerFor } from './merge-contexts.ts';
import { prefixesIn } from './prefixes-in.ts';
import { writeHead } from './write-head.ts';

/** An EPCISDocument of these events, ready for `JSON.stringify`. `creationDate`: ISO 8601 with a zone. */
export function epcisDocument(events: readonly EpcisEvent[], { creationDate }: { creationDate: string }): object {
  return jsonDocument({ form: 'EPCISDocument', context: {}, creationDate, events });
}

/** An EPCISQueryDocument with the answer to a query, ready for `JSON.stringify`. */
export function queryDocument(
  events: readonly EpcisEvent[],
  about: { creationDate: string; queryName: string; subscriptionID?: string },
): object {
  return jsonDocument({ form: 'EPCISQueryDocument', context: {}, ...about, events });
}

/**
 * The document as EPCIS 2.0 JSON, ready for `JSON.stringify`. Query results become an EPCISQueryDocument, everything else
 * an EPCISDocument, if only with master data. A document without a `creationDate` has none here either, although the
 * schema wants one.
 */
export function jsonDocument({ events, ...head }: EpcisDocument): object {
  const merger = contextMergerFor(head);
  const admitted = events.map(merger.admit);
  const context = merger.context();
  const { root, context: whole } = writeHead(head, context);
  return root(admitted.map(eventUnder(context, whole)));
}

/** Writes a document piece by piece, an event on each line. */
export interface JsonWriter {
  /** All before the events. */
  start(): string;
  event(event: EpcisEvent): string;
  /** All after the events. */
  end(): string;
}

/** The same for documents of any length. `context`: the prefixes of events that carry no `@context`, as `contextMerger` finds them. */
export function jsonWriter(head: EpcisHead, context: Context): JsonWriter {
  const { root, context: whole } = writeHead(head, context);
  const text = JSON.stringify(root([]), undefined, 2);
  const under = eventUnder(context, whole);
  // The list of events is written last.
  const cut = text.lastIndexOf('[') + 1;
  let isFirst = true;
  return {
    start: () => text.slice(0, cut),
    event(event) {
      const line = `${isFirst ? '' : ','}\n${JSON.stringify(under(event))}`;
      isFirst = false;
      return line;
    },
    end: () => `${isFirst ? '' : '\n'}${text.slice(cut)}\n`,
  };
}

/**
 * The event as it stands in a document that defines `whole`. `common`: what that means for events without an `@context`.
 * A prefix that the event does not know, but with which one of its texts begins, is taken back: to JSON-LD null undefines.
 */
function eventUnder(common: Context, whole: Context): (event: EpcisEvent) => JsonObject {
  const unknownTo = (context: object) => new Set(Object.keys(whole).filter((name) => !Object.hasOwn(context, name)));
  const unknown = unknownTo(common);
  return (event) => {
    const { '@context': own, ...rest } = eventAsJson(event);
    if (own === undefined && unknown.size === 0) return rest;
    const foreign = isJsonObject(own) ? unknownTo(own) : unknown;
    const denied = foreign.size === 0 ? [] : prefixesIn(rest).filter((prefix) => foreign.has(prefix));
    const context = {
      ...(isJsonObject(own) ? own : {}),
      ...Object.fromEntries(denied.map((prefix) => [prefix, null])),
    };
    return Object.keys(context).length === 0 ? rest : { '@context': context, ...rest };
  };
}
