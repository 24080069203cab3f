import { QueryClient, QueryObserver } from '@tanstack/react-query';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { type ToldLot, toldLot } from '../../shared/messages/lots-api.ts';
import { noFigures } from '../../shared/reconciliation/figures.ts';
import { askAnew } from './ask-anew.ts';
import { countingOf } from './use-counted.ts';

const told = (more: object = {}): ToldLot =>
  v.parse(toldLot, {
    ...{ order: 'o', site: 'rotterdam', line: 'line-1', owner: 'acme', gtin: '09521321543218', lot: 'A/1' },
    ...{ expiry: '2028-06-30', quantity: 240, pool: 'packs', ssccPool: 'cases', companyPrefix: '9521321' },
    ...{ unitsPerCase: 24, casesPerPallet: 40, state: 'assigned', createdAt: '2026-03-01T10:00:00.000Z' },
    ...more,
  });

/** The lot's page, with how often it had the lot counted and what it shows of that. */
function lookedAt(first: ToldLot) {
  const asked: string[] = [];
  let answer: (() => void) | undefined;
  const api = {
    get: <Shape extends v.GenericSchema>(path: string, shape: Shape) =>
      new Promise<v.InferOutput<Shape>>((resolve) => {
        asked.push(path);
        const at = `count ${asked.length}`;
        const counted = { reconciles: true, digest: '', figures: noFigures, lines: [], blocks: [], differences: [] };
        answer = () =>
          resolve(v.parse(shape, { gtin: first.gtin, lot: first.lot, state: first.state, at, ...counted }));
      }),
  };
  const client = new QueryClient();
  const observer = new QueryObserver(client, countingOf(api, first));
  observer.subscribe(() => undefined);
  return {
    asked,
    /** Somebody did something on the page. */
    deed: () => askAnew(client),
    countAgain: () => observer.refetch(),
    answer: () => answer?.(),
    tell: (lot: ToldLot) => observer.setOptions(countingOf(api, lot)),
    shown: () => observer.getCurrentResult(),
  };
}

test('a lot is counted when it is opened and when its row has changed, however often it is told', async () => {
  const page = lookedAt(told());
  page.answer();
  await expect.poll(() => page.shown().data?.at).toBe('count 1');
  for (let i = 0; i < 5; i++) page.tell(told());
  expect(page.asked).toEqual(['/api/lots/A%2F1/reconciliation?gtin=09521321543218']);
  page.tell(told({ state: 'reported', reportedAt: '2026-03-01T12:00:00.000Z' }));
  expect(page.asked).toHaveLength(2);
  // Until it is counted, the figures of before stand as such.
  expect(page.shown()).toMatchObject({ isPlaceholderData: true, data: { at: 'count 1' } });
  page.answer();
  await expect.poll(() => page.shown().data?.at).toBe('count 2');
  expect(page.shown().isPlaceholderData).toBe(false);
});

test('a lot that is released is counted no more by itself, and a recall changes no number', async () => {
  const page = lookedAt(told({ state: 'released' }));
  page.answer();
  await expect.poll(() => page.shown().data?.at).toBe('count 1');
  page.tell(told({ state: 'released', recalls: ['r-1'], releasedAt: '2026-03-02T12:00:00.000Z' }));
  expect(page.asked).toHaveLength(1);
});

test('a deed on its page counts a lot once, for its row, and not for the deed', async () => {
  const page = lookedAt(told());
  page.answer();
  await expect.poll(() => page.shown().data?.at).toBe('count 1');
  await page.deed();
  expect(page.asked).toHaveLength(1);
  page.tell(told({ state: 'reported', reportedAt: '2026-03-01T12:00:00.000Z' }));
  page.answer();
  await expect.poll(() => page.shown().data?.at).toBe('count 2');
  void page.countAgain();
  page.answer();
  await expect.poll(() => page.shown().data?.at).toBe('count 3');
});
