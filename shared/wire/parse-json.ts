import { exactNumber } from './exact-number.ts';
import { illFormedAt } from './ill-formed.ts';
import { isJsonObject, type Json } from './json.ts';
import { type JsonFault, jsonFault } from './json-fault.ts';
import { type Survey, surveyJson } from './survey-json.ts';

/** The engine's parser, with the third argument of its reviver, which the compiler's library does not know yet. */
type Parse = (text: string, reviver?: (name: string, value: Json, from?: { source?: string }) => Json) => Json;
const parse: Parse = JSON.parse;

/** Slow, because the engine comes back for every value; numbers keep the digits that they were written with. */
const parseDigits = (json: string): Json =>
  parse(json, (_name, value, from) =>
    typeof value === 'number' && from?.source !== undefined ? exactNumber(from.source) : value,
  );

/** A value, wrapped, because it may be null. */
export interface Parsed {
  readonly value: Json;
}

/** Why a text was not parsed. `half` points at half a surrogate pair, which no UTF-8 can carry. */
export type Unparsed = { readonly fault: JsonFault } | { readonly half: string };

/**
 * Parses one surveyed value strictly: no member twice in one object, except those that `mayRepeat`. Decimals keep their
 * digits.
 */
export const parseSurveyed = (json: string, survey: Survey, mayRepeat?: ReadonlySet<string>): Parsed | Unparsed =>
  verifyParsed(json, survey, parseQuickly(json, survey), mayRepeat);

/** Parses one surveyed value; undefined when it is no JSON. Of members that stand twice the last one is answered. */
export function parseQuickly(json: string, survey: Survey): Json | undefined {
  try {
    return survey.exact ? parse(json) : parseDigits(json);
  } catch {
    return undefined;
  }
}

/**
 * Finds out what `parseQuickly` does not see.
 *
 * The engine's parser keeps the last of two equal members without a word. Counting members before and after is
 * much cheaper than parsing by hand; only a text that is going to be refused is read by `jsonFault`. Numbers are counted
 * too, because a list that begins with a text may hide some from the survey.
 */
export function verifyParsed(
  json: string,
  survey: Survey,
  value: Json | undefined,
  mayRepeat?: ReadonlySet<string>,
): Parsed | Unparsed {
  const count = { members: 0, numbers: 0 };
  if (value !== undefined) tally(value, count);
  if (value === undefined || count.members !== survey.members) {
    const fault = jsonFault(json, mayRepeat);
    if (fault !== undefined) return { fault };
  }
  if (value === undefined) return { fault: { what: 'not JSON', offset: 0 } };
  const half = illFormedAt(json, value);
  if (half !== undefined) return { half };
  return { value: count.numbers === survey.numbers ? value : parseDigits(json) };
}

/** Parses JSON text that is known to be sound, such as our own; decimals keep their digits. Throws like `JSON.parse`. */
export function parseExactJson(json: string): Json {
  const value = parse(json);
  if (typeof value !== 'object' || value === null) return parseDigits(json);
  const survey = surveyJson(json, json.search(/[[{]/), Number.POSITIVE_INFINITY);
  const count = { members: 0, numbers: 0 };
  tally(value, count);
  return survey.exact && survey.numbers === count.numbers ? value : parseDigits(json);
}

/** Adds up the members and numbers in a tree. */
function tally(value: Json, count: { members: number; numbers: number }): void {
  if (typeof value === 'number') count.numbers++;
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item !== 'string') tally(item, count);
    return;
  }
  if (!isJsonObject(value)) count.numbers++;
  else
    for (const name in value) {
      count.members++;
      const member = value[name] ?? null;
      if (typeof member !== 'string') tally(member, count);
    }
}
