import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countIn,
  dayOf,
  daysBetween,
  MOST_IN_BATCH,
  nextBatch,
  PLACE,
  partsOf,
  placeBefore,
  placeIn,
} from './place.ts';

const time = fc.date({ min: new Date('2020-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });

describe('places', () => {
  test('only ever go up, whatever the clocks of those who give them say', () => {
    const batches = fc.array(fc.tuple(time, fc.integer({ min: 1, max: MOST_IN_BATCH })), { maxLength: 20 });
    fc.assert(
      fc.property(batches, (given) => {
        const places: string[] = [];
        let end: { at: string; count: number } | undefined;
        for (const [now, size] of given) {
          const batch = nextBatch(end, now);
          expect(countIn(batch.at)).toBe(places.length);
          for (let i = 0; i < size; i++) places.push(placeIn(batch.at, i));
          end = { at: batch.at, count: batch.count + size };
        }
        expect(places).toEqual(places.toSorted());
        expect(new Set(places).size).toBe(places.length);
        for (const place of places) {
          expect(place).toMatch(PLACE);
          const { batch, index } = partsOf(place);
          expect(placeIn(batch, index)).toBe(place);
          expect(dayOf(place)).toBe(dayOf(batch));
        }
      }),
    );
  });

  test('before a time come before all that is given then or later', () => {
    fc.assert(
      fc.property(time, fc.nat(1e9), (at, later) => {
        const { at: batch } = nextBatch(undefined, new Date(at.getTime() + later));
        expect(placeBefore(at) <= placeIn(batch, 0)).toBe(true);
      }),
    );
  });

  test('have days, none left out at the end of a month or a leap year', () => {
    expect(daysBetween('20240227', '20240302')).toEqual(['20240227', '20240228', '20240229', '20240301', '20240302']);
    expect(daysBetween('20261231', '20270101')).toEqual(['20261231', '20270101']);
    expect(daysBetween('20270101', '20261231')).toEqual([]);
  });
});
