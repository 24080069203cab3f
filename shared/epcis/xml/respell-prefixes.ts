import { isJsonObject, type Json, type JsonObject } from '../../wire/json.ts';
import { isBuiltIn } from '../prefixes.ts';
import { prefixesIn } from '../prefixes-in.ts';

/**
 * The same tree with other prefixes in its member names and types, for texts in it begin with these and are no CURIEs.
 * Texts stay as they are. `context` says what each prefix means; the answer carries it with the new ones.
 */
export function respelled(tree: JsonObject, context: JsonObject, clashes: readonly string[]): JsonObject {
  const taken = new Set([...Object.keys(context), ...clashes, ...prefixesIn(tree)]);
  const renames = new Map<string, string>();
  for (const prefix of clashes) {
    let number = 2;
    while (taken.has(`${prefix}${number}`) || isBuiltIn(`${prefix}${number}`)) number++;
    renames.set(prefix, `${prefix}${number}`);
    taken.add(`${prefix}${number}`);
  }
  const renamed = withNames(tree, renames);
  const { type } = renamed;
  if (typeof type === 'string') renamed['type'] = newName(type, renames);
  const meanings = Object.entries(context).map(([prefix, meaning]) => [renames.get(prefix) ?? prefix, meaning]);
  return { ...renamed, '@context': Object.fromEntries(meanings) };
}

const withNames = (object: JsonObject, renames: ReadonlyMap<string, string>): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [newName(name, renames), inside(value, renames)]));

function inside(value: Json, renames: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map((item) => inside(item, renames));
  return isJsonObject(value) ? withNames(value, renames) : value;
}

function newName(name: string, renames: ReadonlyMap<string, string>): string {
  const at = name.startsWith('@') ? 1 : 0;
  const colon = name.indexOf(':');
  const prefix = colon < 0 ? undefined : renames.get(name.slice(at, colon));
  return prefix === undefined ? name : name.slice(0, at) + prefix + name.slice(colon);
}
