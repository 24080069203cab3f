import type { Json, JsonObject } from '../../wire/json.ts';
import type { XmlName } from '../../wire/xml-names.ts';
import type { XmlPlace } from '../../wire/xml-place.ts';
import type { Ranked } from './element-order.ts';
import { type Kind, type Member, skip } from './read-kinds.ts';
import { businessSequenceOf, type Sequence, sequenceOf } from './read-order.ts';
import { enter, newTrail, type Trail } from './read-trail.ts';

/** One open element. Frames are used again for the next element of the same depth. */
export interface Frame {
  kind: Kind;
  /** How it will stand in its holder. */
  member: Member;
  name: XmlName;
  at: XmlPlace;
  /** Its place among the children of a list, from 1; 0 where it has no siblings of its kind. */
  index: number;
  /** From the root to here, once it was asked for. */
  path: string | undefined;
  /** `extension` and `baseExtension` add nothing: what is in them belongs to the element around them. */
  through: boolean;
  /** The elements between the holder and its members, each with a `/` after it. */
  between: string;
  /** What the children are put into. Somebody else's element has none until it turns out to hold more than text. */
  holder: JsonObject | Json[] | undefined;
  trail: Trail;
  text: string;
  /** xsi:type. */
  type: string | undefined;
  /** The `id` of an attribute of master data. */
  id: Json | undefined;
  /** xsi:nil. */
  nil: boolean;
  /** xml:space: white space at the ends of the text belongs to it. */
  keepsSpace: boolean;
  /** The published order of its children, where that is looked at. */
  order: Sequence | undefined;
  orderKey: string;
  /** Where it is looked at: the children that came, and their names. */
  ranked: Ranked[];
  seen: Set<string> | undefined;
}

/** Of what is no element of the text. */
export const noName: XmlName = { prefix: '', local: '', namespace: '' };
const noTrail = newTrail();

export const skipped: Member = { kind: skip, key: '', count: 'array' };

export const newFrame = (): Frame => ({
  kind: skip,
  member: skipped,
  name: noName,
  at: 0,
  index: 0,
  path: undefined,
  through: false,
  between: '',
  holder: undefined,
  trail: noTrail,
  text: '',
  type: undefined,
  id: undefined,
  nil: false,
  keepsSpace: false,
  order: undefined,
  orderKey: '',
  ranked: [],
  seen: undefined,
});

export const spelled = ({ prefix, local }: XmlName): string => (prefix === '' ? local : `${prefix}:${local}`);

/** The element's own step of a path. */
export const stepOf = ({ name, index }: Frame): string => `/${spelled(name)}${index > 0 ? `[${index}]` : ''}`;

/** The place of a new child among those of its kind, from 1; 0 for one that has none. */
export function indexOf(parent: Frame, { key, count }: Member, name: XmlName): number {
  const { holder, kind } = parent;
  if (Array.isArray(holder)) return kind.item === name.local ? holder.length + 1 : 0;
  if (count === 'once') return 0;
  const before = holder !== undefined && Object.hasOwn(holder, key) ? holder[key] : undefined;
  if (Array.isArray(before)) return before.length + 1;
  if (before !== undefined) return 2;
  return count === 'array' ? 1 : 0;
}

/** Sets out the order in which the children of a new element must come. */
export function setOrder(frame: Frame, parent: Frame | undefined, version: '1' | '2'): void {
  const { role } = frame.kind;
  const { local } = frame.name;
  const inside = parent !== undefined && (frame.through || local === 'EPCISBody');
  frame.orderKey = inside ? `${parent.orderKey}/${local}` : local;
  if (role === 'free') frame.order = businessSequenceOf(frame.name);
  else
    frame.order =
      role === 'record' || role === 'list' || role === 'events' ? sequenceOf(frame.orderKey, version) : undefined;
  frame.ranked = [];
  frame.seen = new Set();
}

/** Puts a value into an object, or one more beside those that are there under the same name. Answers false when there may be only one. */
export function putMember(
  holder: JsonObject,
  trail: Trail,
  { key, count }: { key: string; count: Member['count'] },
  value: Json,
  { at, label, inside }: { at: XmlPlace; label: string; inside?: Trail | undefined },
): boolean {
  if (!Object.hasOwn(holder, key)) {
    const repeated = count === 'array';
    define(holder, key, repeated ? [value] : value);
    trail.names?.set(key, trail.places.length);
    trail.places.push(at);
    trail.labels.push(repeated ? '' : label);
    const list = repeated ? { ...newTrail(label), places: [at], inside: [inside] } : inside;
    if (list !== undefined) enter(trail, list);
    return true;
  }
  if (count === 'once') return false;
  trail.names ??= new Map(Object.keys(holder).map((name, at) => [name, at]));
  const index = trail.names.get(key) ?? 0;
  const before = holder[key] ?? null;
  const list = Array.isArray(before) ? trail.inside?.[index] : firstOf(trail, index, label);
  if (Array.isArray(before)) before.push(value);
  else holder[key] = [before, value];
  list?.places.push(at);
  if (inside !== undefined && list !== undefined) enter(list, inside);
  return true;
}

/** A name that every object has from the start, such as `__proto__`, is a member like any other. */
function define(holder: JsonObject, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  else holder[key] = value;
}

/** The trail of what stood alone and is now the first of several. */
function firstOf(trail: Trail, index: number, label: string): Trail {
  const list = { ...newTrail(label), places: [trail.places[index] ?? 0], inside: [trail.inside?.[index]] };
  trail.labels[index] = '';
  trail.inside ??= [];
  trail.inside[index] = list;
  return list;
}

/** Puts one more item at the end of an array. */
export function putItem(holder: Json[], trail: Trail, value: Json, at: XmlPlace, inside?: Trail): void {
  holder.push(value);
  trail.places.push(at);
  if (inside !== undefined) enter(trail, inside);
}
