import { expect, test } from 'vitest';
import { dayToCome } from './day-to-come.ts';

const now = '2026-11-30T09:00:00Z';

test.each([{ madeDate: '2027-06-01' }, { madeDate: '2026-12-01' }, { doc_date: '30.11.2036' }])(
  '%j has not come',
  (facts) => {
    expect(dayToCome(facts, now)).toMatchObject({ at: `/facts/${Object.keys(facts)[0]}` });
  },
);

test.each([{ madeDate: '2026-11-30' }, { doc_date: '30.11.2026' }, { price: '2036' }, {}])('%j is taken', (facts) => {
  expect(dayToCome(facts, now)).toBeUndefined();
});

test('a day that has begun in the east is taken', () => {
  expect(dayToCome({ madeDate: '2026-12-01' }, '2026-11-30T12:00:00Z')).toBeUndefined();
});
