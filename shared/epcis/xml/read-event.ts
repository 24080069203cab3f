import type { Refusal } from '../../refusal.ts';
import { isJsonObject, type Json } from '../../wire/json.ts';
import { refuseXml } from '../../wire/refuse-xml.ts';
import { checkEvent } from '../check-event.ts';
import type { EpcisEvent } from '../event.ts';
import { jsonAsEvent } from '../event-as-json.ts';
import type { Definitions } from '../prefixes.ts';
import type { Problem } from '../problem.ts';
import { neededContext, newScope } from '../scope.ts';
import { quantityEvent } from './read-kinds.ts';
import { newTrail, type Spot, spotOf, type Trail } from './read-trail.ts';
import { type Built, XML_BINDING } from './read-tree.ts';
import { respelled } from './respell-prefixes.ts';

/** The event that was built, or all that is wrong with it, each with its line, column and element. */
export function readXmlEvent(built: Built, definitions: Definitions): EpcisEvent | readonly Refusal[] {
  const { tree, trail } = built.member.kind === quantityEvent ? fromQuantityEvent(built) : built;
  if (!isJsonObject(tree)) return [refuseXml('malformed', 'an event has no content', built.spot.at, built.spot)];
  const scope = newScope(definitions, 'uris');
  const problems = checkEvent(tree, scope);
  const refusals = [
    ...built.faults.map((fault) => refuseXml('malformed', fault.detail, fault.at, { ...fault, rule: XML_BINDING })),
    ...problems.map((problem) => elementRefusal(problem, tree, trail, built.spot)),
  ];
  if (refusals.length > 0) return refusals.slice(0, MOST);
  const context = neededContext(scope);
  if (context === undefined) return jsonAsEvent(tree);
  // JSON-LD would read a text that begins with a prefix of the event as short for something else.
  const clashes = [...scope.clashes].filter((prefix) => scope.used.has(prefix));
  if (clashes.length > 0) return jsonAsEvent(respelled(tree, context, clashes));
  tree['@context'] = context;
  return jsonAsEvent(tree);
}

const MOST = 100;

/** A problem at a JSON pointer, told of the element or attribute that the value came from. */
export function elementRefusal(problem: Problem, tree: Json, trail: Trail, outer: Spot): Refusal {
  const inner =
    typeof tree === 'object' && tree !== null ? spotOf(problem.path, tree, trail, outer.at) : { ...outer, path: '' };
  const { rule, remedy } = problem;
  const more = remedy === undefined ? {} : { remedy };
  return refuseXml('malformed', problem.detail, inner.at, { path: outer.path + inner.path, rule, ...more });
}

/** EPCIS 1.x: a QuantityEvent is an ObjectEvent that observes one quantity (EPCIS 1.1 §7.4.4 calls it deprecated for that). */
function fromQuantityEvent({ tree, trail, spot }: Built): { tree: Json; trail: Trail } {
  if (!isJsonObject(tree)) return { tree, trail };
  const { epcClass, quantity, type: _type, ...rest } = tree;
  const names = Object.keys(tree);
  const kept = names.flatMap((name, index) => (['type', 'epcClass', 'quantity'].includes(name) ? [] : [index]));
  const moved = ['epcClass', 'quantity'].map((name) => names.indexOf(name)).filter((index) => index >= 0);
  const quantityElement = {
    ...(epcClass === undefined ? {} : { epcClass }),
    ...(quantity === undefined ? {} : { quantity }),
  };
  const item: Trail = { ...newTrail(), places: [spot.at], labels: [''], inside: [picked(trail, moved)] };
  const added = [spot.at, spot.at, spot.at, spot.at];
  const others = picked(trail, kept);
  return {
    tree: { type: 'ObjectEvent', epcList: [], quantityList: [quantityElement], action: 'OBSERVE', ...rest },
    trail: {
      ...newTrail(),
      places: [...added, ...others.places],
      labels: ['', '', '', '', ...others.labels],
      inside: [undefined, undefined, item, undefined, ...(others.inside ?? [])],
    },
  };
}

const picked = ({ places, labels, inside }: Trail, indexes: readonly number[]): Trail => ({
  ...newTrail(),
  places: indexes.map((index) => places[index] ?? 0),
  labels: indexes.map((index) => labels[index] ?? ''),
  inside: indexes.map((index) => inside?.[index]),
});
