import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unitsOfType } from '../validation/units.ts';
import { measurementTypes } from '../vocabulary-words.ts';
import { compareAmounts, convertUnits, inBaseUnits, knownUnits } from './unit-factors.ts';

const codes = [...knownUnits.keys()];

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
  expect(convertUnits(value, from, to)).toBeCloseTo(result, 6);
});

test('there is no way between dimensions, nor to units that nobody knows', () => {
  expect(convertUnits(1, 'KGM', 'LTR')).toBeUndefined();
  expect(convertUnits(1, 'KGM', 'XXX')).toBeUndefined();
  expect(inBaseUnits(1, 'XXX')).toBeUndefined();
});

test('there and back again is the same amount', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...codes),
      fc.constantFrom(...codes),
      fc.boolean(),
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      (from, to, isDifference, value) => {
        const there = convertUnits(value, from, to, isDifference);
        if (there === undefined) return;
        const back = convertUnits(there, to, from, isDifference) ?? Number.NaN;
        // Near absolute zero, digits are lost that the scale does not show.
        const [a, b] = [value, back].map((each) => inBaseUnits(each, from, isDifference)?.amount ?? Number.NaN);
        expect(Math.abs((a ?? 0) - (b ?? 0))).toBeLessThanOrEqual(1e-9 * Math.max(300, Math.abs(a ?? 0)));
      },
    ),
  ));

test('units of one measurement type are of one dimension', () => {
  for (const type of measurementTypes) {
    const dimensions = [...(unitsOfType(type) ?? [])].flatMap((uom) => knownUnits.get(uom) ?? []);
    const expected = type === 'Dimensionless' ? 2 : 1;
    expect([type, new Set(dimensions).size <= expected]).toEqual([type, true]);
  }
});

test('what differs by the last digits of a binary number is equal', () => {
  expect(compareAmounts(273.15 + 2.2, 275.35)).toBe(0);
  expect(compareAmounts(275.35, 275.351)).toBe(-1);
  expect(compareAmounts(0, 0)).toBe(0);
});
