import type { Json, JsonObject } from '../../wire/json.ts';
import type { Extensible } from '../event.ts';
import { type Definitions, isFullUri, namespaceOf } from '../prefixes.ts';

/** Both spellings of the master data namespace, and that of attribute identifiers (CBV 2.0 §9). */
const masterData = ['urn:epcglobal:cbv:mda#', 'urn:epcglobal:cbv:mda:', 'urn:epcglobal:cbv:mda'];

/** A member's name in full: namespace and local name, one behind the other. A name without a prefix stands for itself. */
export function fullName(name: string, definitions: Definitions): string {
  if (isFullUri(name)) return name;
  const colon = name.indexOf(':');
  const namespace = colon < 0 ? undefined : namespaceOf(name.slice(0, colon), definitions);
  return namespace === undefined ? name : namespace + name.slice(colon + 1);
}

/** What a name calls itself, without its prefix or namespace. */
export const localName = (name: string): string =>
  name.slice(1 + Math.max(...[':', '/', '#', '@'].map((mark) => name.lastIndexOf(mark))));

/** The local name of a master data attribute of CBV, however it is spelled; undefined for everybody else's. */
export function masterDataName(name: string, definitions: Definitions): string | undefined {
  const full = fullName(name, definitions);
  const namespace = masterData.find((prefix) => full.startsWith(prefix));
  return namespace === undefined ? undefined : full.slice(namespace.length);
}

/** The member with the full name; undefined when there is none. */
export function memberNamed(
  holder: Extensible,
  full: string,
  definitions: Definitions,
): { name: string; value: Json } | undefined {
  for (const [name, value] of Object.entries(holder)) if (fullName(name, definitions) === full) return { name, value };
  return undefined;
}

/** The member with the local name, whatever its prefix: for structures that are one namespace's throughout. */
export function memberCalled(holder: JsonObject, local: string): Json | undefined {
  return Object.entries(holder).find(([name]) => localName(name) === local)?.[1];
}
