import type { Definitions } from '#shared/epcis/prefixes.ts';
import { namespaceOf } from '#shared/epcis/prefixes.ts';
import { isJsonObject, type Json } from '#shared/wire/json.ts';
import { type Tally, tally } from './tally.ts';

/** Members beyond the standard, by namespace. */
export interface ExtensionTally {
  add(tree: Json, definitions: Definitions): void;
  rows(): { namespace: string; names: [name: string, count: number][] }[];
}

/** More namespaces than any sender has. */
const MOST = 100;

/** Counts the extension members of trees, at every depth. */
export function extensionTally(): ExtensionTally {
  const spaces = new Map<string, Tally>();
  const note = (name: string, definitions: Definitions) => {
    const { namespace, local } = taken(name, definitions);
    const names = spaces.get(namespace) ?? tally(200);
    if (spaces.has(namespace) || spaces.size < MOST) spaces.set(namespace, names);
    names.add(local);
  };
  const add = (tree: Json, definitions: Definitions): void => {
    if (Array.isArray(tree)) {
      for (const item of tree) if (typeof item === 'object') add(item, definitions);
    } else if (isJsonObject(tree)) {
      for (const [name, inner] of Object.entries(tree)) {
        if (name.startsWith('@context')) continue;
        if (name.includes(':')) note(name.replace(/^@/, ''), definitions);
        if (typeof inner === 'object') add(inner, definitions);
      }
    }
  };
  return {
    add,
    rows: () =>
      [...spaces]
        .map(([namespace, names]) => ({ namespace, names: names.rows() }))
        .toSorted((a, b) => (a.namespace < b.namespace ? -1 : 1)),
  };
}

/** A member's name taken apart into namespace and local name. */
export function taken(name: string, definitions: Definitions): { namespace: string; local: string } {
  const colon = name.indexOf(':');
  const namespace = namespaceOf(name.slice(0, colon), definitions);
  if (namespace !== undefined) return { namespace, local: name.slice(colon + 1) };
  const end = Math.max(name.lastIndexOf('/'), name.lastIndexOf('#'), name.lastIndexOf(':')) + 1;
  return { namespace: name.slice(0, end), local: name.slice(end) };
}
