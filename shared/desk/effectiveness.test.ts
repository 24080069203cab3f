import { expect, test } from 'vitest';
import { effectivenessOf } from './effectiveness.ts';

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
    ...{ found: 8, quarantined: 3, returned: 5, destroyed: 0, notFound: 3, effectiveness: 0.5 },
  });
  expect(effectivenessOf([]).effectiveness).toBe(1);
});
