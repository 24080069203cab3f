import type { JsonObject } from '../wire/json.ts';
import { action, anything, type Check, offset, structure, time, uri, uriOrUris, uriSet } from './checks.ts';
import {
  aggregationRule,
  associationRule,
  type EventRule,
  objectRule,
  transactionRule,
  transformationRule,
} from './event-rules.ts';
import { isBuiltIn, isFullUri } from './prefixes.ts';
import type { Problem } from './problem.ts';
import { noteName, place, report, type Scope } from './scope.ts';
import * as part from './structures.ts';

const common = {
  '@context': anything,
  type: anything,
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
const kind = (members: Parameters<typeof part.shapeOf>[0], required: readonly string[], rule?: EventRule): Check =>
  structure(part.shapeOf({ ...common, ...members }), [...when, ...required], rule);

/** Few enough to be compared one by one, which is faster than a table for texts that come fresh from a document. */
const kinds: readonly (readonly [type: string, check: Check])[] = [
  ['ObjectEvent', kind({ action, ...objects, ilmd: part.ilmd }, ['action'], objectRule)],
  ['AggregationEvent', kind({ action, ...children }, ['action'], aggregationRule)],
  ['AssociationEvent', kind({ action, ...children }, ['action', 'parentID'], associationRule)],
  ['TransactionEvent', kind({ action, parentID: uri, ...objects }, ['action', 'bizTransactionList'], transactionRule)],
  ['TransformationEvent', kind({ ...conversion, ilmd: part.ilmd }, [], transformationRule)],
];

/** An event type of somebody's own may use every standard member. */
const extended = kind({ action, ...objects, ...children, ...conversion, ilmd: part.ilmd }, []);

/**
 * Checks one event's tree, whatever text it came from: the members of its type, their forms, what must be there. Words
 * of CBV become bare in place. Answers what is wrong, with JSON pointers from the event, at most `MOST_PROBLEMS`; the
 * prefixes that the event needs, or must not have, are in the scope afterwards. `@context` is not looked at.
 */
export function checkEvent(tree: JsonObject, scope: Scope): readonly Problem[] {
  checkerOf(tree['type'], scope)?.(tree, scope);
  return scope.problems;
}

function checkerOf(type: JsonObject[string] | undefined, scope: Scope): Check | undefined {
  if (typeof type !== 'string') {
    report(scope, '"type" is missing', scope.binding);
    return undefined;
  }
  for (const [name, check] of kinds) if (name === type) return check;
  const prefix = type.slice(0, Math.max(0, type.indexOf(':')));
  if (scope.definitions.has(prefix) || isBuiltIn(prefix) || isFullUri(type)) {
    noteName(type, scope);
    return extended;
  }
  const before = scope.problems.length;
  report(scope, `"${type}" is no event type`, 'EPCIS 2.0 §7.4', 'a type of your own is a URI or CURIE');
  place(scope, before, 'type');
  return undefined;
}
