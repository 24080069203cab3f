import type { Refusal } from '../refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.ts';
import { action, type Check, offset, type Shape, structure, time, uri, uriOrUris, uriSet } from './checks.ts';
import type { EpcisEvent } from './event.ts';
import { jsonAsEvent } from './event-as-json.ts';
import {
  aggregationRule,
  associationRule,
  type EventRule,
  objectRule,
  transactionRule,
  transformationRule,
} from './event-rules.ts';
import { type Definitions, isBuiltIn, isFullUri, readContext } from './prefixes.ts';
import { isProblem, JSON_BINDING, type Problem, problem, refusalOf, under } from './problem.ts';
import * as part from './structures.ts';

const common = {
  '@context': () => undefined,
  type: () => undefined,
  eventID: uri,
  eventTime: time,
  eventTimeZoneOffset: offset,
  recordTime: time,
  errorDeclaration: part.errorDeclaration,
  certificationInfo: uriOrUris,
  bizStep: 'bizStep',
  disposition: 'disposition',
  persistentDisposition: part.persistentDisposition,
  readPoint: part.place,
  bizLocation: part.place,
  bizTransactionList: part.bizTransactionList,
  sourceList: part.sourceList,
  destinationList: part.destinationList,
  sensorElementList: part.sensorElementList,
} as const;

const objects = { epcList: uriSet, quantityList: part.quantityList };
const children = { parentID: uri, childEPCs: uriSet, childQuantityList: part.quantityList };
const conversion = {
  transformationID: uri,
  inputEPCList: uriSet,
  inputQuantityList: part.quantityList,
  outputEPCList: uriSet,
  outputQuantityList: part.quantityList,
};

const when = ['eventTime', 'eventTimeZoneOffset'];
const kind = (members: Parameters<typeof part.shapeOf>[0], required: readonly string[], rule?: EventRule): Check => {
  const shape: Shape = part.shapeOf({ ...common, ...members });
  return structure(shape, [...when, ...required], rule);
};

const kinds: ReadonlyMap<string, Check> = new Map([
  ['ObjectEvent', kind({ action, ...objects, ilmd: part.ilmd }, ['action'], objectRule)],
  ['AggregationEvent', kind({ action, ...children }, ['action'], aggregationRule)],
  ['AssociationEvent', kind({ action, ...children }, ['action', 'parentID'], associationRule)],
  ['TransactionEvent', kind({ action, parentID: uri, ...objects }, ['action', 'bizTransactionList'], transactionRule)],
  ['TransformationEvent', kind({ ...conversion, ilmd: part.ilmd }, [], transformationRule)],
]);

/** An event type of somebody's own may use every standard member. */
const extended = kind({ action, ...objects, ...children, ...conversion, ilmd: part.ilmd }, []);

/**
 * Reads one event of a parsed document, in place: CBV values become bare words, and `@context` what the event needs by
 * itself. `outer` are the document's definitions; `at` is the event's JSON pointer, for the refusal.
 */
export function readEvent(value: Json, outer: Definitions, at: string): EpcisEvent | Refusal {
  if (!isJsonObject(value)) return refusalOf(problem('an event is an object', JSON_BINDING), at);
  const context = value['@context'];
  const definitions = context === undefined ? outer : readContext(context, outer);
  if (isProblem(definitions)) return refusalOf(under('@context', definitions), at);
  const used = new Set<string>();
  const wrong = checkEvent(value, definitions, used);
  if (wrong !== undefined) return refusalOf(wrong, at);
  if (used.size > 0) value['@context'] = needed(used, definitions);
  else if (context !== undefined) delete value['@context'];
  return jsonAsEvent(value);
}

function checkEvent(event: JsonObject, definitions: Definitions, used: Set<string>): Problem | undefined {
  const type = event['type'];
  if (typeof type !== 'string') return problem('"type" is missing', JSON_BINDING);
  const check = kinds.get(type);
  const scope = { definitions, used };
  if (check !== undefined) return check(event, scope);
  const prefix = type.slice(0, Math.max(0, type.indexOf(':')));
  if (definitions.has(prefix)) used.add(prefix);
  else if (!isBuiltIn(prefix) && !isFullUri(type))
    return under(
      'type',
      problem(`"${type}" is no event type`, 'EPCIS 2.0 §7.4', 'a type of your own is a URI or CURIE'),
    );
  return extended(event, scope);
}

const needed = (used: ReadonlySet<string>, definitions: Definitions): JsonObject =>
  Object.fromEntries([...definitions].filter(([name]) => used.has(name)));
