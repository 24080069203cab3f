import { isJsonObject, type Json } from '../wire/json.ts';
import { attributeName } from './attribute-members.ts';
import { sorted } from './canonical-fields.ts';
import { canonicalMember } from './canonical-leaf.ts';
import { type Definitions, isFullUri, LATER_EPCIS_1, namespaceOf } from './prefixes.ts';
import { isTypedValue } from './typed-value.ts';

const LATER = `{${LATER_EPCIS_1}}`;
/** The language of a text is told beside it in JSON-LD, and is no data there. */
const XML = '{http://www.w3.org/XML/1998/namespace}';

/**
 * The members of `holder` that the standard does not know, in the event hash's spelling: `{namespace}local=value`,
 * sorted at every level. Comments are no data, nor is what a later EPCIS 1 would have put into an XML `extension`.
 */
export function canonicalExtensions(holder: Json | undefined, definitions: Definitions): string {
  if (!isJsonObject(holder)) return '';
  const own: string[] = [];
  for (const name of Object.keys(holder))
    if (name.includes(':') && name !== 'rdfs:comment' && !expanded(name, definitions).startsWith(LATER))
      own.push(...member(name, holder[name] ?? null, definitions));
  return own.length === 0 ? '' : sorted(own);
}

/** One text per occurrence: an array repeats its name. Null says nothing (JSON-LD 1.1). */
function member(name: string, value: Json, definitions: Definitions): string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => member(name, item, definitions));
  if (!isJsonObject(value)) return [`${expanded(name, definitions)}=${canonicalMember(name, value, definitions)}`];
  // What JSON-LD says about a text or number beside it is no data.
  if (isTypedValue(value)) return member(name, value['@value'] ?? null, definitions);
  const { '#text': text, ...rest } = value;
  const inner = Object.entries(rest).filter(
    ([inside]) => inside !== 'rdfs:comment' && !expanded(inside, definitions).startsWith(XML),
  );
  const members = sorted(inner.flatMap(([inside, v]) => member(inside, v, definitions)));
  // A structure without members is an empty element in XML, and that is empty text.
  const own =
    text === undefined && members !== '' ? [expanded(name, definitions)] : member(name, text ?? '', definitions);
  return [own.join('') + members];
}

/**
 * `{namespace}local`; a name without a prefix, which only an extension's own inside may have, stays bare. An attribute's
 * `@` is not a part of its name.
 */
function expanded(member: string, definitions: Definitions): string {
  const name = member.startsWith('@') ? attributeName(member) : member;
  const colon = name.indexOf(':');
  if (colon < 0) return name;
  const isAbsolute = name.startsWith('//', colon + 1);
  const namespace = isAbsolute ? undefined : namespaceOf(name.slice(0, colon), definitions);
  if (namespace !== undefined) return `{${namespace}}${name.slice(colon + 1)}`;
  if (!isFullUri(name)) return name;
  const split = Math.max(name.lastIndexOf('/'), name.lastIndexOf('#'), name.lastIndexOf(':')) + 1;
  return `{${name.slice(0, split)}}${name.slice(split)}`;
}
