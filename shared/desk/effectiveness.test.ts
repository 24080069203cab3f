import { expect, test } from 'vitest';
import { noSubject } from './desk-subject.ts';
import { beyondList, effectivenessOf } from './effectiveness.ts';

test('a recall is as effective as its notices are reported on, and packs that nobody found are told', () => {
  const found = { found: 8, quarantined: 3, returned: 5, destroyed: 0 };
  const told = effectivenessOf([
    { state: 'reported', packs: 10, found },
    { state: 'acknowledged', packs: 5 },
    { state: 'open', packs: 2 },
    { state: 'withdrawn', packs: 99 },
    { state: 'resolved', packs: 1, found: { found: 0, quarantined: 0, returned: 0, destroyed: 0 } },
  ]);
  expect(told).toEqual({
    ...{ notices: 4, unanswered: 1, acknowledged: 1, reported: 2, notified: 18 },
    ...{ found: 8, beyond: 0, quarantined: 3, returned: 5, destroyed: 0, notFound: 3, effectiveness: 0.5 },
  });
  expect(effectivenessOf([]).effectiveness).toBe(1);
});

test('packs that a holder found of a lot beyond those that it was told of make nothing of the others found', () => {
  const found = { found: 1_000_000, quarantined: 0, returned: 0, destroyed: 0 };
  const told = effectivenessOf([
    { state: 'reported', packs: 228, found },
    { state: 'open', packs: 10 },
  ]);
  expect(told).toMatchObject({ notified: 238, found: 228, beyond: 999_772, notFound: 0, effectiveness: 0.5 });
});

test('more packs than a notice lists are refused, unless it is of a lot, or does not say how many', () => {
  const found = { found: 3, quarantined: 0, returned: 0, destroyed: 0 };
  const lots = [{ gtin: '09529999999999', lot: 'L1' }];
  expect(beyondList({ ...noSubject, packs: 2 }, found)).toMatchObject({
    at: '/found/found',
    detail: '3 packs are reported, and the notice lists 2',
  });
  expect(beyondList({ ...noSubject, packs: 3 }, found)).toBeUndefined();
  expect(beyondList({ ...noSubject, packs: 2, lots }, found)).toBeUndefined();
  expect(beyondList(noSubject, found)).toBeUndefined();
});
