import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anOrder } from '../../test/kit/builders.ts';
import type { Lot } from '../messages/lots-api.ts';
import { type OrderRevision, type OrderStanding, standingState } from '../messages/orders-api.ts';
import { isRefusal } from '../refusal.ts';
import { judgeCancel } from './judge-cancel.ts';
import { judgeChange } from './judge-change.ts';
import { judgeStanding } from './judge-standing.ts';
import { orderView } from './order-view.ts';
import { contentOf, newestOf, revisionsOf } from './revisions.ts';

const made: Lot = { ...anOrder(), state: 'assigned', createdAt: '2026-03-01T08:00:00.000Z' };
const who = { by: 'ada', at: '2026-03-01T08:30:00.000Z' };

/** What L4 may wish and a site may tell, in any order, sensible or not. */
const deed = fc.oneof(
  fc.record({
    does: fc.constant('change' as const),
    revision: fc.integer({ min: 1, max: 6 }),
    quantity: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ does: fc.constant('cancel' as const), revision: fc.integer({ min: 1, max: 6 }) }),
  fc.record({
    does: fc.constant('tell' as const),
    seen: fc.integer({ min: 1, max: 6 }),
    runs: fc.integer({ min: 1, max: 6 }),
    state: fc.constantFrom(...standingState.options),
    minute: fc.integer({ min: 10, max: 59 }),
  }),
);
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never;

const standing = ({ seen, runs, state, minute }: Extract<Deed, { does: 'tell' }>): OrderStanding => ({
  seen,
  runs: Math.min(seen, runs),
  state,
  line: 'line-2',
  at: `2026-03-01T09:${minute}:00.000Z`,
});

const revised = (lot: Lot, one: OrderRevision): Lot => ({
  ...lot,
  revision: one.revision,
  revisions: [...revisionsOf(lot), one],
});

function told(lot: Lot, said: OrderStanding): Lot {
  const stood = judgeStanding(lot, said);
  if (stood === 'known' || isRefusal(stood)) return lot;
  return {
    ...lot,
    revisions: [...revisionsOf(lot)],
    standing: said,
    ...(stood.content && { ...stood.content, runs: said.runs }),
    ...(stood.isCancelled && { state: 'cancelled' as const }),
  };
}

function done(lot: Lot, one: Deed): Lot {
  if (one.does === 'tell') return told(lot, standing(one));
  const { revision } = one;
  const wish =
    one.does === 'change'
      ? judgeChange(lot, { revision, reason: 'wished', quantity: one.quantity }, who)
      : judgeCancel(lot, { revision, reason: 'wished' }, who);
  return wish === 'done' || isRefusal(wish) ? lot : revised(lot, wish);
}

const lives = fc.array(deed, { maxLength: 40 });

test('a revision has one content for ever, and revisions are counted without a gap', () => {
  fc.assert(
    fc.property(lives, (deeds) => {
      let lot = made;
      for (const one of deeds) {
        const before = revisionsOf(lot);
        lot = done(lot, one);
        expect(revisionsOf(lot).slice(0, before.length)).toEqual(before);
        expect(revisionsOf(lot).map(({ revision }) => revision)).toEqual(
          Array.from({ length: newestOf(lot) }, (_, i) => i + 1),
        );
      }
    }),
  );
});

test('a lot has the content of the revision that its site runs, and its site finds that of the newest', () => {
  fc.assert(
    fc.property(lives, (deeds) => {
      const lot = deeds.reduce(done, made);
      const [runs, newest] = [revisionsOf(lot)[(lot.runs ?? 1) - 1], revisionsOf(lot).at(-1)];
      expect({ ...contentOf(lot), line: '' }).toEqual({ ...contentOf(runs ?? lot), line: '' });
      if (lot.state === 'assigned') expect(contentOf(orderView(lot))).toEqual(contentOf(newest ?? lot));
    }),
  );
});

test('an order that its site has cancelled stays as it was', () => {
  fc.assert(
    fc.property(lives, lives, (before, after) => {
      const over = told(before.reduce(done, made), {
        ...standing({ does: 'tell', seen: 1, runs: 1, state: 'cancelled', minute: 59 }),
        at: '2026-03-01T10:00:00.000Z',
      });
      expect(over.state).toBe('cancelled');
      expect(after.reduce(done, over)).toEqual(over);
    }),
  );
});

test('standings that come in another order, and twice, come to the same, as long as the order lives', () => {
  const living = fc
    .uniqueArray(
      fc.record({
        does: fc.constant('tell' as const),
        seen: fc.constantFrom(1, 2),
        runs: fc.constantFrom(1, 2),
        state: fc.constantFrom('created' as const, 'assigned' as const, 'clearance' as const, 'closed' as const),
        minute: fc.integer({ min: 10, max: 59 }),
      }),
      { selector: ({ minute }) => minute, minLength: 1, maxLength: 8 },
    )
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })));
  fc.assert(
    fc.property(living, ([inOrder, shuffled]) => {
      const start = done(made, { does: 'change', revision: 1, quantity: 2 });
      const sorted = inOrder.toSorted((a, b) => a.minute - b.minute);
      expect(shuffled.reduce(done, start)).toEqual(sorted.reduce(done, start));
    }),
  );
});
