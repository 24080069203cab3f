import { type Refusal, refuse } from '../../refusal.ts';
import { literalOf } from '../../wire/exact-number.ts';
import { canonicalLiteral } from '../canonical-number.ts';
import type { Decimal } from '../event.ts';
import type { Definitions } from '../prefixes.ts';
import type { QueryValue } from '../query-message.ts';
import { isList } from '../query-spelling.ts';
import { instantOf, isTime } from '../time.ts';
import { timeFault } from '../time-fault.ts';
import { numberOf } from '../xml/read-values.ts';

/** The clause that every parameter of a query is held to. */
export const QUERY_RULE = 'EPCIS 2.0 §8.2.7.1 SimpleEventQuery';

/** One parameter of a query as it was sent. */
export interface Asked {
  readonly name: string;
  /** What of the name the sender chose: a type, a unit, a field. Empty when the standard says the whole of it. */
  readonly chosen: string;
  readonly value: QueryValue;
  /** The prefixes that the query defines. */
  readonly definitions: Definitions;
}

const LONGEST = 80;

/** A name or value for people to see, cut short. */
export const shown = (text: string): string =>
  JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** Refuses a parameter (QueryParameterException). `wrong`: what stands behind its name in a sentence. */
export const refuseParameter = (name: string, wrong: string, remedy: string): Refusal =>
  refuse('bad-parameter', `${name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name} ${wrong}`, {
    at: name,
    rule: QUERY_RULE,
    remedy,
  });

/** The texts of a list parameter, one at least. A lone text is a list of one: XML without types knows no other. */
export function textsAsked({ name, value }: Asked, mayBeEmpty = false): readonly string[] | Refusal {
  if (typeof value !== 'string' && !isList(value))
    return refuseParameter(
      name,
      `is ${describe(value)}, not a list of texts`,
      'send a list of texts, even if only one',
    );
  const texts = isList(value) ? value : [value];
  if (texts.length === 0)
    return refuseParameter(name, 'lists nothing', 'leave the parameter out: then it asks nothing');
  if (!mayBeEmpty && texts.includes(''))
    return refuseParameter(name, 'has an empty member', 'give every member a value, joined by one | in a query string');
  return texts;
}

/** The value of a parameter that has one only. */
export function singleAsked({ name, value }: Asked): string | Decimal | boolean | Refusal {
  if (!isList(value)) return value;
  return refuseParameter(name, 'is a list, and takes one value only', 'send one value');
}

/** Milliseconds since 1970 of a parameter that is a time. */
export function timeAsked(asked: Asked): number | Refusal {
  const { name } = asked;
  const value = asked.value;
  if (isList(value)) return refuseParameter(name, 'is a list, and takes one time only', 'send one time');
  const text = String(typeof value === 'object' ? literalOf(value) : value);
  if (isTime(text)) return instantOf(text);
  const { wrong, remedy } = timeFault(text);
  return refuseParameter(name, `is ${shown(text)}, which ${wrong}`, remedy);
}

/** The digits of a number, comparable with `compareDecimals`; undefined for what is none. */
export function digitsOf(value: string | Decimal | boolean): string | undefined {
  if (typeof value === 'boolean') return undefined;
  const number = typeof value === 'string' ? numberOf(value.trim()) : value;
  if (number === undefined) return undefined;
  const literal = literalOf(number);
  return Number.isFinite(Number(literal)) ? canonicalLiteral(literal) : undefined;
}

/** The digits of every number of a parameter that takes one, or, when `many`, a list. */
export function numbersAsked(asked: Asked, many: boolean): readonly string[] | Refusal {
  const { name, value } = asked;
  if (isList(value) && !many) return refuseParameter(name, 'is a list, and takes one number only', 'send one number');
  const all: readonly (string | Decimal | boolean)[] = isList(value) ? value : [value];
  if (all.length === 0) return refuseParameter(name, 'lists nothing', 'leave the parameter out: then it asks nothing');
  const digits: string[] = [];
  for (const one of all) {
    const read = digitsOf(one);
    if (read === undefined) return refuseParameter(name, `is ${describe(one)}, not a number`, 'write it like 12.5');
    digits.push(read);
  }
  return digits;
}

/** Truth of a parameter that is true or false; XML Schema also writes 1 and 0. */
export function truthAsked(asked: Asked): boolean | Refusal {
  const value = singleAsked(asked);
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === '1' || value === 1) return true;
  if (value === 'false' || value === '0' || value === 0) return false;
  if (typeof value === 'object' && 'refused' in value) return value;
  return refuseParameter(asked.name, `is ${describe(value)}, neither true nor false`, 'send true, or leave it out');
}

function describe(value: QueryValue): string {
  if (typeof value === 'string') return shown(value);
  if (isList(value)) return 'a list';
  return typeof value === 'boolean' ? String(value) : literalOf(value);
}
