import { firstRepeat } from '../wire/first-repeat.ts';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.ts';
import { type Definitions, isBuiltIn, isFullUri } from './prefixes.ts';
import { JSON_BINDING, type Problem, problem, under } from './problem.ts';
import { isOffset, isTime } from './time.ts';
import { bareWord, isStandardWord, type VocabularyField } from './vocabulary.ts';

/** What stands around a value: the prefixes in force, and those that the event turned out to need. */
export interface Scope {
  readonly definitions: Definitions;
  readonly used: Set<string>;
}

/** Looks at one value. CBV words inside it are brought to their bare form in place: the tree was parsed for this. */
export type Check = (value: Json, scope: Scope) => Problem | undefined;

/** The members that a structure may have. A vocabulary's name stands for a word of that vocabulary. */
export type Shape = ReadonlyMap<string, Check | VocabularyField>;

const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:./;
const forbidden = /[\s<>"{}|\\^`]/;

/** RFC 3986 as far as it tells an identifier from a slip. Two small tests: this runs once for every EPC of a document. */
const isUri = (text: string): boolean =>
  (text.startsWith('urn:') || text.startsWith('https://') || scheme.test(text)) && !forbidden.test(text);

/** A check that a string has a form. */
const formed =
  (holds: (text: string) => boolean, what: string, rule: string): Check =>
  (value) =>
    typeof value === 'string' && holds(value) ? undefined : problem(`${shown(value)} is not ${what}`, rule);

const typed =
  (type: 'string' | 'number' | 'boolean', what: string): Check =>
  (value) =>
    typeof value === type ? undefined : problem(`${shown(value)} is not ${what}`, JSON_BINDING);

export const text = typed('string', 'text');
export const decimal = typed('number', 'a number');
export const truth = typed('boolean', 'true or false');
export const time = formed(isTime, 'a date and time with a zone', 'EPCIS 2.0 §7.3.1 Time, ISO 8601');
export const offset = formed(isOffset, 'an offset ±HH:MM', 'EPCIS 2.0 §7.4.1 eventTimeZoneOffset');
export const uom = formed((t) => /^[A-Z0-9]{2,3}$/.test(t), 'a unit of measure', 'UN/ECE Recommendation 20');
export const hex = formed((t) => /^[A-Fa-f0-9]+$/.test(t), 'hexadecimal', 'EPCIS 2.0 §7.3 sensor report');
export const action = formed(
  (t) => t === 'ADD' || t === 'OBSERVE' || t === 'DELETE',
  'ADD, OBSERVE or DELETE',
  'EPCIS 2.0 §7.3.2 Action',
);

export const uri: Check = (value, scope) => {
  if (typeof value !== 'string' || !isUri(value))
    return problem(
      `${shown(value)} is not a URI`,
      'RFC 3986',
      'identifiers are EPC URNs, GS1 Digital Links or other URIs',
    );
  noteUse(value, scope);
  return undefined;
};

/** An array whose items all pass. */
export const listOf =
  (check: Check, { atLeast = 0 } = {}): Check =>
  (value, scope) => {
    if (!Array.isArray(value)) return problem(`${shown(value)} is not an array`, JSON_BINDING);
    if (value.length < atLeast) return problem(`needs ${atLeast} or more`, JSON_BINDING);
    let index = 0;
    for (const item of value) {
      const wrong = check(item, scope);
      if (wrong !== undefined) return under(index, wrong);
      index++;
    }
    return undefined;
  };

const uris = listOf(uri);

/** An array of URIs without repetition. */
export const uriSet: Check = (value, scope) => {
  const wrong = uris(value, scope);
  if (wrong !== undefined || !Array.isArray(value)) return wrong;
  const again = value.every(isText) ? firstRepeat(value) : undefined;
  if (again === undefined) return undefined;
  return under(again, problem(`${shown(value[again])} stands twice`, 'EPCIS 2.0 §7.4: lists of EPCs are sets'));
};

const isText = (value: Json): value is string => typeof value === 'string';

export const uriOrUris: Check = (value, scope) => (Array.isArray(value) ? uris(value, scope) : uri(value, scope));

/** An array of words of a vocabulary, at least one. */
export const wordsOf =
  (field: VocabularyField): Check =>
  (value, scope) => {
    if (!Array.isArray(value) || value.length === 0) return problem('needs one or more values', JSON_BINDING);
    for (const [index, item] of value.entries()) {
      const wrong = word(item, field, scope);
      if (wrong !== undefined) return under(index, wrong);
      if (typeof item === 'string') value[index] = bareWord(field, item);
    }
    return undefined;
  };

function word(value: Json, field: VocabularyField, scope: Scope): Problem | undefined {
  if (typeof value !== 'string') return problem(`${shown(value)} is not text`, JSON_BINDING);
  if (isStandardWord(field, value)) return undefined;
  if (isUri(value)) return noteUse(value, scope);
  return problem(`"${value}" is not a ${field} of CBV 2.0`, 'CBV 2.0 §7', 'a value of your own must be a URI or CURIE');
}

/** An object with the members of `shape`, those of `required` for certain, and extensions. */
export const structure =
  (shape: Shape, required: readonly string[] = [], also?: (object: JsonObject) => Problem | undefined): Check =>
  (value, scope) => {
    if (!isJsonObject(value)) return problem(`${shown(value)} is not an object`, JSON_BINDING);
    for (const name in value) {
      const wrong = member(value, name, shape.get(name), scope);
      if (wrong !== undefined) return under(name, wrong);
    }
    const missing = required.find((name) => value[name] === undefined);
    return missing === undefined ? also?.(value) : problem(`"${missing}" is missing`, JSON_BINDING);
  };

function member(holder: JsonObject, name: string, check: ReturnType<Shape['get']>, scope: Scope) {
  const value = holder[name] ?? null;
  if (typeof check === 'function') return check(value, scope);
  if (check === undefined) return extension(name, value, scope);
  const wrong = word(value, check, scope);
  if (wrong === undefined && typeof value === 'string') holder[name] = bareWord(check, value);
  return wrong;
}

/** A member that the standard does not know: its name needs a prefix that is defined, or is a URI itself. */
function extension(name: string, value: Json, scope: Scope): Problem | undefined {
  if (!name.includes(':'))
    return problem(`"${name}" is not a member of this structure`, JSON_BINDING, 'give extension members a prefix');
  return extensionName(name, scope) ?? extensionValue(value, scope);
}

/** Inside an extension the names are its owner's business; only prefixes must mean something. */
function extensionValue(value: Json, scope: Scope): Problem | undefined {
  if (typeof value === 'string') return noteUse(value, scope);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const wrong = extensionValue(item, scope);
      if (wrong !== undefined) return under(index, wrong);
    }
    return undefined;
  }
  if (!isJsonObject(value)) return undefined;
  for (const name in value) {
    const named = name.includes(':') ? extensionName(name, scope) : undefined;
    const wrong = named ?? extensionValue(value[name] ?? null, scope);
    if (wrong !== undefined) return under(name, wrong);
  }
  return undefined;
}

function extensionName(name: string, scope: Scope): Problem | undefined {
  const prefix = name.slice(0, name.indexOf(':'));
  if (scope.definitions.has(prefix)) return noteUse(name, scope);
  if (isBuiltIn(prefix) || isFullUri(name)) return undefined;
  return problem(`the prefix "${prefix}" is not defined`, JSON_BINDING, `define "${prefix}" in @context`);
}

/** Remembers that the event needs the prefix of a CURIE, and what the context says about the name itself. */
export function noteUse(name: string, { definitions, used }: Scope): undefined {
  if (definitions.size === 0 || name.startsWith('urn:') || name.startsWith('https://')) return;
  const prefix = name.slice(0, Math.max(0, name.indexOf(':')));
  if (!definitions.has(prefix)) return;
  used.add(prefix);
  if (definitions.has(name)) used.add(name);
}

function shown(value: Json | undefined): string {
  const json = JSON.stringify(value ?? null);
  return json.length > 80 ? `${json.slice(0, 77)}…` : json;
}
