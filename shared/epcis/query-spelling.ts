import { inFull } from './canonical-leaf.ts';
import { type Definitions, namespaceOf } from './prefixes.ts';
import type { QueryMessage, QueryValue } from './query-message.ts';
import type { VocabularyField } from './vocabulary.ts';

/** Parameters whose values are words of CBV (EPCIS 2.0 §8.2.7.1). */
const fields: ReadonlyMap<string, VocabularyField> = new Map([
  ['EQ_bizStep', 'bizStep'],
  ['EQ_disposition', 'disposition'],
  ['EQ_persistentDisposition_set', 'disposition'],
  ['EQ_persistentDisposition_unset', 'disposition'],
  ['EQ_errorReason', 'errorReason'],
]);

/** Parameters whose names end with a word of CBV. */
const typed: readonly (readonly [start: string, field: VocabularyField])[] = [
  ['EQ_bizTransaction_', 'bizTransactionType'],
  ['EQ_source_', 'sourceDestType'],
  ['EQ_destination_', 'sourceDestType'],
];

type Params = QueryMessage['params'];
type Entry = readonly [name: string, value: QueryValue];

/** The parameters with each CBV word in another spelling; every other value as it is. Names may meet so. */
export function spelledWords(params: Params, spell: (field: VocabularyField, word: string) => string): Entry[] {
  return Object.entries(params).map(([name, value]): Entry => {
    const [start, ofName] = typed.find(([begin]) => name.startsWith(begin)) ?? [];
    if (start !== undefined && ofName !== undefined) return [start + spell(ofName, name.slice(start.length)), value];
    const field = fields.get(name);
    return [name, field === undefined ? value : eachText(value, (text) => spell(field, text))];
  });
}

/**
 * The parameters without CURIEs, as SOAP and EPCIS 1.2 want them: the name of a field in `namespace#local`, everything
 * else with the namespace in the place of the prefix.
 */
export function withoutCuries(params: Params, definitions: Definitions): Entry[] {
  return Object.entries(params).map(([name, value]): Entry => {
    const fullName = nameInFull(name, definitions);
    if (name === 'orderBy') return [name, eachText(value, (text) => fieldInFull(text, definitions))];
    return [fullName, eachText(value, (text) => inFull(text, definitions))];
  });
}

function nameInFull(name: string, definitions: Definitions): string {
  const [start] = typed.find(([begin]) => name.startsWith(begin)) ?? [];
  if (start !== undefined) return start + inFull(name.slice(start.length), definitions);
  const colon = name.indexOf(':');
  // A prefix may have underscores of its own: the longest one that means something is meant.
  for (let at = name.indexOf('_'); at >= 0 && at < colon; at = name.indexOf('_', at + 1)) {
    const field = name.slice(at + 1);
    const full = fieldInFull(field, definitions);
    if (full !== field) return name.slice(0, at + 1) + full;
  }
  return name;
}

/** EPCIS 1.2 §8.2.7.1: the namespace, a number sign and the local name. */
function fieldInFull(field: string, definitions: Definitions): string {
  const colon = field.indexOf(':');
  if (colon < 0 || field.startsWith('//', colon + 1)) return field;
  const namespace = namespaceOf(field.slice(0, colon), definitions);
  // CBV names its attributes `urn:epcglobal:cbv:mda#lotNumber`; the colon at the end is that of the JSON context.
  return namespace === undefined ? field : `${namespace.replace(/^(urn:.*):$/, '$1')}#${field.slice(colon + 1)}`;
}

/** The value with each of its texts changed. */
export function eachText(value: QueryValue, change: (text: string) => string): QueryValue {
  if (typeof value === 'string') return change(value);
  return isList(value) ? value.map(change) : value;
}

/** The compiler does not take `Array.isArray` for lists that must not be changed. */
export const isList = (value: QueryValue): value is readonly string[] => Array.isArray(value);
