import { canonicalJson } from '../wire/canonical-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.ts';
import type { EpcisEvent } from './event.ts';
import { eventAsJson, jsonAsEvent } from './event-as-json.ts';
import { isBuiltIn } from './prefixes.ts';

export interface MergedContexts {
  /** Every definition that any of the events needs. */
  readonly context: JsonObject;
  /** The events without contexts of their own. */
  readonly events: readonly EpcisEvent[];
}

/**
 * One context for many events. Two senders may use one prefix for two namespaces: then the later event's prefix is
 * renamed, in its member names and in its CURIEs, and the event's hash stays what it was.
 */
export function mergeContexts(events: readonly EpcisEvent[]): MergedContexts {
  const merged = new Map<string, Json>();
  const bare = events.map((event) => {
    const { '@context': context, ...rest } = eventAsJson(event);
    if (!isJsonObject(context)) return event;
    const renames = admit(context, merged);
    return jsonAsEvent(renames.size === 0 ? rest : renamedMembers(rest, renames));
  });
  return { context: Object.fromEntries(merged), events: bare };
}

type Renames = ReadonlyMap<string, string>;

/** Adds one event's definitions; answers the prefixes that had to be renamed. */
function admit(context: JsonObject, merged: Map<string, Json>): Renames {
  const renames = new Map<string, string>();
  for (const prefix of Object.keys(context).filter((name) => !name.includes(':'))) {
    const about = Object.entries(context).filter(([name]) => name === prefix || name.startsWith(`${prefix}:`));
    const name = freeName(prefix, about, merged);
    if (name !== prefix) renames.set(prefix, name);
    for (const [term, meaning] of about) merged.set(name + term.slice(prefix.length), meaning);
  }
  return renames;
}

/** The prefix itself, or with the first number that makes it stand for the same or for nothing yet. */
function freeName(prefix: string, about: readonly [string, Json][], merged: ReadonlyMap<string, Json>): string {
  const clashes = (name: string) =>
    isBuiltIn(name) ||
    about.some(([term, meaning]) => {
      const other = merged.get(name + term.slice(prefix.length));
      return other !== undefined && canonicalJson(other) !== canonicalJson(meaning);
    });
  let name = prefix;
  for (let number = 2; clashes(name); number++) name = `${prefix}${number}`;
  return name;
}

function renamedMembers(object: JsonObject, renames: Renames): JsonObject {
  const entries = Object.entries(object);
  return Object.fromEntries(entries.map(([name, value]) => [renamedText(name, renames), renamed(value, renames)]));
}

function renamed(value: Json, renames: Renames): Json {
  if (typeof value === 'string') return renamedText(value, renames);
  if (Array.isArray(value)) return value.map((item) => renamed(item, renames));
  return isJsonObject(value) ? renamedMembers(value, renames) : value;
}

function renamedText(text: string, renames: Renames): string {
  const colon = text.indexOf(':');
  const name = colon < 0 || text.startsWith('//', colon + 1) ? undefined : renames.get(text.slice(0, colon));
  return name === undefined ? text : name + text.slice(colon);
}
