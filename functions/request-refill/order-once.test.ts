import { expect, test } from 'vitest';
import type { Verdict } from '#shared/delivery/verdict.ts';
import { lookAgain, notKnown, orderOnce } from './order-once.ts';

const base = {
  ...{ tenant: 'acme', pool: 'codes', amount: 1, issuer: {}, requestId: 'r1', attempts: 1, polls: 0 },
} as const;
const received = (receipt: string): Verdict => ({ verdict: 'received', receipt });
const LOOKING = received('?looking');

/** An issuer whose list shows what it is given, and how often an order was made there. */
function issuer(listed?: Verdict, answer: Verdict = received('made')) {
  let made = 0;
  const place = async () => {
    made++;
    return answer;
  };
  return { find: async () => listed, place, made: () => made };
}

test('an order is made when none is listed, and found when one is', async () => {
  const empty = issuer();
  expect(await orderOnce(base, empty)).toEqual(received('made'));
  expect(empty.made()).toBe(1);
  const full = issuer(received('before'));
  expect(await orderOnce(base, full)).toEqual(received('before'));
  expect(full.made()).toBe(0);
});

test.each([
  ['that was made, and is listed no more, is asked about by its id', 'made', received('made')],
  ['that may have been made is looked for', '?looking', LOOKING],
  ['that a try was to make, which did not come to an end, is looked for', '?placing-after-2', LOOKING],
])('an order %s, when its result was asked for in vain', async (_, receipt, expected) => {
  const empty = issuer();
  expect(await orderOnce({ ...base, attempts: 2, failure: 'no result', receipt }, empty)).toEqual(expected);
  expect(empty.made()).toBe(0);
});

test('an order that no try made is made by the next one alone', async () => {
  const empty = issuer();
  const planned = await orderOnce({ ...base, attempts: 2, failure: 'status 429' }, empty);
  const receipt = planned.verdict === 'received' ? planned.receipt : '';
  expect(await lookAgain({ ...base, attempts: 4, receipt }, empty)).toEqual(LOOKING);
  expect(empty.made()).toBe(0);
  expect(await lookAgain({ ...base, attempts: 3, receipt }, empty)).toEqual(received('made'));
  expect(empty.made()).toBe(1);
});

test('an order whose answer was lost is looked for until a person is called', async () => {
  const lost = issuer(undefined, { verdict: 'retry', failure: 'ambiguous', reason: 'no answer' });
  expect(await orderOnce(base, lost)).toEqual(LOOKING);
  expect(await lookAgain({ ...base, receipt: '?looking', polls: 7 }, lost)).toEqual({ verdict: 'pending' });
  expect(await lookAgain({ ...base, receipt: '?looking', polls: 8 }, lost)).toMatchObject({
    ...{ verdict: 'stopped', reason: expect.stringContaining('look there for r1') },
  });
  expect(lost.made()).toBe(1);
});

test('an order that is not known under its id is asked about for hours before a person is called', () => {
  expect(notKnown({ ...base, receipt: 'o1', polls: 18 })).toMatchObject({ verdict: 'retry' });
  expect(notKnown({ ...base, receipt: 'o1', polls: 19 })).toMatchObject({
    ...{ verdict: 'stopped', reason: expect.stringContaining('look there for r1') },
  });
});
