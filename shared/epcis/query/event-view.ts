import { isJsonObject, type Json, type JsonObject } from '../../wire/json.ts';
import type { Context } from '../event.ts';
import { eventAsJson } from '../event-as-json.ts';
import { type Definitions, definitionsOf } from '../prefixes.ts';
import type { Queried } from './event-query.ts';

/** An event that is being judged, with the prefixes in force in it. */
export interface EventView {
  readonly queried: Queried;
  readonly tree: JsonObject;
  readonly definitions: Definitions;
}

/** Judges an event. */
export type Condition = (view: EventView) => boolean;

export const viewOf = (queried: Queried): EventView => ({
  queried,
  tree: eventAsJson(queried.event),
  definitions: definitionsIn(queried.event['@context']),
});

/** The prefixes that a context defines; none without one. */
export const definitionsIn = (context: Context | undefined): Definitions =>
  context === undefined ? NONE : definitionsOf({ '@context': context });

const NONE: Definitions = new Map();

/** What many parameters of one query ask of an event is worked out once: an event may name half a million things. */
export function once<T>(make: (view: EventView) => T): (view: EventView) => T {
  const known = new WeakMap<EventView, { readonly made: T }>();
  return (view) => {
    const before = known.get(view);
    if (before !== undefined) return before.made;
    const made = make(view);
    known.set(view, { made });
    return made;
  };
}

/** The items of a list, or a lone value as the only one; none when absent. */
export const itemsOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** The texts of a member that is a text or a list of such. */
export const textsIn = (holder: JsonObject, member: string): readonly string[] =>
  itemsOf(holder[member]).filter((item) => typeof item === 'string');

/** The objects of a member that is an object or a list of such. */
export const objectsIn = (holder: JsonObject, member: string): readonly JsonObject[] =>
  itemsOf(holder[member]).filter((item) => isJsonObject(item));

export const sensorElements = once(({ tree }) => objectsIn(tree, 'sensorElementList'));
export const sensorMetadata = once((view) =>
  sensorElements(view).flatMap((element) => objectsIn(element, 'sensorMetadata')),
);
export const sensorReports = once((view) =>
  sensorElements(view).flatMap((element) => objectsIn(element, 'sensorReport')),
);
