import { isJsonObject, type Json } from '../wire/json.ts';
import { canonicalMember, inFull } from './canonical-leaf.ts';
import type { Definitions } from './prefixes.ts';
import { type VocabularyField, webUri } from './vocabulary.ts';

/** Spells one field of the event hash's text. */
export type Render = (name: string, value: Json, definitions: Definitions) => string;

export type Fields = readonly (readonly [name: string, render: Render])[];

/** The fields that are there, in the order given. */
export function fieldsOf(holder: Json, fields: Fields, definitions: Definitions): string {
  if (!isJsonObject(holder)) return '';
  let text = '';
  for (const [name, render] of fields) {
    const value = holder[name];
    if (value !== undefined) text += render(name, value, definitions);
  }
  return text;
}

export const simple: Render = (name, value, definitions) => `${name}=${canonicalMember(name, value, definitions)}`;
export const verbatim: Render = (name, value) => `${name}=${value}`;

/** A word of CBV, as a web URI. */
export const word =
  (field: VocabularyField): Render =>
  (name, value, definitions) =>
    `${name}=${inFull(webUri(field, String(value)), definitions)}`;

/** A list is its name once and its members sorted; an empty one is nothing. */
export const list =
  (item: (value: Json, definitions: Definitions) => string): Render =>
  (name, value, definitions) =>
    Array.isArray(value) && value.length > 0 ? name + sorted(value.map((each) => item(each, definitions))) : '';

const surrogate = /[\ud800-\udfff]/;

/** Parts in code point order, each behind its lead. The engine's own order is by UTF-16 and much faster, and mostly the same. */
export function sorted(parts: string[], lead = ''): string {
  const text = lead + parts.sort().join(lead);
  return surrogate.test(text) ? lead + parts.sort(byCodePoint).join(lead) : text;
}

/** UTF-8 orders like code points; UTF-16 does not above the basic plane. */
function byCodePoint(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}
