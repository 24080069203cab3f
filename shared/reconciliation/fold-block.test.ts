import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CounterSet } from './counter-set.ts';
import { fates } from './figures.ts';
import { foldBlock, type Said } from './fold-block.ts';

const counters = (from: number, to: number) => fc.uniqueArray(fc.integer({ min: from, max: to }), { maxLength: 120 });

/** What lines, ledger and people may say about the block 300 to 899, true or not, in any order. */
const anySaid = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('drawn' as const, 'elsewhere' as const), numbers: counters(250, 950) }),
    fc.record({ kind: fc.constant('fate' as const), fate: fc.constantFrom(...fates), numbers: counters(250, 950) }),
  ),
  { maxLength: 12 },
);

const block = (own: boolean): Said => ({ kind: 'block', numbers: CounterSet.range(300, 899, [400, 511, 512]), own });
const asSaid = (all: readonly { kind: string; numbers: number[] }[]): Said[] =>
  all.map((one) => ({ ...one, numbers: CounterSet.of(one.numbers) }) as Said);
const listed = (set: CounterSet) => [...set.counters()];

describe('what was told of a block', () => {
  test('folds stretch by stretch as it does in the whole: no number’s fate depends on another’s', () => {
    const cut = fc.integer({ min: 301, max: 899 });
    fc.assert(
      fc.property(anySaid, fc.boolean(), cut, (all, own, at) => {
        const said = asSaid(all);
        const whole = foldBlock([block(own), ...said]);
        const parts = [CounterSet.range(300, at - 1), CounterSet.range(at, 899)].map((stretch) =>
          foldBlock([block(own), ...said].map((one) => ({ ...one, numbers: one.numbers.and(stretch) }))),
        );
        for (const name of [...fates, 'asked' as const, 'unaccounted' as const])
          expect(parts.flatMap(({ sets }) => listed(sets[name]))).toEqual(listed(whole.sets[name]));
        expect(parts.flatMap(({ left }) => listed(left))).toEqual(listed(whole.left));
      }),
    );
  });

  test('gives figures that add up, in whatever order and however often it was told', () => {
    fc.assert(
      fc.property(anySaid, fc.boolean(), fc.infiniteStream(fc.nat()), (all, own, dice) => {
        const said = [block(own), ...asSaid(all)];
        const shuffled = [...said, ...said]
          .map((one) => ({ one, at: dice.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const [fold, again] = [foldBlock(said), foldBlock(shuffled)];
        expect(again.figures).toEqual(fold.figures);
        expect(again.contradictions.map(({ between, numbers }) => [between, listed(numbers)])).toEqual(
          fold.contradictions.map(({ between, numbers }) => [between, listed(numbers)]),
        );
        const { asked, unaccounted } = fold.figures;
        expect(fates.reduce((sum, fate) => sum + fold.figures[fate], unaccounted)).toBe(asked);
        const everyNumber = [...fates, 'unaccounted' as const].flatMap((name) => listed(fold.sets[name]));
        expect(everyNumber.toSorted((a, b) => a - b)).toEqual(listed(fold.sets.asked));
        expect(asked).toBeLessThanOrEqual(597);
      }),
    );
  });

  test('counts what two witnesses claim once, and shows it', () => {
    fc.assert(
      fc.property(anySaid, (all) => {
        const said = asSaid(all);
        const { contradictions, sets } = foldBlock([block(true), ...said]);
        const claims = (counter: number) =>
          new Set(said.flatMap((one) => (one.kind === 'fate' && one.numbers.has(counter) ? [one.fate] : [])));
        for (const counter of sets.asked.counters()) {
          const shown = contradictions.some(
            ({ between: [, other], numbers }) => other !== 'another-lot' && other !== 'outside' && numbers.has(counter),
          );
          expect(shown).toBe(claims(counter).size > 1);
        }
      }),
    );
  });

  test('leaves what another lot drew to that lot', () => {
    const said: Said[] = [
      block(true),
      { kind: 'drawn', numbers: CounterSet.range(300, 349) },
      { kind: 'elsewhere', numbers: CounterSet.range(350, 899) },
      { kind: 'fate', fate: 'commissioned', numbers: CounterSet.range(300, 348) },
    ];
    const { figures, left } = foldBlock(said);
    expect(figures).toMatchObject({ asked: 50, commissioned: 49, unaccounted: 1 });
    expect(left.isEmpty).toBe(true);
  });

  test('does not ask a lot for a block that was asked for others, but for what it drew', () => {
    const { figures } = foldBlock([block(false), { kind: 'drawn', numbers: CounterSet.range(300, 309) }]);
    expect(figures).toMatchObject({ asked: 10, unaccounted: 10 });
  });
});

describe('a set of counters', () => {
  test('is the set', () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 2_000 }));
    fc.assert(
      fc.property(some, some, fc.nat({ max: 2_000 }), (a, b, from) => {
        const [one, other] = [CounterSet.of(a), CounterSet.of(b)];
        const sorted = (numbers: number[]) => numbers.toSorted((x, y) => x - y);
        expect(listed(one.and(other))).toEqual(sorted(a.filter((x) => b.includes(x))));
        expect(listed(one.without(other))).toEqual(sorted(a.filter((x) => !b.includes(x))));
        expect(listed(one.or(other))).toEqual(sorted([...new Set([...a, ...b])]));
        expect([...one.counters(from)]).toEqual(sorted(a.filter((x) => x >= from)));
        expect([one.size, one.isEmpty]).toEqual([a.length, a.length === 0]);
      }),
    );
  });
});
