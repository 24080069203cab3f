import type { EpcisHead } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { translateEpcs } from '#shared/epcis/translate-epcs.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { isExactNumber } from '#shared/wire/exact-number.ts';

/** A tree that `toEqual` can compare: numbers are their digits, extensions are lists, since their order counts. */
type Comparable = string | boolean | Comparable[] | { [name: string]: Comparable };

/** A CURIE or a name written in full. */
export interface Expand {
  text(text: string): string;
  name(name: string): string;
}

/**
 * What must be the same of an event after any way through the codecs: everything, with CURIEs written in full, names as
 * `{namespace}local`, and lists, nulls and structures that say nothing left out. Prefixes may change.
 */
export function comparable(event: EpcisEvent): Comparable {
  return structure(event, expansion(event['@context'] ?? {}));
}

/** The same for ways on which identifiers are translated: any spelling of a GS1 key stands for the key. */
export const comparableInKeys = (event: EpcisEvent): Comparable => comparable(translateEpcs(event, canonicalEpc));

/** What must be the same of what stands around the events. The version and the outermost element are the form's own. */
export function comparableHead(head: EpcisHead): Comparable {
  const { context, id, creationDate, sender, receiver, instanceIdentifier, queryName, subscriptionID } = head;
  const expand = expansion(context);
  const said = { id, creationDate, sender, receiver, instanceIdentifier, queryName, subscriptionID };
  return withoutNothing({
    ...Object.fromEntries(Object.entries(said).map(([name, text]): [string, Comparable] => [name, text ?? []])),
    masterData: (head.masterData ?? []).map((list) => structure(list, expand)),
    extensions: extensionsOf(head.extensions ?? {}, expand),
    headerExtensions: extensionsOf(head.headerExtensions ?? {}, expand),
    bodyExtensions: extensionsOf(head.bodyExtensions ?? {}, expand),
  });
}

/** The namespaces of the EPCIS 2.0 context and of XML itself, written down again so that the library is not held against itself. */
const standardPrefixes: Record<string, string> = {
  epcis: 'https://ref.gs1.org/epcis/',
  cbv: 'https://ref.gs1.org/cbv/',
  gs1: 'https://gs1.org/voc/',
  cbvmda: 'urn:epcglobal:cbv:mda:',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  owl: 'http://www.w3.org/2002/07/owl#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  dcterms: 'http://purl.org/dc/terms/',
  xml: 'http://www.w3.org/XML/1998/namespace',
};

/** Expands with the prefixes of a context, and with those of the standard. */
export function expansion(context: object): Expand {
  const own = new Map(Object.entries(context).map(([name, meaning]) => [name, namespaceIn(meaning)]));
  const builtIn = new Map(Object.entries(standardPrefixes));
  const split = (name: string) => ({
    prefix: name.slice(0, name.indexOf(':')),
    rest: name.slice(name.indexOf(':') + 1),
  });
  return {
    text: (text) => {
      const { prefix, rest } = split(text);
      const namespace = text.includes(':') && !rest.startsWith('//') ? own.get(prefix) : undefined;
      return namespace === undefined ? text : namespace + rest;
    },
    name: (name) => {
      const { prefix, rest } = split(name);
      const namespace =
        name.includes(':') && !rest.startsWith('//') ? (builtIn.get(prefix) ?? own.get(prefix)) : undefined;
      if (namespace !== undefined) return `{${namespace}}${rest}`;
      const at = Math.max(name.lastIndexOf('/'), name.lastIndexOf('#'), name.lastIndexOf(':')) + 1;
      return at === 0 ? name : `{${name.slice(0, at)}}${name.slice(at)}`;
    },
  };
}

function namespaceIn(meaning: unknown): string {
  if (typeof meaning === 'string') return meaning;
  const id = typeof meaning === 'object' && meaning !== null && '@id' in meaning ? meaning['@id'] : undefined;
  return typeof id === 'string' ? id : '';
}

/** Members whose text is never a CURIE. */
const freeText = new Set(['stringValue']);

/** A structure of the standard: its members by name, then the extensions in their order. */
function structure(holder: object, expand: Expand): Comparable {
  const members = Object.entries(holder).filter(([name]) => name !== '@context' && !name.includes(':'));
  const own = Object.entries(holder).filter(([name]) => name.includes(':'));
  const standard = members.map(([name, value]): [string, Comparable] => {
    if (name === 'attributes') return [name, masterDataAttributes(value, expand)];
    if (name === 'sensorMetadata') return [name, readings(value, expand)];
    if (name === 'sensorReport') return [name, Array.isArray(value) ? value.map((each) => readings(each, expand)) : []];
    if (name === 'certificationInfo') return [name, member(Array.isArray(value) ? value : [value], expand)];
    return [name, freeText.has(name) ? String(value) : member(value, expand)];
  });
  return withoutNothing({ ...Object.fromEntries(standard), extensions: extensionsOf(Object.fromEntries(own), expand) });
}

/**
 * XML says sensor data in attributes, which have no types and no order: of what others added there, a number is its
 * digits, and names are sorted.
 */
function readings(holder: unknown, expand: Expand): Comparable {
  const all = structure(Object(holder), expand);
  if (typeof all !== 'object' || Array.isArray(all) || !Array.isArray(all['extensions'])) return all;
  const plain = all['extensions'].map((entry) => {
    const [name = '', values] = Array.isArray(entry) ? entry : [];
    return [name, Array.isArray(values) ? values.map(inText) : []];
  });
  return { ...all, extensions: plain.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)) };
}

const inText = (value: Comparable): Comparable => {
  if (typeof value === 'boolean') return String(value);
  return isNumber(value) ? value.number : value;
};

/** XML repeats the attribute for each of its values, and knows them as text only. */
function masterDataAttributes(list: unknown, expand: Expand): Comparable[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap(({ id, attribute }) => {
    const texts = occurrences(attribute ?? '', expand).map(inText);
    return texts.map((value) => ({ id: expand.text(inFull(String(id))), value }));
  });
}

/** The names of master data are URIs in XML, and may be CURIEs of the standard in JSON. */
const inFull = (id: string): string => id.replace(/^cbvmda:/, 'urn:epcglobal:cbv:mda:');

const isNumber = (value: Comparable): value is { number: string } =>
  typeof value === 'object' && !Array.isArray(value) && typeof value['number'] === 'string';

function member(value: unknown, expand: Expand): Comparable {
  if (Array.isArray(value)) return value.map((item) => member(item, expand));
  if (typeof value === 'string') return expand.text(value);
  if (typeof value === 'boolean') return value;
  if (isExactNumber(value) || typeof value === 'number') return { number: digitsOf(value) };
  return typeof value === 'object' && value !== null ? structure(value, expand) : [];
}

/** Absent, null, an empty list and an empty structure are one. */
function withoutNothing(members: Record<string, Comparable>): Record<string, Comparable> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => !saysNothing(value)));
}

const saysNothing = (value: Comparable): boolean => typeof value === 'object' && Object.keys(value).length === 0;

const digitsOf = (value: unknown): string => JSON.stringify(value);

/** Names in full with all their values, in the order of their first occurrence. Two prefixes of one namespace are one name. */
function extensionsOf(holder: object, expand: Expand): Comparable[] {
  const found = new Map<string, Comparable[]>();
  for (const [name, value] of Object.entries(holder)) {
    const full = name.startsWith('@') ? `@${expand.name(name.slice(1))}` : expand.name(name);
    const values = occurrences(value, expand);
    if (values.length > 0) found.set(full, [...(found.get(full) ?? []), ...values]);
  }
  return [...found].map(([name, values]) => [name, values]);
}

/** XML has no lists: a list of lists repeats the name for every value. */
function occurrences(value: unknown, expand: Expand): Comparable[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value.flatMap((item) => occurrences(item, expand)) : [single(value, expand)];
}

function single(value: unknown, expand: Expand): Comparable {
  if (typeof value === 'string') return expand.text(value);
  if (typeof value === 'boolean') return value;
  if (isExactNumber(value) || typeof value === 'number') return { number: digitsOf(value) };
  const members: Record<string, unknown> = Object(value);
  if (isTyped(members)) return typedValue(members, expand);
  const { '#text': text, ...rest } = members;
  const attributes = Object.entries(rest).filter(([name]) => name.startsWith('@'));
  const elements = Object.entries(rest).filter(([name]) => !name.startsWith('@'));
  const inside = [
    ...extensionsOf(Object.fromEntries(attributes), expand),
    ...(text === undefined ? [] : [['#text', single(text, expand)]]),
    ...extensionsOf(Object.fromEntries(elements), expand),
  ];
  // An element with nothing but text is its text, and an empty one is empty text.
  if (inside.length === 0) return '';
  return inside.length === 1 && text !== undefined ? single(text, expand) : inside;
}

const numeric =
  /^xsd:(decimal|integer|int|long|short|byte|double|float|(non)?(Positive|Negative|positive|negative)Integer)$/;
const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** A value object of JSON-LD. XML has its language as an attribute. */
const isTyped = (members: Record<string, unknown>): boolean =>
  members['@value'] !== undefined &&
  Object.keys(members).every((name) => name === '@value' || name === '@type' || name === '@language');

function typedValue(members: Record<string, unknown>, expand: Expand): Comparable {
  const { '@value': value, '@language': language } = members;
  if (language !== undefined) return single({ '@xml:lang': language, '#text': value }, expand);
  const type = String(members['@type']);
  if (typeof value !== 'string') return single(value, expand);
  if (numeric.test(type) && jsonNumber.test(value)) return { number: value };
  return type === 'xsd:boolean' && (value === 'true' || value === 'false') ? value === 'true' : expand.text(value);
}
