import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unitsOfType } from '../validation/units.ts';
import { measurementTypes } from '../vocabulary-words.ts';
import { compareAmounts, inBaseUnits } from './unit-factors.ts';

const codes = [...new Set([...measurementTypes].flatMap((type) => [...(unitsOfType(type) ?? [])]))].filter(
  (uom) => inBaseUnits(1, uom) !== undefined,
);
const amountOf = (value: number, uom: string) => inBaseUnits(value, uom)?.amount ?? Number.NaN;

test.each([
  [0, 'CEL', 'KEL', 273.15],
  [32, 'FAH', 'CEL', 0],
  [-40, 'FAH', 'CEL', -40],
  [671.67, 'A48', 'FAH', 212],
  [1, 'LBR', 'GRM', 453.59237],
  [16, 'ONZ', 'LBR', 1],
  [1, 'INH', 'MMT', 25.4],
  [1, 'SMI', 'KMT', 1.609344],
  [1, 'GLL', 'LTR', 3.785411784],
  [1, 'ATM', 'HN', 759.9998917],
  [36, 'KMH', 'MTS', 10],
  [1, 'KNT', 'KMH', 1.852],
  [1, 'KWH', '3B', 3.6],
  [1, 'CUR', 'GBQ', 37],
  [2, 'DZN', 'C62', 24],
  [50, 'P1', '59', 500_000],
  [90, 'MIN', 'HUR', 1.5],
])('%s %s in %s is %s', (value, from, to, result) => {
  expect(inBaseUnits(1, from)?.dimension).toBe(inBaseUnits(1, to)?.dimension);
  expect(amountOf(value, from) / amountOf(result, to)).toBeCloseTo(1, 8);
});

test('there is no way between dimensions, nor to units that nobody knows', () => {
  expect(inBaseUnits(1, 'KGM')?.dimension).not.toBe(inBaseUnits(1, 'LTR')?.dimension);
  expect(inBaseUnits(1, 'XXX')).toBeUndefined();
});

test('what is more in a unit is more in base units, as an amount and as a stretch', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...codes),
      fc.boolean(),
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.double({ min: 1, max: 1e9, noNaN: true }),
      (uom, isDifference, value, more) => {
        const [a, b] = [value, value + more].map((each) => inBaseUnits(each, uom, isDifference)?.amount ?? Number.NaN);
        expect(a).toBeLessThan(b ?? Number.NaN);
      },
    ),
  ));

test('a stretch has no zero of its own', () => {
  expect(inBaseUnits(2, 'CEL', true)?.amount).toBe(2);
  expect(inBaseUnits(9, 'FAH', true)?.amount).toBeCloseTo(5, 9);
});

test('units of one measurement type are of one dimension', () => {
  for (const type of measurementTypes) {
    const dimensions = [...(unitsOfType(type) ?? [])].flatMap((uom) => inBaseUnits(1, uom)?.dimension ?? []);
    const expected = type === 'Dimensionless' ? 2 : 1;
    expect([type, new Set(dimensions).size <= expected]).toEqual([type, true]);
  }
});

test('what differs by the last digits of a binary number is equal', () => {
  expect(compareAmounts(273.15 + 2.2, 275.35)).toBe(0);
  expect(compareAmounts(275.35, 275.351)).toBe(-1);
  expect(compareAmounts(0, 0)).toBe(0);
});
