import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FateNews, fatesSince } from './fates-since.ts';
import { FATE_SLOTS } from './register-map.ts';

/** The ring as a PLC leaves it after `lastFate` fates, those in `lost` not known. */
const ring = (lastFate: number, lost: readonly number[] = []) => {
  const fates = Array.from({ length: FATE_SLOTS }, () => ({
    sequence: 0,
    fate: undefined as 'passed' | undefined,
  }));
  for (let sequence = 1; sequence <= lastFate; sequence++) {
    fates[sequence % FATE_SLOTS] = { sequence, fate: lost.includes(sequence) ? undefined : 'passed' };
  }
  return { lastFate, fates };
};

const covered = (news: readonly FateNews[]) =>
  news.flatMap((piece) =>
    'sequence' in piece
      ? [piece.sequence]
      : Array.from({ length: piece.last - piece.first + 1 }, (_, index) => piece.first + index),
  );

describe('news from the ring of fates', () => {
  test('is nothing when nothing happened', () => {
    expect(fatesSince(5, ring(5))).toEqual([]);
  });

  test('is every fate since the last look, in order', () => {
    expect(fatesSince(2, ring(4))).toEqual([
      { sequence: 3, fate: 'passed' },
      { sequence: 4, fate: 'passed' },
    ]);
  });

  test('begins with a range of unknown fates when the ring went round', () => {
    const news = fatesSince(0, ring(40));
    expect(news[0]).toEqual({ first: 1, last: 8 });
    expect(news).toHaveLength(33);
  });

  test('tells neighbours that were lost as one range', () => {
    expect(fatesSince(0, ring(5, [2, 3, 5]))).toEqual([
      { sequence: 1, fate: 'passed' },
      { first: 2, last: 3 },
      { sequence: 4, fate: 'passed' },
      { first: 5, last: 5 },
    ]);
  });

  test('covers each trigger exactly once, however often it is looked at', () => {
    const looks = fc.array(fc.nat({ max: 200 }), { maxLength: 12 });
    fc.assert(
      fc.property(looks, fc.array(fc.nat({ max: 200 })), (counts, lost) => {
        let seen = 0;
        const all: number[] = [];
        for (const count of counts.toSorted((a, b) => a - b)) {
          const news = fatesSince(seen, ring(count, lost));
          all.push(...covered(news));
          seen = count;
        }
        expect(all).toEqual(Array.from({ length: seen }, (_, index) => index + 1));
      }),
    );
  });
});
