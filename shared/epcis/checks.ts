import { isExactNumber, literalOf } from '../wire/exact-number.ts';
import { firstRepeat } from '../wire/first-repeat.ts';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.ts';
import { extension } from './extension-checks.ts';
import { hasUriCharacters, isUri } from './is-uri.ts';
import { nearestWord } from './nearest-word.ts';
import { isFull, noteValue, place, report, type Scope } from './scope.ts';
import { isOffset, isTime } from './time.ts';
import { offsetFault, type TextFault, timeFault } from './time-fault.ts';
import { bareWord, isStandardWord, standardWords, type VocabularyField } from './vocabulary.ts';

/**
 * Looks at one value and reports to the scope what is wrong with it. CBV words inside it are brought to their bare form
 * in place: the tree was parsed for this.
 */
export type Check = (value: Json, scope: Scope) => void;

/** The members that a structure may have. A vocabulary's name stands for a word of that vocabulary. */
export type Shape = ReadonlyMap<string, Check | VocabularyField>;

/** A check that a string has a form. `fault`: what is wrong with one that has not. */
const formed =
  (holds: (text: string) => boolean, what: string, rule: string, fault?: (text: string) => TextFault): Check =>
  (value, scope) => {
    if (typeof value === 'string' && holds(value)) return;
    const found = typeof value === 'string' ? fault?.(value) : undefined;
    report(scope, `${shown(value)} ${found?.wrong ?? `is not ${what}`}`, rule, found?.remedy);
  };

const typed =
  (holds: (value: Json) => boolean, what: string): Check =>
  (value, scope) => {
    if (!holds(value)) report(scope, `${shown(value)} is not ${what}`, scope.binding);
  };

export const anything: Check = () => undefined;
export const text = typed((value) => typeof value === 'string', 'text');
export const decimal: Check = (value, scope) => {
  scope.numbers++;
  const holds = (typeof value === 'number' || isExactNumber(value)) && Number.isFinite(Number(literalOf(value)));
  if (!holds) report(scope, `${shown(value)} is not a number`, scope.binding);
};
export const truth = typed((value) => typeof value === 'boolean', 'true or false');
export const time = formed(isTime, 'a date and time with a zone', 'EPCIS 2.0 §7.3.1 Time, ISO 8601', timeFault);
export const offset = formed(isOffset, 'an offset ±HH:MM', 'EPCIS 2.0 §7.4.1 eventTimeZoneOffset', offsetFault);
export const uom = formed((t) => /^[A-Z0-9]{2,3}$/.test(t), 'a unit of measure', 'UN/ECE Recommendation 20');
export const hex = formed((t) => /^[A-Fa-f0-9]+$/.test(t), 'hexadecimal', 'EPCIS 2.0 §7.3 sensor report');
export const action = formed(
  (t) => t === 'ADD' || t === 'OBSERVE' || t === 'DELETE',
  'ADD, OBSERVE or DELETE',
  'EPCIS 2.0 §7.3.2 Action',
);

export const uri: Check = (value, scope) => {
  if (isFullUri(value)) return;
  if (typeof value === 'string' && identifies(value, scope)) noteValue(value, scope);
  else
    report(
      scope,
      `${shown(value)} is not a URI`,
      'RFC 3986',
      'identifiers are EPC URNs, GS1 Digital Links or other URIs',
    );
};

/** A prefix may have letters that no scheme of a URI has: a CURIE is written out before it is one. */
const identifies = (text: string, { values, definitions }: Scope): boolean =>
  isUri(text) ||
  (values === 'curies' && definitions.has(text.slice(0, Math.max(0, text.indexOf(':')))) && hasUriCharacters(text));

/** An array whose items all pass. */
export const listOf =
  (check: Check, { atLeast = 0 } = {}): Check =>
  (value, scope) => {
    if (!Array.isArray(value)) return report(scope, `${shown(value)} is not an array`, scope.binding);
    if (value.length < atLeast) return report(scope, `needs ${atLeast} or more`, scope.binding);
    for (let index = 0; index < value.length && !isFull(scope); index++) {
      const before = scope.problems.length;
      check(value[index] ?? null, scope);
      if (scope.problems.length > before) place(scope, before, index);
    }
  };

const eachUri = listOf(uri);

/** An array of URIs. A document holds many thousands in a row, nearly all of them sound EPCs. */
const uris: Check = (value, scope) => {
  if (!Array.isArray(value) || !areFullUris(value, scope.plainLists)) eachUri(value, scope);
};

function areFullUris(list: readonly Json[], isPlain: boolean): boolean {
  for (const text of list) if (!isPlainFullUri(text) || !(isPlain || hasUriCharacters(text))) return false;
  return true;
}

/** A URI that is no CURIE, whatever prefixes are defined. */
const isFullUri = (value: Json): boolean => isPlainFullUri(value) && hasUriCharacters(value);
const isPlainFullUri = (value: Json): value is string =>
  typeof value === 'string' && value.length > 4 && (value.startsWith('urn:') || value.startsWith('https://'));

/** An array of URIs without repetition. */
export const uriSet: Check = (value, scope) => {
  const before = scope.problems.length;
  uris(value, scope);
  if (scope.problems.length > before || !Array.isArray(value)) return;
  const again = firstRepeat(value);
  if (again === undefined) return;
  report(scope, `${shown(value[again])} stands twice`, 'EPCIS 2.0 §7.4: lists of EPCs are sets');
  place(scope, before, again);
};

export const uriOrUris: Check = (value, scope) => (Array.isArray(value) ? uris(value, scope) : uri(value, scope));

/** An array of words of a vocabulary, at least one. */
export const wordsOf =
  (field: VocabularyField): Check =>
  (value, scope) => {
    if (!Array.isArray(value) || value.length === 0) return report(scope, 'needs one or more values', scope.binding);
    for (let index = 0; index < value.length && !isFull(scope); index++) {
      const before = scope.problems.length;
      value[index] = word(value[index] ?? null, field, scope);
      place(scope, before, index);
    }
  };

/** Checks a word and answers its bare form. */
function word(value: Json, field: VocabularyField, scope: Scope): Json {
  if (typeof value !== 'string') {
    report(scope, `${shown(value)} is not text`, scope.binding);
    return value;
  }
  if (isStandardWord(field, value)) return value;
  const bare = bareWord(field, value);
  if (bare !== value) return bare;
  if (identifies(value, scope)) noteValue(value, scope);
  else report(scope, `"${value}" is no value of ${field} in CBV 2.0`, 'CBV 2.0 §7', remedyFor(field, value));
  return value;
}

function remedyFor(field: VocabularyField, slip: string): string {
  const meant = nearestWord(slip, standardWords(field));
  return meant === undefined ? 'a value of your own must be a URI or CURIE' : `write ${meant}`;
}

/** An object with the members of `shape`, those of `required` for certain, and extensions. */
export function structure(
  shape: Shape,
  required: readonly string[] = [],
  also?: (object: JsonObject, scope: Scope) => void,
): Check {
  const members = new Map(
    [...shape].map(([name, check]) => [name, { check, counts: required.includes(name) ? 1 : 0 }]),
  );
  return (value, scope) => {
    if (!isJsonObject(value)) return report(scope, `${shown(value)} is not an object`, scope.binding);
    const { problems } = scope;
    let found = 0;
    for (const name in value) {
      scope.members++;
      const before = problems.length;
      const member = members.get(name);
      const inner = value[name] ?? null;
      if (member === undefined) extension(name, inner, scope);
      else {
        found += member.counts;
        if (typeof member.check === 'function') member.check(inner, scope);
        else wordIn(value, name, member.check, scope);
      }
      if (problems.length > before) place(scope, before, name);
    }
    if (found < required.length) reportMissing(value, required, scope);
    also?.(value, scope);
  };
}

function wordIn(holder: JsonObject, name: string, field: VocabularyField, scope: Scope): void {
  const value = holder[name] ?? null;
  const bare = word(value, field, scope);
  if (bare !== value) holder[name] = bare;
}

function reportMissing(value: JsonObject, required: readonly string[], scope: Scope): void {
  for (const name of required) if (value[name] === undefined) report(scope, `"${name}" is missing`, scope.binding);
}

/** A value for people to see, cut short. */
function shown(value: Json | undefined): string {
  const json = JSON.stringify(value ?? null);
  return json.length > 80 ? `${json.slice(0, 77)}…` : json;
}
