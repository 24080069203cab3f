import type { EpcisEvent } from '../epcis/event.ts';
import { eventAsJson, jsonAsEvent } from '../epcis/event-as-json.ts';
import { isBuiltIn, namespaceOf } from '../epcis/prefixes.ts';
import { renamedMembers } from '../epcis/rename-prefixes.ts';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.ts';
import type { EpcisMapping } from './mapping.ts';
import type { Way } from './translate-words.ts';

type Names = Pick<EpcisMapping, 'namespaces' | 'drop' | 'add'>;

/** Prefixes of the standard that others put members under: they can be renamed, and be what others are renamed to. */
const standard = ['cbvmda', 'gs1'];

/** CBV writes this namespace both ways (CBV 2.0 §9); XML senders mostly without the colon at the end. */
const inFull = (namespace: string): string => (namespace === 'urn:epcglobal:cbv:mda' ? `${namespace}:` : namespace);

/** Drops, renames and adds members of others, each named by its namespace. */
export function nameTranslator(
  { namespaces = [], drop = [], add = [] }: Names,
  way: Way,
): (event: EpcisEvent) => EpcisEvent {
  if (namespaces.length + drop.length + add.length === 0) return (event) => event;
  const renames = new Map(
    namespaces.map(({ ours, theirs }) => (way === 'out' ? [inFull(ours), theirs] : [inFull(theirs), ours])),
  );
  return (event) => {
    const kept = drop.length === 0 ? eventAsJson(event) : without(eventAsJson(event), new Set(drop.map(inFull)));
    return jsonAsEvent(added(renames.size === 0 ? kept : renamed(kept, renames), add));
  };
}

const definitionsIn = (tree: JsonObject): Map<string, string | JsonObject> =>
  new Map(
    Object.entries(isJsonObject(tree['@context']) ? tree['@context'] : {}).flatMap(([name, value]) =>
      typeof value === 'string' || isJsonObject(value) ? [[name, value] as const] : [],
    ),
  );

function without(tree: JsonObject, drop: ReadonlySet<string>): JsonObject {
  const definitions = definitionsIn(tree);
  const goes = (name: string): boolean => {
    const plain = name.startsWith('@') ? name.slice(1) : name;
    const colon = plain.indexOf(':');
    if (colon < 0) return false;
    const namespace = plain.startsWith('//', colon + 1) ? undefined : namespaceOf(plain.slice(0, colon), definitions);
    if (namespace !== undefined) return drop.has(inFull(namespace));
    return drop.has(
      plain.slice(0, Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('#'), plain.lastIndexOf(':')) + 1),
    );
  };
  const pruned = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(pruned);
    if (!isJsonObject(value)) return value;
    const entries = Object.entries(value).filter(([name]) => !goes(name));
    return Object.fromEntries(entries.map(([name, inner]) => [name, name === '@context' ? inner : pruned(inner)]));
  };
  const kept = pruned(tree);
  return isJsonObject(kept) ? kept : tree;
}

/** The event with its prefixes standing for other namespaces; those of the standard get others, since they cannot stand for anything else. */
function renamed(tree: JsonObject, renames: ReadonlyMap<string, string>): JsonObject {
  const context: Record<string, string | JsonObject> = {};
  const prefixes = new Map<string, string>();
  const definitions = definitionsIn(tree);
  for (const [name, meaning] of definitions) {
    const namespace = typeof meaning === 'string' ? meaning : namespaceOf(name, definitions);
    const next = namespace === undefined ? undefined : renames.get(inFull(namespace));
    const own =
      next === undefined ? undefined : standard.find((prefix) => namespaceOf(prefix, new Map()) === inFull(next ?? ''));
    if (own !== undefined) prefixes.set(name, own);
    else context[name] = next ?? meaning;
  }
  for (const prefix of standard) {
    const next = renames.get(namespaceOf(prefix, new Map()) ?? '');
    if (next === undefined) continue;
    const free = freePrefix(context, prefix);
    prefixes.set(prefix, free);
    context[free] = next;
  }
  const { '@context': _, ...rest } = tree;
  const members = prefixes.size === 0 ? rest : renamedMembers(rest, prefixes);
  return Object.keys(context).length === 0 ? members : { '@context': context, ...members };
}

/** A prefix that stands for nothing yet. */
function freePrefix(context: JsonObject, like: string): string {
  for (let n = 1; ; n++) {
    const name = `${like}${n}`;
    if (!Object.hasOwn(context, name) && !isBuiltIn(name)) return name;
  }
}

function added(tree: JsonObject, add: NonNullable<Names['add']>): JsonObject {
  if (add.length === 0) return tree;
  const context: Record<string, Json> = Object.fromEntries(definitionsIn(tree));
  const onEvent: Record<string, Json> = {};
  const onIlmd: Record<string, Json> = {};
  for (const { on, namespace, name, value } of add) {
    const known = [...standard, ...Object.keys(context)].find(
      (prefix) => namespaceOf(prefix, definitionsIn({ '@context': context })) === inFull(namespace),
    );
    const prefix = known ?? freePrefix(context, 'added');
    if (known === undefined) context[prefix] = namespace;
    (on === 'event' ? onEvent : onIlmd)[`${prefix}:${name}`] = value;
  }
  const ilmd = isJsonObject(tree['ilmd']) ? tree['ilmd'] : {};
  // Only what has master data of units takes more of it.
  const hasIlmd = Object.keys(onIlmd).length > 0 && mayHaveIlmd(tree);
  const { '@context': _, ...rest } = tree;
  const members = { ...rest, ...onEvent, ...(hasIlmd && { ilmd: { ...ilmd, ...onIlmd } }) };
  return Object.keys(context).length === 0 ? members : { '@context': context, ...members };
}

const mayHaveIlmd = ({ type, action }: JsonObject): boolean =>
  type === 'TransformationEvent' || (type === 'ObjectEvent' && action === 'ADD');
