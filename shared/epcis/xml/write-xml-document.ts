import { isRefusal, type Refusal } from '../../refusal.ts';
import type { EpcisDocument, EpcisHead } from '../document.ts';
import type { Context, EpcisEvent } from '../event.ts';
import { type Definitions, namespaceOf } from '../prefixes.ts';
import { type Around, dependsOnEvents, rootPrefix, writeAround } from './write-around.ts';
import { writeEvent } from './write-event.ts';
import { declarations, namesOf } from './write-names.ts';
import { type RootNamespaces, rootNamespaces, tooManyNamespaces } from './write-root.ts';
import { type Style, targetOf, within } from './write-target.ts';

/** The version to write, `vocabulary`: how 2.0 spells CBV words, and `indent`: whether every element has a line of its own. */
export type XmlOptions = Style;

/** Writes a document piece by piece. */
export interface XmlWriter {
  /** All before the events. Empty when that depends on whether events come. */
  start(): string | Refusal;
  /** The next event, or why XML cannot carry it; the document goes on without it. `at` is a JSON pointer into the event. */
  event(event: EpcisEvent): string | Refusal;
  /** All after the events. */
  end(): string | Refusal;
}

/**
 * The document as EPCIS XML. What 1.2 does not know is written where its schema takes any element (`beyond12` names it). Refuses names and
 * characters that XML does not have: `at` is a JSON pointer into `document`. Without a creationDate the document has none,
 * although the schemas want one.
 */
export function xmlDocument(document: EpcisDocument, options: XmlOptions): string | Refusal {
  const { events, ...head } = document;
  const hasEvents = events.length > 0;
  const root = rootNamespaces(options.version, [rootPrefix(head, hasEvents)]);
  const around = aroundOf(head, hasEvents, definitionsIn(head.context), root, options);
  if (isRefusal(around)) return around;
  const written: string[] = [];
  for (const event of events) {
    const text = writeEvent(event, around.eventDepth, definitionsIn(event['@context'] ?? {}), root, options);
    if (typeof text !== 'string') return within('events', within(written.length, text));
    written.push(text);
  }
  return [startOf(around, root), ...written, endOf(around, options)].join('');
}

/**
 * The same for documents of any length: events one at a time. `context`: the prefixes of events that carry no `@context`; the root
 * declares them. What else an event needs, it declares itself.
 */
export function xmlWriter(head: EpcisHead, context: Context, options: XmlOptions): XmlWriter {
  const shared = definitionsIn(context);
  let root: RootNamespaces | undefined;
  let around: Around | Refusal | undefined;
  /** Written, but not handed over yet. */
  let pending = '';
  const begin = (hasEvents: boolean): Refusal | undefined => {
    if (around === undefined) {
      root = rootNamespaces(options.version, [rootPrefix(head, hasEvents), 'xsi', 'xsd', 'gs1']);
      declareAll(shared, root);
      around = aroundOf(head, hasEvents, definitionsIn(head.context), root, options);
      if (!isRefusal(around)) pending = startOf(around, root);
    }
    return isRefusal(around) ? around : undefined;
  };
  const handOver = (text: string): string => {
    const all = pending + text;
    pending = '';
    return all;
  };
  return {
    start: () => (dependsOnEvents(head) ? '' : (begin(true) ?? handOver(''))),
    event(event) {
      const wrong = begin(true);
      if (wrong !== undefined || root === undefined || around === undefined || isRefusal(around)) return wrong ?? '';
      const own = event['@context'];
      const text = writeEvent(event, around.eventDepth, own === undefined ? shared : definitionsIn(own), root, options);
      return typeof text === 'string' ? handOver(text) : text;
    },
    end() {
      const wrong = begin(false);
      return wrong ?? (around === undefined || isRefusal(around) ? '' : handOver(endOf(around, options)));
    },
  };
}

const definitionsIn = (context: Context): Definitions => new Map(Object.entries(context));

/** Prefixes that are nowhere used yet. Master data is in most events, under a prefix of the standard's own. */
function declareAll(definitions: Definitions, root: RootNamespaces): void {
  const names = namesOf(definitions, root, false);
  for (const prefix of [...definitions.keys(), 'cbvmda']) {
    const namespace = prefix.includes(':') ? undefined : namespaceOf(prefix, definitions);
    if (namespace !== undefined && namespace !== '') names.prefixOf(namespace, prefix);
  }
}

const aroundOf = (
  head: EpcisHead,
  hasEvents: boolean,
  definitions: Definitions,
  root: RootNamespaces,
  options: XmlOptions,
): Around | Refusal => {
  const around = writeAround(head, hasEvents, targetOf(definitions, root, options, { depth: 1, isHead: true }));
  return isRefusal(around) || root.admits([]) ? around : tooManyNamespaces;
};

const startOf = ({ root, attributes, before }: Around, namespaces: RootNamespaces): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${declarations(namespaces.close())}${attributes}>${before}`;

const endOf = ({ root, after }: Around, { indent = false }: XmlOptions): string =>
  indent ? `${after}\n</${root}>\n` : `\n${after}</${root}>\n`;
