import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addRanked, misplacedIn, type Ranked } from './element-order.ts';

/** Children called by letters, ranked by the alphabet. */
const children = (letters: string): Ranked[] => {
  const ranked: Ranked[] = [];
  for (const [at, name] of [...letters].entries()) addRanked(ranked, { name, rank: name.charCodeAt(0), at });
  return ranked;
};
const told = (letters: string) => misplacedIn(children(letters)).map(({ child, detail }) => `${child.at} ${detail}`);

describe('children out of order', () => {
  test.each([
    ['dabc', '0 <d> stands before <a>; the order of the schema is: a, b, c, d'],
    ['bcda', '3 <a> stands after <d>; the order of the schema is: a, b, c, d'],
    ['acbd', '1 <c> stands before <b>; the order of the schema is: a, b, c, d'],
    ['ba', '0 <b> stands before <a>; the order of the schema is: a, b'],
    ['aacbb', '2 <c> stands before <b>; the order of the schema is: a, b, c'],
  ])('%s: the one that was moved is told, once', (letters, expected) => expect(told(letters)).toEqual([expected]));

  test('two that were moved are told each', () => {
    expect(told('fabcde').concat(told('bcdefa'))).toHaveLength(2);
    expect(told('dabfce')).toHaveLength(2);
  });

  test.each(['', 'a', 'abc', 'aabbc', 'az'])('"%s" are in order', (letters) => expect(told(letters)).toEqual([]));

  test('however many come, the first are looked at', () => {
    expect(children('ab'.repeat(10_000))).toHaveLength(64);
    expect(told('ab'.repeat(10_000)).length).toBeLessThan(64);
  });

  test('are in order once what is told is left out', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 }), (ranks) => {
        const ranked = ranks.map((rank, at) => ({ name: `e${rank}`, rank, at }));
        const wrong = new Set(misplacedIn(ranked).map(({ child }) => child));
        const left = ranked.filter((child) => !wrong.has(child)).map(({ rank }) => rank);
        expect(left).toEqual(left.toSorted((a, b) => a - b));
        expect(misplacedIn(ranked).every(({ detail }) => !detail.includes('undefined'))).toBe(true);
      }),
    );
  });
});
