import { isJsonObject, type Json } from '../wire/json.ts';

/** What a prefix may look like; times and sentences with a colon do not. */
const prefix = /^[^\s\d:/?#[\]@][^\s:/?#[\]@]*$/;

/** The prefixes with which texts inside a value begin, if these are CURIEs; each once. Full URIs have none. */
export function prefixesIn(value: Json): string[] {
  const found = new Set<string>();
  collect(value, found);
  return [...found];
}

function collect(value: Json, found: Set<string>): void {
  if (typeof value === 'string') {
    const before = prefixOf(value);
    if (before !== undefined) found.add(before);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
  } else if (isJsonObject(value)) {
    for (const name in value) collect(value[name] ?? null, found);
  }
}

function prefixOf(text: string): string | undefined {
  if (text.startsWith('urn:')) return undefined;
  const colon = text.indexOf(':');
  if (colon <= 0 || text.startsWith('//', colon + 1)) return undefined;
  const before = text.slice(0, colon);
  return prefix.test(before) ? before : undefined;
}
