import { detached } from '../../wire/detached.ts';
import type { Json, JsonObject } from '../../wire/json.ts';
import type { XmlName } from '../../wire/xml-names.ts';
import type { XmlPlace } from '../../wire/xml-place.ts';
import { type Frame, putItem, putMember, spelled } from './read-frame.ts';
import type { Member } from './read-kinds.ts';
import { newTrail } from './read-trail.ts';
import { isBlank, leafValue, trimmed, typedValue } from './read-values.ts';

/** Makes a frame that of a new element. */
export function begin(frame: Frame, member: Member, name: XmlName, at: XmlPlace): void {
  const { kind } = member;
  frame.kind = kind;
  frame.member = member;
  frame.name = name;
  frame.at = at;
  frame.index = 0;
  frame.through = false;
  frame.path = undefined;
  frame.between = '';
  frame.text = '';
  frame.type = undefined;
  frame.id = undefined;
  frame.nil = false;
  frame.keepsSpace = false;
  if (kind.role === 'leaf' || kind.role === 'skip') return;
  frame.holder = kind.role === 'list' ? [] : kind.role === 'free' ? undefined : {};
  frame.trail = newTrail(kind.item);
}

/** What is in the element belongs to the one around it. */
export function passThrough(frame: Frame, parent: Frame): void {
  frame.through = true;
  frame.between = `${parent.between}${spelled(frame.name)}/`;
  frame.holder = parent.holder;
  frame.trail = parent.trail;
}

/** The object that members are put into. */
function objectOf(frame: Frame): JsonObject {
  if (frame.holder === undefined || Array.isArray(frame.holder)) frame.holder = {};
  return frame.holder;
}

/** What an element says; undefined for nothing at all. */
export function elementContent(frame: Frame): Json | undefined {
  const { kind } = frame;
  if (kind.role === 'leaf') {
    const text = trimmed(frame.text);
    return text === '' && frame.nil ? undefined : leafValue(detached(text), kind.leaf);
  }
  if (kind.role === 'free') return freeValue(frame);
  if (kind.own === '') return frame.holder;
  const own = { at: frame.at, label: '' };
  putMember(objectOf(frame), frame.trail, { key: kind.own, count: 'once' }, detached(trimmed(frame.text)), own);
  if (kind.told !== '' && frame.type !== undefined)
    putMember(objectOf(frame), frame.trail, { key: kind.told, count: 'once' }, frame.type, own);
  return frame.holder;
}

/** White space between children is no text, whatever `xml:space` says. */
const keepsSpace = ({ keepsSpace, holder, text }: Frame): boolean =>
  keepsSpace && !(isBlank(text) && Object.keys(holder ?? {}).some((name) => !name.startsWith('@')));

/** Text, with what stands around it if there is something; attributes and children as members. */
function freeValue(frame: Frame): Json {
  const text = typedValue(detached(keepsSpace(frame) ? frame.text : trimmed(frame.text)), frame.type);
  if (frame.holder !== undefined && text !== '') {
    const beside = { at: frame.at, label: '' };
    putMember(objectOf(frame), frame.trail, { key: '#text', count: 'once' }, text, beside);
  }
  const value = frame.holder ?? text;
  if (frame.kind.own === '') return value;
  const { at, trail, id } = frame;
  if (id === undefined) return { [frame.kind.own]: value };
  frame.trail = { ...newTrail(), places: [at, at], labels: ['@id', ''], inside: [undefined, trail] };
  return { id, [frame.kind.own]: value };
}

/** Puts a text without attributes into the tree of the element around it. `childOf` has made sure that it may stand there. */
export function putLeaf(parent: Frame, member: Member, name: XmlName, value: Json, at: XmlPlace): void {
  const { holder, trail } = parent;
  if (Array.isArray(holder)) {
    holder.push(value);
    trail.places.push(at);
  } else if (member.count === 'once' && holder !== undefined) {
    holder[member.key] = value;
    trail.names?.set(member.key, trail.places.length);
    trail.places.push(at);
    trail.labels.push(labelIn(parent, name));
  } else putMember(objectOf(parent), trail, member, value, { at, label: labelIn(parent, name) });
}

const labelIn = ({ between }: Frame, name: XmlName): string =>
  between === '' ? spelled(name) : between + spelled(name);

/** Puts what an element says into the tree of the one around it. */
export function attach(parent: Frame, frame: Frame, value: Json): void {
  const inside = typeof value === 'object' && frame.kind.role !== 'leaf' ? frame.trail : undefined;
  if (Array.isArray(parent.holder)) putItem(parent.holder, parent.trail, value, frame.at, inside);
  else {
    const label = labelIn(parent, frame.name);
    putMember(objectOf(parent), parent.trail, frame.member, value, { at: frame.at, label, inside });
  }
}
