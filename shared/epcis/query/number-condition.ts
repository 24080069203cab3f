import { isRefusal, type Refusal } from '../../refusal.ts';
import { isExactNumber } from '../../wire/exact-number.ts';
import type { JsonObject } from '../../wire/json.ts';
import { type Asked, digitsOf, numbersAsked } from './asked.ts';
import { compareDecimals, holds, type Operator } from './compare-decimals.ts';
import { type Condition, type EventView, objectsIn, once, sensorReports, textsIn } from './event-view.ts';
import { type BaseMeasure, compareAmounts, inBaseUnits } from './unit-factors.ts';

/** Members of a report that are numbers, and the quantity of a list (EPCIS 2.0 §7.3). */
export type NumberField =
  | 'quantity'
  | 'value'
  | 'minValue'
  | 'maxValue'
  | 'meanValue'
  | 'sDev'
  | 'percValue'
  | 'percRank';

/** Every member that lists quantities, each with the parameter that looks at its classes. */
export const quantityLists = ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'] as const;

const quantities = once(({ tree }) => quantityLists.flatMap((list) => objectsIn(tree, list)));

interface Measured {
  readonly digits: string;
  readonly uom: string | undefined;
}

function measuresIn(field: NumberField, view: EventView): Measured[] {
  const holders = field === 'quantity' ? quantities(view) : sensorReports(view);
  return holders.flatMap((holder) => measured(holder, field));
}

function measured(holder: JsonObject, field: NumberField): Measured[] {
  const value = holder[field];
  const digits = typeof value === 'number' || isExactNumber(value) ? digitsOf(value) : undefined;
  return digits === undefined ? [] : [{ digits, uom: textsIn(holder, 'uom')[0] }];
}

/**
 * Reads a comparison with a number. Without a unit the number counts, whatever its unit. With one (`asked.chosen`) values in it compare digit by
 * digit, and those in another unit of the same dimension after conversion; a value without a unit does not match.
 */
export function numberCondition(field: NumberField, operator: Operator, asked: Asked): Condition | Refusal {
  const numbers = numbersAsked(asked, operator === 'EQ');
  if (isRefusal(numbers)) return numbers;
  const [bound = '0'] = numbers;
  const wanted = new Set(numbers);
  const fits = (digits: string) =>
    operator === 'EQ' ? wanted.has(digits) : holds(operator, compareDecimals(digits, bound));
  const { chosen: uom } = asked;
  if (uom === '') return (view) => measuresIn(field, view).some(({ digits }) => fits(digits));
  // A deviation is a stretch of the scale: 2 °C are 2 K there, not 275.15 K.
  const inBase = (digits: string, unit: string) => inBaseUnits(Number(digits), unit, field === 'sDev');
  const bounds = numbers.flatMap((digits) => inBase(digits, uom) ?? []).sort((a, b) => a.amount - b.amount);
  return (view) =>
    measuresIn(field, view).some((one) => {
      if (one.uom === undefined) return false;
      if (one.uom === uom) return fits(one.digits);
      return fitsConverted(inBase(one.digits, one.uom), bounds, operator);
    });
}

function fitsConverted(own: BaseMeasure | undefined, bounds: readonly BaseMeasure[], operator: Operator): boolean {
  const [first] = bounds;
  if (own === undefined || first === undefined || first.dimension !== own.dimension) return false;
  if (operator !== 'EQ') return holds(operator, compareAmounts(own.amount, first.amount));
  const at = firstNotBelow(bounds, own.amount);
  return [bounds[at - 1], bounds[at]].some(
    (near) => near !== undefined && compareAmounts(own.amount, near.amount) === 0,
  );
}

/** In a sorted list, by halves: a query may ask for a hundred thousand numbers. */
function firstNotBelow(bounds: readonly BaseMeasure[], amount: number): number {
  let [from, to] = [0, bounds.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((bounds[middle]?.amount ?? 0) < amount) from = middle + 1;
    else to = middle;
  }
  return from;
}
