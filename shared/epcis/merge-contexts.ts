import { canonicalJson } from '../wire/canonical-json.ts';
import { isJsonObject, type Json } from '../wire/json.ts';
import type { EpcisHead } from './document.ts';
import type { Context, EpcisEvent } from './event.ts';
import { eventAsJson, jsonAsEvent, treeOf } from './event-as-json.ts';
import { isBuiltIn } from './prefixes.ts';
import { prefixesIn } from './prefixes-in.ts';
import { type Renames, renamedMembers } from './rename-prefixes.ts';

type Meaning = Context[string];

/** Finds one context for many events. */
export interface ContextMerger {
  /**
   * The event under the common context, without a context of its own. Two senders may use one prefix for two namespaces:
   * then the later event's prefix is renamed, in its member names and in its CURIEs, and the event's hash stays what it
   * was. An event with a text that the common context would take for a CURIE is answered as it came, with an `@context`
   * that is complete, and perhaps empty.
   */
  admit(event: EpcisEvent): EpcisEvent;
  /** Every definition that the events admitted so far need. The same events in the same order give the same. */
  context(): Record<string, Meaning>;
}

/**
 * A merger that starts with the definitions given. `spokenAround`: what texts around the events begin with although it is
 * no prefix there.
 */
export function contextMerger(given: Context = {}, spokenAround: readonly string[] = []): ContextMerger {
  const merged = new Map<string, Meaning>(Object.entries(given));
  /** What texts of events begin with although it is no prefix there; it must not become one. */
  const spoken = new Set(spokenAround);
  return {
    admit(event) {
      const { '@context': context, ...rest } = eventAsJson(event);
      const own = definitionsIn(context);
      const texts = prefixesIn(rest).filter((prefix) => !own.has(prefix));
      if (texts.some((prefix) => merged.has(prefix)))
        return jsonAsEvent({ '@context': Object.fromEntries(own), ...rest });
      for (const prefix of texts) spoken.add(prefix);
      const renames = addDefinitions(own, merged, spoken);
      if (renames.size > 0) return jsonAsEvent(renamedMembers(rest, renames));
      return context === undefined ? event : jsonAsEvent(rest);
    },
    context: () => Object.fromEntries(merged),
  };
}

/** A merger for the events of a document with this head: no prefix of theirs becomes one in its texts. */
export const contextMergerFor = ({ context, masterData, extensions, headerExtensions, bodyExtensions }: EpcisHead) =>
  contextMerger(
    {},
    prefixesIn(treeOf({ masterData, extensions, headerExtensions, bodyExtensions })).filter(
      (prefix) => !Object.hasOwn(context, prefix),
    ),
  );

const definitionsIn = (context: Json | undefined): Map<string, Meaning> => {
  const entries = isJsonObject(context) ? Object.entries(context) : [];
  return new Map(entries.flatMap(([name, meaning]) => (isMeaning(meaning) ? [[name, meaning] as const] : [])));
};

const isMeaning = (value: Json): value is Meaning => typeof value === 'string' || isJsonObject(value);

/** Adds definitions to others; answers the prefixes that had to be renamed. `forbidden`: what must not become a prefix. */
export function addDefinitions(
  own: ReadonlyMap<string, Meaning>,
  merged: Map<string, Meaning>,
  forbidden: ReadonlySet<string> = new Set(),
): Renames {
  const renames = new Map<string, string>();
  // Two prefixes of one event must not become one, even where they mean the same: members would fall together.
  const taken = new Set(own.keys());
  for (const prefix of own.keys()) {
    if (prefix.includes(':')) continue;
    const about = [...own].filter(([name]) => name === prefix || name.startsWith(`${prefix}:`));
    const mayBe = (name: string) => !forbidden.has(name) && (name === prefix || !taken.has(name));
    const name = freeName(prefix, about, merged, mayBe);
    if (name !== prefix) renames.set(prefix, name);
    taken.add(name);
    for (const [term, meaning] of about) merged.set(name + term.slice(prefix.length), meaning);
  }
  return renames;
}

/** The prefix itself, or with the first number that makes it stand for the same or for nothing yet. */
function freeName(
  prefix: string,
  about: readonly (readonly [string, Meaning])[],
  merged: ReadonlyMap<string, Meaning>,
  mayBe: (name: string) => boolean,
): string {
  const clashes = (name: string) =>
    isBuiltIn(name) ||
    !mayBe(name) ||
    about.some(([term, meaning]) => {
      const other = merged.get(name + term.slice(prefix.length));
      return other !== undefined && canonicalJson(other) !== canonicalJson(meaning);
    });
  let name = prefix;
  for (let number = 2; clashes(name); number++) name = `${prefix}${number}`;
  return name;
}
