import { isRefusal, type Refusal } from '../refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.ts';
import { readJsonText } from '../wire/read-json-text.ts';
import { type Check, structure, text, time, uri } from './checks.ts';
import type { Context, EpcisEvent } from './event.ts';
import { type MasterDataList, vocabularyList } from './master-data.ts';
import { type Definitions, readContext } from './prefixes.ts';
import { isProblem, JSON_BINDING, problem, refusalOf, under } from './problem.ts';
import { readEvent } from './read-event.ts';
import { shapeOf } from './structures.ts';

/** What stands around the events of a document. */
export interface EpcisHead {
  /** What the document's `@context` defines beyond the standard. */
  readonly context: Context;
  readonly sender?: string;
  readonly receiver?: string;
  readonly instanceIdentifier?: string;
  readonly masterData?: readonly MasterDataList[];
}

export interface EpcisDocument extends EpcisHead {
  readonly events: readonly EpcisEvent[];
}

/** A document whose events were judged one by one, in document order. */
export interface EpcisOutcomes extends EpcisHead {
  readonly outcomes: readonly (EpcisEvent | Refusal)[];
}

/** More nesting than any sender needs, less than a stack holds. */
const limits = {
  depth: 64,
  length: 128 * 1024 * 1024,
  // One of GS1's published examples (AssociationEvent h) carries it twice, and so do documents made after it.
  mayRepeat: new Set(['eventID']),
};

/**
 * Reads an EPCISDocument, an EPCISQueryDocument or a bare event, EPCIS 2.0 JSON. Members may come in any order. Each
 * event is self-contained and spells CBV values as bare words. Refuses the whole for the first fault: `at` is its JSON
 * pointer (absent when the text is no JSON), `rule` the clause.
 */
export function readJsonDocument(json: string): EpcisDocument | Refusal {
  const read = readJsonOutcomes(json);
  if (isRefusal(read)) return read;
  const { outcomes, ...head } = read;
  const events: EpcisEvent[] = [];
  for (const outcome of outcomes) {
    if (isRefusal(outcome)) return outcome;
    events.push(outcome);
  }
  return { ...head, events };
}

/** The same, but a fault inside an event refuses only that event: for capture that proceeds, and for reports of all faults. */
export function readJsonOutcomes(json: string): EpcisOutcomes | Refusal {
  const parsed = readJsonText(json, limits);
  if (isRefusal(parsed)) return parsed;
  const { value } = parsed;
  if (!isJsonObject(value)) return refusalOf(problem('the document is no object', JSON_BINDING));
  if (value['@context'] === undefined) return refusalOf(problem('"@context" is missing', JSON_BINDING));
  const frame = frames.find(({ type }) => type === value['type']);
  if (frame === undefined) return { context: {}, outcomes: [readEvent(value, new Map(), '')] };
  const definitions = readContext(value['@context']);
  if (isProblem(definitions)) return refusalOf(under('@context', definitions));
  const wrong = frame.check(value, { definitions, used: new Set() });
  if (wrong !== undefined) return refusalOf(wrong);
  const { pointer, list } = frame.events(value);
  const outcomes = list.map((event, index) => readEvent(event, definitions, `${pointer}/${index}`));
  return { ...head(value, definitions), outcomes };
}

const anything: Check = () => undefined;
const array: Check = (value) => (Array.isArray(value) ? undefined : problem('is not an array', JSON_BINDING));
const schemaVersion: Check = (value) =>
  typeof value === 'string' && /^\d+(\.\d+)*$/.test(value)
    ? undefined
    : problem('schemaVersion is text of digits and dots, such as "2.0"', JSON_BINDING);

const anyDocument = { '@context': anything, id: uri, type: anything, schemaVersion, creationDate: time };
const eventList = structure(shapeOf({ eventList: array }), ['eventList']);
const header = structure(shapeOf({ epcisMasterData: structure(shapeOf({ vocabularyList })) }));
const parties = { sender: text, receiver: text, instanceIdentifier: text };

const epcisDocument = structure(shapeOf({ ...anyDocument, ...parties, epcisHeader: header, epcisBody: eventList }), [
  'schemaVersion',
  'creationDate',
  'epcisBody',
]);

const resultsBody = structure(shapeOf({ eventList: array, vocabularyList }), ['eventList']);
const queryResults = structure(shapeOf({ queryName: text, subscriptionID: text, resultsBody }), [
  'queryName',
  'resultsBody',
]);
const queryDocument = structure(
  shapeOf({ ...anyDocument, epcisBody: structure(shapeOf({ queryResults }), ['queryResults']) }),
  ['epcisBody'],
);

const frames = [
  { type: 'EPCISDocument', check: epcisDocument, events: (d: JsonObject) => listAt(d, ['epcisBody', 'eventList']) },
  {
    type: 'EPCISQueryDocument',
    check: queryDocument,
    events: (d: JsonObject) => listAt(d, ['epcisBody', 'queryResults', 'resultsBody', 'eventList']),
  },
];

function listAt(document: JsonObject, path: readonly string[]): { pointer: string; list: Json[] } {
  const list = follow(document, path);
  return { pointer: `/${path.join('/')}`, list: Array.isArray(list) ? list : [] };
}

function follow(from: Json, path: readonly string[]): Json | undefined {
  let here: Json | undefined = from;
  for (const name of path) here = isJsonObject(here) ? here[name] : undefined;
  return here;
}

function head(document: JsonObject, definitions: Definitions): EpcisHead {
  const master = follow(document, ['epcisHeader', 'epcisMasterData', 'vocabularyList']);
  const said = Object.keys(parties).flatMap((name) => (document[name] === undefined ? [] : [[name, document[name]]]));
  return {
    context: Object.fromEntries(definitions),
    ...Object.fromEntries(said),
    ...(isMasterData(master) ? { masterData: master } : {}),
  };
}

/** `vocabularyList` has passed its check by now. */
const isMasterData = (list: unknown): list is readonly MasterDataList[] => Array.isArray(list);
