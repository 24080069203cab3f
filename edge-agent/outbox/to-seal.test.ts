import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Gathered, MOST_BYTES, MOST_EVENTS, toSeal } from './to-seal.ts';

const aCase = (wanted: Partial<Gathered> = {}): Gathered => ({
  owner: 'acme',
  batch: 1,
  events: 3,
  bytes: 3_000,
  since: 1_000,
  ...wanted,
});
const cases = (count: number, wanted: Partial<Gathered> = {}) => Array.from({ length: count }, () => aCase(wanted));

describe('what has been gathered', () => {
  test('waits until the first of it has waited long enough, and then goes together', () => {
    expect(toSeal(cases(4), 30_999, 30_000)).toBe(0);
    expect(toSeal(cases(4), 31_000, 30_000)).toBe(4);
  });

  test('goes as soon as there is more than a message holds, by events or by bytes', () => {
    const most = Math.floor(MOST_EVENTS / 3);
    expect(toSeal(cases(most), 1_000, 30_000)).toBe(0);
    expect(toSeal(cases(most + 1), 1_000, 30_000)).toBe(most);
    expect(toSeal(cases(3, { bytes: MOST_BYTES / 2 }), 1_000, 30_000)).toBe(2);
  });

  test('goes alone when it is a message of its own', () => {
    expect(toSeal([aCase({ events: 1_000 }), aCase()], 1_000, 30_000)).toBe(1);
  });

  test('is never mixed with what is another owner’s or of another batch', () => {
    expect(toSeal([...cases(2), aCase({ owner: 'other' })], 1_000, 30_000)).toBe(2);
    expect(toSeal([...cases(2), aCase({ batch: 2 })], 1_000, 30_000)).toBe(2);
  });

  test('does not wait for a clock that went back', () => expect(toSeal(cases(2), 999, 30_000)).toBe(2));

  test('goes at once when it is asked for, and nothing goes when there is nothing', () => {
    expect(toSeal(cases(1), 1_000, 0)).toBe(1);
    expect(toSeal([], 1_000, 0)).toBe(0);
  });

  test('becomes messages within the limits, whatever it is, and less than a full one is left', () => {
    const size = fc.record({
      owner: fc.constantFrom('acme', 'other'),
      events: fc.integer({ min: 1, max: 2 * MOST_EVENTS }),
      bytes: fc.integer({ min: 1, max: MOST_BYTES }),
    });
    fc.assert(
      fc.property(fc.array(size, { maxLength: 60 }), (sizes) => {
        const waiting = sizes.map(aCase);
        for (let count = toSeal(waiting, 1_000, 30_000); count > 0; count = toSeal(waiting, 1_000, 30_000)) {
          const sealed = waiting.splice(0, count);
          if (count > 1) expect(eventsOf(sealed)).toBeLessThanOrEqual(MOST_EVENTS);
          expect(bytesOf(sealed)).toBeLessThanOrEqual(MOST_BYTES);
          expect(new Set(sealed.map(({ owner }) => owner)).size).toBe(1);
        }
        if (waiting.length > 1) expect(eventsOf(waiting)).toBeLessThanOrEqual(MOST_EVENTS);
        expect(bytesOf(waiting)).toBeLessThanOrEqual(MOST_BYTES);
      }),
    );
  });
});

const eventsOf = (all: readonly Gathered[]) => all.reduce((sum, { events }) => sum + events, 0);
const bytesOf = (all: readonly Gathered[]) => all.reduce((sum, { bytes }) => sum + bytes, 0);
