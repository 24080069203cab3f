import { isJsonObject, type Json, type JsonObject } from '../wire/json.ts';
import type { EpcisHead } from './document.ts';
import type { EpcisEvent } from './event.ts';
import { eventAsJson, jsonAsEvent, treeOf } from './event-as-json.ts';
import { type Definitions, definitionsOf, namespaceOf } from './prefixes.ts';
import { prefixesIn } from './prefixes-in.ts';
import { expandedName } from './xml/write-names.ts';

/**
 * How each binding usually calls the namespace of CBV master data. The EPCIS 2.0 JSON-LD context ends it with a colon, so
 * that prefix and name make a URI; XML has always declared it without.
 */
const usual = { json: 'urn:epcglobal:cbv:mda:', xml: 'urn:epcglobal:cbv:mda' } as const;
const spellings: ReadonlySet<string> = new Set([usual.json, usual.xml, 'urn:epcglobal:cbv:mda#']);

export type Binding = keyof typeof usual;

/**
 * The event with CBV master data under the namespace that the binding usually gives it, in ilmd and all extensions; the
 * very same event where it is so already. The event hash tells namespaces apart: a renamed event has another.
 */
export function respellCbvmda(event: EpcisEvent, to: Binding): EpcisEvent {
  const { '@context': _, ...rest } = eventAsJson(event);
  const found = respelled(rest, definitionsOf(event), to);
  if (found === undefined) return event;
  const hasContext = Object.keys(found.context).length > 0;
  return jsonAsEvent({ ...(hasContext ? { '@context': found.context } : {}), ...found.tree });
}

/** The same for what stands around the events. Names of master data attributes are values, and stay as they were sent. */
export function respellCbvmdaInHead(head: EpcisHead, to: Binding): EpcisHead {
  const { masterData = [], extensions = {}, headerExtensions = {}, bodyExtensions = {} } = head;
  const sent = treeOf({ masterData, extensions, headerExtensions, bodyExtensions });
  const found = respelled(sent, definitionsOf({ '@context': head.context }), to);
  if (found === undefined) return head;
  const tree = Object.entries(found.tree).filter(([name]) => Object.hasOwn(head, name));
  return { ...head, ...Object.fromEntries(tree), context: found.context };
}

/** Undefined when nothing is to be renamed, which costs no more than a look at every name. */
function respelled(
  sent: JsonObject,
  definitions: Definitions,
  to: Binding,
): { tree: JsonObject; context: Record<string, string | JsonObject> } | undefined {
  const isUnusual = (namespace: string | undefined) =>
    namespace !== undefined && namespace !== usual[to] && spellings.has(namespace);
  /** What the name is called in one of the unusual namespaces. */
  const localIn = (name: string): string | undefined => {
    const { namespace, local } = expandedName(name.startsWith('@') ? name.slice(1) : name, definitions);
    return isUnusual(namespace) ? local : undefined;
  };
  if (!hasName(sent, (name) => localIn(name) !== undefined)) return undefined;
  const spoken = new Set(prefixesIn(sent));
  const prefix = to === 'json' ? 'cbvmda' : prefixFor(usual.xml, definitions, spoken);
  const rename = (name: string): string => {
    const local = name.includes(':') ? localIn(name) : undefined;
    return local === undefined ? name : `${name.startsWith('@') ? '@' : ''}${prefix}:${local}`;
  };
  const kept = [...definitions].filter(([name]) => spoken.has(name) || !isUnusual(namespaceOf(name, definitions)));
  const context = new Map(kept.map(([name, meaning]) => [rename(name), meaning]));
  if (to === 'xml' && !context.has(prefix)) context.set(prefix, usual.xml);
  return { tree: renamed(sent, rename), context: Object.fromEntries(context) };
}

function hasName(value: Json, fits: (name: string) => boolean): boolean {
  if (Array.isArray(value)) return value.some((item) => hasName(item, fits));
  if (!isJsonObject(value)) return false;
  for (const name in value) if ((name.includes(':') && fits(name)) || hasName(value[name] ?? null, fits)) return true;
  return false;
}

/** A prefix that means the namespace already, or the first number behind the usual one that is free. */
function prefixFor(namespace: string, definitions: Definitions, spoken: ReadonlySet<string>): string {
  for (const name of definitions.keys()) if (namespaceOf(name, definitions) === namespace) return name;
  let number = 2;
  while (definitions.has(`cbvmda${number}`) || spoken.has(`cbvmda${number}`)) number++;
  return `cbvmda${number}`;
}

/** The same tree under other names. What two spellings of one name say stands in one list, in the order sent. */
function renamed(object: JsonObject, rename: (name: string) => string): JsonObject {
  const members = new Map<string, Json>();
  for (const [name, value] of Object.entries(object)) {
    const called = rename(name);
    const before = members.get(called);
    const inside = renamedValue(value, rename);
    members.set(called, before === undefined ? inside : [before, inside].flat());
  }
  return Object.fromEntries(members);
}

function renamedValue(value: Json, rename: (name: string) => string): Json {
  if (Array.isArray(value)) return value.map((item) => renamedValue(item, rename));
  return isJsonObject(value) ? renamed(value, rename) : value;
}
