import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { putRows } from '#common/store/batches.ts';
import { hourKey, markKey, recordedKey } from '#common/store/keys.ts';
import { refRows } from '#common/store/ref-rows.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { readEventQuery } from '#shared/epcis/query/read-event-query.ts';
import { SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { tables } from '../../../test/kit/dynoxide.ts';
import { here, minute } from '../../../test/kit/events.ts';
import { type QueryWorld, type Repository, startQueryWorld } from '../../../test/kit/query-world.ts';
import { good } from '../../../test/kit/unit-maker.ts';
import { type PageAsked, runQuery } from './run-query.ts';

let world: QueryWorld;
let acme: Repository;

beforeAll(async () => {
  world = await startQueryWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  acme = await world.repository();
});

const foreign = (serial: number) => `urn:epc:id:sgtin:4012345.077889.${serial}`;
const event = (m: number, more: Record<string, string> = {}): EpcisEvent => ({
  ...commissionEvent({ epcs: [foreign(1), foreign(m + 10)], at: minute(m), ...here }),
  eventID: `urn:uuid:${m}`,
  ...more,
});
const run = (params: Record<string, string>, more: Partial<PageAsked> = {}) =>
  runQuery(acme.needs, acme.tenant, good(readEventQuery({ queryName: SIMPLE_EVENT_QUERY, params })), {
    perPage: 10,
    ...more,
  });
/** A clock on which every look takes so many seconds. */
const slowClock = (seconds: number) => {
  let now = 0;
  return () => (now += seconds * 1000);
};

test('ten minutes with more events than a page may look at still answer a page', async () => {
  await acme.capture(...Array.from({ length: 12 }, (_, i) => event(0, { eventID: `urn:uuid:first-${i}` })));
  const crowd = Array.from({ length: 210_000 }, (_, i) => ({
    at: `2026-03-01T08:00:30.000Z#${String(i).padStart(7, '0')}#${'D'.repeat(22)}`,
    eventId: `urn:event:${i}`,
    item: 'event',
  }));
  const rows = refRows((at) => hourKey(acme.tenant, '2026-03-01T08', at), minute(0), crowd);
  await putRows(world.engine.db, tables.ledger, rows);
  const page = await run({ orderDirection: 'ASC' });
  expect(page.events).toHaveLength(10);
  expect(page.next).toBeDefined();
  expect(page.cost.looked).toBeGreaterThan(3_000);
}, 60_000);

test('a thing with many events in another role than the one asked for is refused as soon as time is up', async () => {
  await acme.capture(...Array.from({ length: 30 }, (_, i) => event(i * 10)));
  await expect(run({ MATCH_parentID: foreign(1) }, { clock: slowClock(2) })).rejects.toMatchObject({
    refusal: { refused: 'too-complex', remedy: expect.stringContaining('GE_eventTime') },
  });
  expect((await run({ MATCH_parentID: foreign(1) })).events).toEqual([]);
});

test('a search over many hours ends when time is up, and looks into no more of them', async () => {
  await acme.capture(...Array.from({ length: 60 }, (_, i) => event(i * 60)));
  let looks = 0;
  const clock = () => (looks++ > 5 ? 30_000 : 0);
  await expect(run({ LT_recordTime: minute(0) }, { clock })).rejects.toMatchObject({
    refusal: { refused: 'too-complex' },
  });
  expect(looks).toBeLessThan(15);
});

describe('hours of which nothing is looked into', () => {
  const hour = (h: number) => new Date(Date.UTC(2026, 2, 1) + h * 3_600_000).toISOString().slice(0, 13);
  const hours = Array.from({ length: 200 }, (_, h) => hour(h));
  const step = ['bizStep', 'packing'] as const;
  const disposition = ['disposition', 'in_transit'] as const;
  /** A clock whose looks take a second each. */
  const bySecond = () => slowClock(1);

  test.each(['ASC', 'DESC'])(
    'because marks never meet are paid for, and passed page by page, %s',
    async (orderDirection) => {
      const marked = (h: number) => (h % 2 ? step : disposition);
      const rows = hours.map((one, h) => markKey(acme.tenant, marked(h)[0], marked(h)[1], one));
      await putRows(world.engine.db, tables.ledger, rows);
      const params = { EQ_bizStep: step[1], EQ_disposition: disposition[1], orderDirection };
      await expect(run(params, { clock: bySecond() })).rejects.toMatchObject({ refusal: { refused: 'too-complex' } });
      let pages = 0;
      for (let next: string | undefined, isFirst = true; isFirst || next !== undefined; isFirst = false) {
        const after: Partial<PageAsked> = next === undefined ? {} : { after: next };
        next = (await run(params, { clock: bySecond(), isPatient: true, ...after })).next;
        pages++;
      }
      expect(pages).toBeGreaterThan(1);
      expect(pages).toBeLessThan(10);
    },
  );

  test('because nothing of the record time asked for is in them are paid for', async () => {
    const recorded = hours.map((one) => recordedKey(acme.tenant, one, '2025-01-01T00'));
    await putRows(world.engine.db, tables.ledger, recorded);
    const params = { GE_recordTime: `${hour(0)}:00:00.000Z` };
    await expect(run(params, { clock: bySecond() })).rejects.toMatchObject({ refusal: { refused: 'too-complex' } });
    expect((await run(params)).events).toEqual([]);
  });
});

test('of large events no more are read than the page holds, and one that shows that there is a next', async () => {
  for (const m of [0, 1, 2, 3, 4, 5])
    await acme.capture(event(m, { 'https://example.com/blob': 'x'.repeat(1_400_000) }));
  const page = await run({ orderDirection: 'ASC' });
  expect(page.events).toHaveLength(2);
  expect(page.cost.fetched).toBe(3);
});
