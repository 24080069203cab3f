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
  const definer = new Definer(merged, spoken);
  return {
    admit(event) {
      const { '@context': context, ...rest } = eventAsJson(event);
      const own = definitionsIn(context);
      const texts = prefixesIn(rest).filter((prefix) => !own.has(prefix));
      if (texts.some((prefix) => merged.has(prefix)))
        return jsonAsEvent({ '@context': Object.fromEntries(own), ...rest });
      for (const prefix of texts) spoken.add(prefix);
      const renames = definer.add(own);
      if (renames.size > 0) return jsonAsEvent(renamedMembers(rest, renames));
      return context === undefined ? event : jsonAsEvent(rest);
    },
    context: () => Object.fromEntries(merged),
  };
}

/** A merger for the events of a document with this head: no prefix of theirs becomes one in its texts. */
export const contextMergerFor = (head: EpcisHead): ContextMerger => contextMerger({}, textPrefixesIn(head));

/** What texts around the events begin with although it is no prefix there. */
export const textPrefixesIn = ({
  context,
  masterData,
  extensions,
  headerExtensions,
  bodyExtensions,
}: EpcisHead): string[] =>
  prefixesIn(treeOf({ masterData, extensions, headerExtensions, bodyExtensions })).filter(
    (prefix) => !Object.hasOwn(context, prefix),
  );

const definitionsIn = (context: Json | undefined): Map<string, Meaning> => {
  const entries = isJsonObject(context) ? Object.entries(context) : [];
  return new Map(entries.flatMap(([name, meaning]) => (isMeaning(meaning) ? [[name, meaning] as const] : [])));
};

const isMeaning = (value: Json): value is Meaning => typeof value === 'string' || isJsonObject(value);

/** Adds definitions to others; answers the prefixes that had to be renamed. */
export const addDefinitions = (own: ReadonlyMap<string, Meaning>, merged: Map<string, Meaning>): Renames =>
  new Definer(merged, new Set()).add(own);

type About = readonly (readonly [term: string, meaning: Meaning])[];

/** Adds the definitions of one event after the other, in a time that does not grow with what stands there already. */
class Definer {
  readonly #merged: Map<string, Meaning>;
  readonly #forbidden: ReadonlySet<string>;
  /** What a prefix with these meanings was renamed to last. */
  readonly #renamed = new Map<string, string>();
  /** The number to try next behind a prefix. */
  readonly #next = new Map<string, number>();

  /** `forbidden`: what must not become a prefix; it may grow. */
  constructor(merged: Map<string, Meaning>, forbidden: ReadonlySet<string>) {
    this.#merged = merged;
    this.#forbidden = forbidden;
  }

  add(own: ReadonlyMap<string, Meaning>): Renames {
    const renames = new Map<string, string>();
    // Two prefixes of one event must not become one, even where they mean the same: members would fall together.
    const taken = new Set(own.keys());
    for (const [prefix, about] of byPrefix(own)) {
      const name = this.#fits(prefix, prefix, about) ? prefix : this.#freeName(prefix, about, taken);
      if (name !== prefix) renames.set(prefix, name);
      taken.add(name);
      for (const [term, meaning] of about) this.#merged.set(name + term.slice(prefix.length), meaning);
    }
    return renames;
  }

  /** True when the name stands for the same as the prefix, or for nothing yet. */
  #fits(name: string, prefix: string, about: About): boolean {
    if (isBuiltIn(name) || this.#forbidden.has(name)) return false;
    return about.every(([term, meaning]) => {
      const other = this.#merged.get(name + term.slice(prefix.length));
      return other === undefined || other === meaning || canonicalJson(other) === canonicalJson(meaning);
    });
  }

  /** The name that was found before, or the prefix with the first number that fits. */
  #freeName(prefix: string, about: About, taken: ReadonlySet<string>): string {
    const isFree = (name: string | undefined): name is string =>
      name !== undefined && !taken.has(name) && this.#fits(name, prefix, about);
    const whole = `${prefix} ${canonicalJson(about.map(([term, meaning]) => [term, meaning]))}`;
    const namespace = `${prefix} ${canonicalJson(about.find(([term]) => term === prefix)?.[1] ?? '')}`;
    const before = [this.#renamed.get(whole), this.#renamed.get(namespace)].find(isFree);
    const name = before ?? this.#numbered(prefix, isFree);
    this.#renamed.set(whole, name);
    if (!this.#renamed.has(namespace)) this.#renamed.set(namespace, name);
    return name;
  }

  /** What was tried once is not tried again: it stands for something by now. */
  #numbered(prefix: string, isFree: (name: string) => boolean): string {
    let number = this.#next.get(prefix) ?? 2;
    while (!isFree(`${prefix}${number}`)) number++;
    this.#next.set(prefix, number + 1);
    return `${prefix}${number}`;
  }
}

/** The prefixes, each with its own meaning and those of the CURIEs that begin with it. */
function byPrefix(own: ReadonlyMap<string, Meaning>): Map<string, About> {
  const found = new Map<string, [string, Meaning][]>();
  for (const [prefix, meaning] of own) if (!prefix.includes(':')) found.set(prefix, [[prefix, meaning]]);
  for (const [term, meaning] of own) {
    const colon = term.indexOf(':');
    if (colon >= 0) found.get(term.slice(0, colon))?.push([term, meaning]);
  }
  return found;
}
