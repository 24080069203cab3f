import { isJsonObject, type Json, type JsonObject } from '../wire/json.ts';
import type { Context } from './event.ts';
import { JSON_BINDING, type Problem, problem, under } from './problem.ts';

/** The context that every EPCIS 2.0 JSON document names. Never fetched: what it defines is built in. */
export const EPCIS_CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

/** Prefixes of the EPCIS 2.0 context. It protects them; for a document that redefines one all the same see `apartFromStandard`. */
const builtIn: ReadonlyMap<string, string> = new Map([
  ['epcis', 'https://ref.gs1.org/epcis/'],
  ['cbv', 'https://ref.gs1.org/cbv/'],
  ['gs1', 'https://gs1.org/voc/'],
  ['cbvmda', 'urn:epcglobal:cbv:mda:'],
  ['rdf', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'],
  ['rdfs', 'http://www.w3.org/2000/01/rdf-schema#'],
  ['owl', 'http://www.w3.org/2002/07/owl#'],
  ['xsd', 'http://www.w3.org/2001/XMLSchema#'],
  ['dcterms', 'http://purl.org/dc/terms/'],
]);

/** What later versions of EPCIS 1 would put into `extension` has no namespace (EPCIS 1.2 §9.1). In the tree it needs a name in full. */
export const LATER_EPCIS_1 = 'urn:epcglobal:epcis:xsd:1:';

/** What a document, or a document and one of its events, define beyond the standard. */
export type Definitions = ReadonlyMap<string, string | JsonObject>;

/** More than any sender defines; every event with a context of its own looks at all of them. */
const MOST_DEFINITIONS = 1000;

/** The definitions of a `@context` member, on top of those of the document around it. */
export function readContext(context: Json, outer: Definitions = new Map()): Map<string, string | JsonObject> | Problem {
  const found = new Map(outer);
  const entries = Array.isArray(context) ? context : [context];
  for (const [index, entry] of entries.entries()) {
    const wrong = addEntry(entry, found);
    if (wrong !== undefined) return Array.isArray(context) ? under(index, wrong) : wrong;
  }
  if (found.size > MOST_DEFINITIONS) return problem(`more than ${MOST_DEFINITIONS} definitions`, JSON_BINDING);
  return found;
}

function addEntry(entry: Json, found: Map<string, string | JsonObject>): Problem | undefined {
  if (typeof entry === 'string') return undefined;
  if (entry === null) {
    // JSON-LD 1.1 §4.1: a null context takes back all that was defined around it.
    found.clear();
    return undefined;
  }
  if (!isJsonObject(entry)) return problem('a context is a URL or an object', JSON_BINDING);
  for (const name in entry) {
    const wrong = name.startsWith('@') ? undefined : define(name, absolute(entry[name], entry, found), found);
    if (wrong !== undefined) return under(name, wrong);
  }
  return undefined;
}

/** A namespace in full when it was told by another prefix (JSON-LD 1.1 §4.4), one step only: `{"a": "http://a/", "b": "a:sub/"}`. */
function absolute(value: Json | undefined, beside: JsonObject, found: Definitions): Json | undefined {
  if (typeof value !== 'string' || isFullUri(value)) return value;
  const colon = value.indexOf(':');
  const meaning = colon < 0 ? undefined : (beside[value.slice(0, colon)] ?? found.get(value.slice(0, colon)));
  return typeof meaning === 'string' ? meaning + value.slice(colon + 1) : value;
}

function define(name: string, value: Json | undefined, found: Map<string, string | JsonObject>): Problem | undefined {
  if (value === null) {
    // JSON-LD 1.1 §4.1.2: so a definition from outside is taken back.
    found.delete(name);
    return undefined;
  }
  if (typeof value !== 'string' && !isJsonObject(value))
    return problem(`the meaning of "${name}" is neither a URI nor an object`, JSON_BINDING);
  if (!meansTheStandards(name, value)) found.set(name, value);
  return undefined;
}

/** True when a context says of a prefix of the standard what the standard says, be it with the host of another year. */
function meansTheStandards(name: string, value: string | JsonObject): boolean {
  const standard = builtIn.get(name);
  if (standard === undefined) return name === 'urn';
  const namespace = namespaceIn(value);
  return namespace !== undefined && withoutHost(namespace) === withoutHost(standard);
}

const withoutHost = (namespace: string): string => namespace.replace(/^https?:\/\/(www\.|ref\.|ns\.)?/, '');

const namespaceIn = (value: string | JsonObject): string | undefined => {
  const id = typeof value === 'string' ? value : value['@id'];
  return typeof id === 'string' ? id : undefined;
};

/** What a prefix stands for, by the standard or by definition. */
export function namespaceOf(prefix: string, definitions: Definitions): string | undefined {
  const value = builtIn.get(prefix) ?? definitions.get(prefix);
  return value === undefined ? undefined : namespaceIn(value);
}

/** The definitions that an event carries. */
export const definitionsOf = ({ '@context': context }: { readonly '@context'?: Context }): Definitions =>
  new Map(Object.entries(context ?? {}));

/** True when the standard itself says what the prefix means. `urn` never is one: identifiers begin so. */
export const isBuiltIn = (prefix: string): boolean => builtIn.has(prefix) || prefix === 'urn';

/** True for a name that is a URI as it stands, whatever prefixes are defined. */
export const isFullUri = (name: string): boolean =>
  /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(name) || /^(urn|tag):/i.test(name);
