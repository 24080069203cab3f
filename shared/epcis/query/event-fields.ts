import type { ExactNumber } from '../../wire/exact-number.ts';
import { isJsonObject, type Json, type JsonObject } from '../../wire/json.ts';
import type { Definitions } from '../prefixes.ts';
import { type EventView, objectsIn, once, sensorElements, sensorMetadata, sensorReports } from './event-view.ts';
import { fullNameOf } from './field-name.ts';

/** Where in an event extensions stand. */
export type FieldPlace =
  | 'event'
  | 'ilmd'
  | 'errorDeclaration'
  | 'sensorElement'
  | 'sensorMetadata'
  | 'sensorReport'
  | 'readPoint'
  | 'bizLocation';

/** Values by full name: of extensions themselves, and of what stands at any depth inside them. A value is there only if it says something. */
export interface Fields {
  readonly top: ReadonlyMap<string, readonly Json[]>;
  readonly inner: ReadonlyMap<string, readonly Json[]>;
}

/** The extensions of each place, read once an event. */
export const fieldsAt: Readonly<Record<FieldPlace, (view: EventView) => Fields>> = {
  event: once((view) => fieldsOf([view.tree], view.definitions)),
  ilmd: within('ilmd'),
  errorDeclaration: within('errorDeclaration'),
  sensorElement: once((view) => fieldsOf(sensorElements(view), view.definitions)),
  sensorMetadata: once((view) => fieldsOf(sensorMetadata(view), view.definitions)),
  sensorReport: once((view) => fieldsOf(sensorReports(view), view.definitions)),
  readPoint: within('readPoint'),
  bizLocation: within('bizLocation'),
};

function within(member: string) {
  return once((view) => fieldsOf(objectsIn(view.tree, member), view.definitions));
}

function fieldsOf(holders: readonly JsonObject[], definitions: Definitions): Fields {
  const top = new Map<string, Json[]>();
  const inner = new Map<string, Json[]>();
  for (const holder of holders) {
    for (const name in holder) {
      const value = holder[name];
      // What the standard itself has at these places is named without a colon.
      if (value === undefined || !name.includes(':')) continue;
      note(top, name, value, definitions);
      collectInside(value, inner, definitions);
    }
  }
  return { top, inner };
}

function collectInside(value: Json, found: Map<string, Json[]>, definitions: Definitions): void {
  if (Array.isArray(value)) {
    for (const item of value) collectInside(item, found, definitions);
  } else if (isJsonObject(value)) {
    for (const name in value) {
      const member = value[name] ?? null;
      if (name.includes(':')) note(found, name, member, definitions);
      collectInside(member, found, definitions);
    }
  }
}

function note(found: Map<string, Json[]>, name: string, value: Json, definitions: Definitions): void {
  const full = fullNameOf(name, definitions);
  if (full === undefined) return;
  const before = found.get(full) ?? [];
  found.set(full, before);
  addOccurrences(value, before);
}

/** A list repeats the name for each of its values. Null says nothing (JSON-LD 1.1). */
function addOccurrences(value: Json, to: Json[]): void {
  if (Array.isArray(value)) for (const item of value) addOccurrences(item, to);
  else if (value !== null) to.push(value);
}

/** One text, number or truth. */
export type Leaf = string | number | boolean | ExactNumber;

/** A value as one text, number or truth: itself, or what a typed value of JSON-LD or an element beside attributes says; undefined for structures. */
export function leafOf(value: Json): Leaf | undefined {
  if (!isJsonObject(value)) return Array.isArray(value) || value === null ? undefined : value;
  const inside = value['@value'] ?? value['#text'];
  return inside === undefined || inside === null || Array.isArray(inside) || isJsonObject(inside) ? undefined : inside;
}
