import { isRefusal, type Refusal } from '../../refusal.ts';
import { isExactNumber } from '../../wire/exact-number.ts';
import type { Definitions } from '../prefixes.ts';
import { isList } from '../query-spelling.ts';
import { instantOf, isTime } from '../time.ts';
import { timeFault } from '../time-fault.ts';
import { type Asked, digitsOf, refuseParameter, shown, singleAsked, textsAsked, truthAsked } from './asked.ts';
import { comparableIdentifier } from './comparable-spelling.ts';
import { compareDecimals, holds, type Operator } from './compare-decimals.ts';
import { type FieldPlace, fieldsAt, type Leaf, leafOf } from './event-fields.ts';
import type { Condition, EventView } from './event-view.ts';
import { leafInstant } from './leaf-instant.ts';

/** A field of an extension, and where it may stand. */
export interface AskedField {
  readonly place: FieldPlace;
  /** Below a top-level extension, at any depth, instead of as one. */
  readonly isInner: boolean;
  readonly names: ReadonlySet<string>;
}

/** The condition of an extension field. One occurrence that fits is enough. */
export function fieldCondition(
  field: AskedField,
  operator: Operator | 'EXISTS',
  asked: Asked,
): Condition | undefined | Refusal {
  if (operator === 'EXISTS') {
    const truth = truthAsked(asked);
    if (isRefusal(truth)) return truth;
    return truth ? (view) => !valuesOf(field, view).next().done : undefined;
  }
  const fits = operator === 'EQ' ? equals(asked) : compares(operator, asked);
  if (isRefusal(fits)) return fits;
  return (view) => {
    for (const value of valuesOf(field, view)) {
      const leaf = leafOf(value);
      if (leaf !== undefined && fits(leaf, view.definitions)) return true;
    }
    return false;
  };
}

function* valuesOf({ place, isInner, names }: AskedField, view: EventView) {
  const { top, inner } = fieldsAt[place](view);
  const found = isInner ? inner : top;
  for (const name of names) yield* found.get(name) ?? [];
}

type Fits = (leaf: Leaf, definitions: Definitions) => boolean;

/**
 * Text equals text, identifiers and times in any spelling; a number or truth equals a text only if the other side knows its type: the lots `7`
 * and `007` are two, but in a query string and in XML all is text.
 */
function equals(asked: Asked): Fits | Refusal {
  const { value, definitions } = asked;
  if (typeof value !== 'string' && !isList(value)) {
    const text = typeof value === 'boolean' ? String(value) : undefined;
    const digits = digitsOf(value);
    return (leaf) =>
      typeof leaf === 'boolean' ? leaf === value : digits === undefined ? leaf === text : digitsOf(leaf) === digits;
  }
  const texts = textsAsked(asked, true);
  if (isRefusal(texts)) return texts;
  const spellings = new Set(texts.flatMap((text) => [text, comparableIdentifier(text, definitions)]));
  const numbers = new Set(texts.map(digitsOf));
  const instants = new Set(texts.filter(isTime).map(instantOf));
  return (leaf, within) => {
    if (typeof leaf === 'boolean') return spellings.has(String(leaf));
    if (typeof leaf !== 'string') return numbers.has(digitsOf(leaf));
    return (
      spellings.has(leaf) ||
      spellings.has(comparableIdentifier(leaf, within)) ||
      (instants.size > 0 && isTime(leaf) && instants.has(instantOf(leaf)))
    );
  };
}

/** The signs of order need a number or a time on both sides. */
function compares(operator: Operator, asked: Asked): Fits | Refusal {
  const bound = singleAsked(asked);
  if (isRefusal(bound)) return bound;
  const instant = typeof bound === 'string' ? leafInstant(bound) : undefined;
  if (instant !== undefined)
    return (leaf) => {
      const at = typeof leaf === 'string' ? leafInstant(leaf) : undefined;
      return at !== undefined && holds(operator, at - instant);
    };
  const digits = typeof bound === 'boolean' ? undefined : digitsOf(bound);
  if (digits !== undefined)
    return (leaf) => {
      const own = digitsOf(leaf);
      return own !== undefined && holds(operator, compareDecimals(own, digits));
    };
  const text = String(bound);
  const isAlmostTime = typeof bound === 'string' && /^\d{4}-\d\d-\d\dT/.test(text);
  return refuseParameter(
    asked.name,
    `is ${shown(text)}, neither a number nor a time with a zone`,
    isAlmostTime ? timeFault(text).remedy : 'compare with a number, or with a time such as 2026-03-01T09:30:00Z',
  );
}

/** What an event is ordered by when a field gives the order: numbers and times as numbers, else text; undefined when it says none of these. */
export function fieldOrder(names: ReadonlySet<string>): (view: EventView) => number | string | undefined {
  const field: AskedField = { place: 'event', isInner: false, names };
  return (view) => {
    for (const value of valuesOf(field, view)) {
      const leaf = leafOf(value);
      if (leaf === undefined || typeof leaf === 'boolean') continue;
      if (typeof leaf === 'number') return leaf;
      if (isExactNumber(leaf)) return Number(leaf.rawJSON);
      const digits = digitsOf(leaf);
      return isTime(leaf) ? instantOf(leaf) : digits === undefined ? leaf : Number(digits);
    }
    return undefined;
  };
}
