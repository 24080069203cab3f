import { isJsonObject, type Json } from '../wire/json.ts';
import { sorted } from './canonical-fields.ts';
import { canonicalMember } from './canonical-leaf.ts';
import { type Definitions, isFullUri, namespaceOf } from './prefixes.ts';

/**
 * The members of `holder` that the standard does not know, in the event hash's spelling: `{namespace}local=value`,
 * sorted at every level. Comments are no data.
 */
export function canonicalExtensions(holder: Json | undefined, definitions: Definitions): string {
  if (!isJsonObject(holder)) return '';
  const own = Object.entries(holder).filter(([name]) => name.includes(':') && name !== 'rdfs:comment');
  return sorted(own.flatMap(([name, value]) => member(name, value, definitions)));
}

/** One text per occurrence: an array repeats its name. */
function member(name: string, value: Json, definitions: Definitions): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => member(name, item, definitions));
  if (!isJsonObject(value)) return [`${expanded(name, definitions)}=${canonicalMember(name, value, definitions)}`];
  const typed = value['@value'];
  if (typed !== undefined) return member(name, typed, definitions);
  const inner = Object.entries(value).filter(([inside]) => inside !== 'rdfs:comment');
  return [expanded(name, definitions) + sorted(inner.flatMap(([inside, v]) => member(inside, v, definitions)))];
}

/** `{namespace}local`; a name without a prefix, which only an extension's own inside may have, stays bare. */
function expanded(name: string, definitions: Definitions): string {
  const colon = name.indexOf(':');
  if (colon < 0) return name;
  const namespace = namespaceOf(name.slice(0, colon), definitions);
  if (namespace !== undefined) return `{${namespace}}${name.slice(colon + 1)}`;
  if (!isFullUri(name)) return name;
  const split = Math.max(name.lastIndexOf('/'), name.lastIndexOf('#'), name.lastIndexOf(':')) + 1;
  return `{${name.slice(0, split)}}${name.slice(split)}`;
}
