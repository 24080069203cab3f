import { isJsonObject, type Json, type JsonObject } from '../wire/json.ts';

/** What prefixes are to be called instead. */
export type Renames = ReadonlyMap<string, string>;

/**
 * The object with prefixes renamed in member names, attributes' among them, and in CURIEs. `theirs`: it stands inside an
 * extension, where every text may be a CURIE.
 */
export function renamedMembers(object: JsonObject, renames: Renames, theirs = false): JsonObject {
  const entries = Object.entries(object);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const inside = theirs || name.includes(':');
      // The one text of the standard that is never a CURIE (EPCIS 2.0 JSON-LD context: xsd:string).
      const kept = name === 'stringValue' && !inside;
      return [renamedName(name, renames), kept ? value : renamed(value, renames, inside)];
    }),
  );
}

function renamed(value: Json, renames: Renames, theirs: boolean): Json {
  if (typeof value === 'string') return renamedText(value, renames);
  if (Array.isArray(value)) return value.map((item) => renamed(item, renames, theirs));
  return isJsonObject(value) ? renamedMembers(value, renames, theirs) : value;
}

const renamedName = (name: string, renames: Renames): string =>
  name.startsWith('@') ? `@${renamedText(name.slice(1), renames)}` : renamedText(name, renames);

function renamedText(text: string, renames: Renames): string {
  const colon = text.indexOf(':');
  const name = colon < 0 || text.startsWith('//', colon + 1) ? undefined : renames.get(text.slice(0, colon));
  return name === undefined ? text : name + text.slice(colon);
}
