import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnOf, lineOf, xmlPlace } from './xml-place.ts';

test('line and column come back', () => {
  return fc.assert(
    fc.property(fc.integer({ min: 1, max: 33_000_000 }), fc.integer({ min: 1, max: 260_000_000 }), (line, column) => {
      const place = xmlPlace(line, column);
      expect([lineOf(place), columnOf(place)]).toEqual([line, column]);
    }),
  );
});

test('places are in the order of the text', () => {
  expect(xmlPlace(2, 1)).toBeGreaterThan(xmlPlace(1, 200_000_000));
  expect(xmlPlace(2, 2)).toBeGreaterThan(xmlPlace(2, 1));
});

test('a column beyond all measure stays in its line', () => expect(lineOf(xmlPlace(7, 2 ** 40))).toBe(7));
