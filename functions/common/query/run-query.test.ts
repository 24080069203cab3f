import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Refused } from '#common/refused.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { readEventQuery } from '#shared/epcis/query/read-event-query.ts';
import { SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { here, minute, stored } from '../../../test/kit/events.ts';
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

type Params = Record<string, string | string[]>;

const context = { ex: 'https://example.com/' };
const foreign = (serial: number) => `urn:epc:id:sgtin:4012345.077889.${serial}`;
const event = (m: number, more: Record<`ex:${string}`, string | number> = {}): EpcisEvent => ({
  ...commissionEvent({ epcs: [foreign(1), foreign(m + 10)], at: minute(m), ...here }),
  eventID: `urn:uuid:${m}`,
  '@context': context,
  ...more,
});
const run = (params: Params, more: Partial<PageAsked> = {}) =>
  runQuery(acme.needs, acme.tenant, good(readEventQuery({ queryName: SIMPLE_EVENT_QUERY, params, context })), {
    perPage: 30,
    ...more,
  });

/** Ids of all pages, shortened to their minutes. */
async function pages(params: Params, more: Partial<PageAsked> = {}): Promise<string[][]> {
  const seen: string[][] = [];
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const page = await run(params, { ...more, ...(after !== undefined && { after }) });
    seen.push(page.events.map(({ eventId }) => eventId.replace('urn:uuid:', '')));
    after = page.next;
  }
  return seen;
}
const found = async (params: Params) => (await pages(params)).flat();

/** A clock on which every look takes so many seconds. */
const slowClock = (seconds: number) => {
  let now = 0;
  return () => {
    now += seconds * 1000;
    return now;
  };
};

describe('an order', () => {
  beforeEach(async () => {
    await acme.capture(
      event(1, { 'ex:weight': 10, 'ex:name': 'b' }),
      event(2, { 'ex:weight': 2, 'ex:name': 'a' }),
      event(3, { 'ex:weight': 2 }),
      event(4),
      event(5, { 'ex:weight': 9, 'ex:name': 'c' }),
    );
  });

  test.each<[string, string, string[]]>([
    ['ex:weight', 'ASC', ['2', '3', '5', '1', '4']],
    ['ex:weight', 'DESC', ['1', '5', '3', '2', '4']],
    ['ex:name', 'ASC', ['2', '1', '5', '3', '4']],
    ['eventTime', 'ASC', ['1', '2', '3', '4', '5']],
  ])('by %s, %s, is kept over pages of any size', async (orderBy, orderDirection, ids) => {
    for (const perPage of [1, 2, 5])
      expect((await pages({ orderBy, orderDirection }, { perPage })).flat()).toEqual(ids);
    expect(await pages({ orderBy, orderDirection }, { perPage: 5 })).toHaveLength(1);
  });

  test('by record time is that of capture, not of what happened', async () => {
    const late = stored([event(0)], 'late').map((one) => ({ ...one, recordTime: minute(200) }));
    await acme.needs.ledger.append(acme.tenant, late);
    expect((await found({ orderBy: 'recordTime' }))[0]).toBe('0');
    expect(await found({ GE_recordTime: minute(150) })).toEqual(['0']);
    expect(await found({ LT_recordTime: minute(150), MATCH_anyEPC: foreign(1), orderBy: 'recordTime' })).toHaveLength(
      5,
    );
  });

  test('by record time is kept over pages, whatever order things happened in', async () => {
    for (const [i, m] of [70, 60, 90, 80].entries()) {
      const late = stored([event(m)], `late-${m}`).map((one) => ({ ...one, recordTime: minute(200 + i) }));
      await acme.needs.ledger.append(acme.tenant, late);
    }
    for (const perPage of [1, 2, 3, 9])
      expect((await pages({ orderBy: 'recordTime' }, { perPage })).flat()).toEqual([
        '80',
        '90',
        '60',
        '70',
        '5',
        '4',
        '3',
        '2',
        '1',
      ]);
    const params = { GE_recordTime: minute(200), orderBy: 'recordTime', orderDirection: 'ASC' };
    expect(await pages(params, { perPage: 2 })).toEqual([
      ['70', '60'],
      ['90', '80'],
    ]);
  });

  test('by record time needs no more events than the page has', async () => {
    const { cost } = await run({ orderBy: 'recordTime' }, { perPage: 1 });
    expect(cost).toEqual({ looked: 2, fetched: 2 }); // the hour and its row
  });

  test('of events found by id is that of the query', async () => {
    const ids = ['urn:uuid:2', 'urn:uuid:5', 'urn:uuid:1'];
    expect(await pages({ EQ_eventID: ids }, { perPage: 2 })).toEqual([['5', '2'], ['1']]);
    const params = { EQ_eventID: ids, orderBy: 'ex:weight', orderDirection: 'ASC' };
    expect(await pages(params, { perPage: 2 })).toEqual([['2', '5'], ['1']]);
  });

  test('is not disturbed by what is captured between two pages', async () => {
    const params = { orderBy: 'ex:weight', orderDirection: 'ASC' };
    const first = await run(params, { perPage: 2 });
    await acme.capture(event(6, { 'ex:weight': 1 }), event(7, { 'ex:weight': 10 }));
    const rest = await run(params, { after: first.next ?? '' });
    expect(rest.events.map(({ eventId }) => eventId)).toEqual([5, 1, 7, 4].map((m) => `urn:uuid:${m}`));
  });
});

describe('a limit', () => {
  beforeEach(() => acme.capture(...[0, 1, 2, 3, 4, 5].map((m) => event(m, { 'ex:rank': m }))));

  test.each(['eventTime', 'recordTime', 'ex:rank'])('of events in order of %s counts over pages', async (orderBy) => {
    const params = { orderBy, orderDirection: 'ASC', eventCountLimit: '4' };
    expect(await pages(params, { perPage: 2 })).toEqual([
      ['0', '1'],
      ['2', '3'],
    ]);
    expect(await pages(params, { perPage: 3 })).toEqual([['0', '1', '2'], ['3']]);
    expect(await pages(params)).toEqual([['0', '1', '2', '3']]);
  });

  test.each<Params>([{}, { orderBy: 'ex:rank' }, { MATCH_anyEPC: foreign(1) }])(
    'of results refuses more, however small the page (%j)',
    async (params) => {
      await expect(run({ ...params, maxEventCount: '5' }, { perPage: 2 })).rejects.toMatchObject({
        refusal: { refused: 'too-many-results', at: 'maxEventCount' },
      });
      expect((await pages({ ...params, maxEventCount: '6' }, { perPage: 2 })).flat()).toHaveLength(6);
    },
  );
});

describe('a query that takes too long', () => {
  beforeEach(() => acme.capture(...Array.from({ length: 40 }, (_, m) => event(m, { 'ex:rank': m }))));

  test('gives what it found, and the pages together give everything', async () => {
    const all = await pages({ orderDirection: 'ASC' }, { clock: slowClock(2) });
    expect(all.length).toBeGreaterThan(2);
    expect(all.flat()).toEqual(Array.from({ length: 40 }, (_, m) => String(m)));
  });

  test.each<[string, Params]>([
    ['found nothing', { EQ_action: 'DELETE' }],
    ['has to sort', { orderBy: 'ex:rank' }],
    ['has to sort by record time', { orderBy: 'recordTime' }],
    ['has to count', { maxEventCount: '100' }],
  ])('and %s is refused with the parameters that would help', async (_, params) => {
    const refused = await run(params, { clock: slowClock(2) }).catch((error) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({
      refusal: { refused: 'too-complex', remedy: expect.stringMatching(/GE_eventTime.*MATCH_anyEPC/) },
    });
  });

  test('and finds nothing for long after its first page answers empty pages that lead to the rest', async () => {
    await acme.capture(event(50, { 'ex:odd': 'yes' }), event(-1, { 'ex:odd': 'yes' }));
    const params = { 'EQ_ex:odd': 'yes', orderDirection: 'ASC' };
    const all = await pages(params, { clock: slowClock(2) });
    expect(all).toContainEqual([]);
    expect(all.flat()).toEqual(['-1', '50']);
  });

  test('answers an empty first page too to whoever is patient', async () => {
    await acme.capture(event(50, { 'ex:odd': 'yes' }));
    const params = { 'EQ_ex:odd': 'yes', orderDirection: 'ASC' };
    const all = await pages(params, { clock: slowClock(2), isPatient: true });
    expect(all[0]).toEqual([]);
    expect(all.flat()).toEqual(['50']);
  });

  test.each(['ASC', 'DESC'])('and comes no further than the page before is refused, %s', async (orderDirection) => {
    const params = { orderDirection };
    const { next = '' } = await run(params, { perPage: 2 });
    let looks = 0;
    const clock = () => (looks++ > 0 ? 30_000 : 0);
    await expect(run(params, { after: next, clock })).rejects.toMatchObject({ refusal: { refused: 'too-complex' } });
  });

  test('does not take more than a page needs', async () => {
    const page = await run({ MATCH_anyEPC: foreign(1) }, { perPage: 2 });
    expect(page.events).toHaveLength(2);
    expect(page.cost.fetched).toBeLessThan(10);
  });
});

test('large events make a shorter page, and none is lost', async () => {
  const blob = 'x'.repeat(1_400_000);
  for (const m of [0, 1, 2, 3]) await acme.capture(event(m, { 'ex:blob': blob }));
  expect(await pages({ orderDirection: 'ASC' })).toEqual([
    ['0', '1'],
    ['2', '3'],
  ]);
  expect(await pages({ orderBy: 'recordTime', orderDirection: 'ASC' })).toEqual([
    ['0', '1'],
    ['2', '3'],
  ]);
});

test.each(['', 'x', '{}', '{"at":"2026"}', '{"at":"2026-03-01T08:00:00.000Z#0000000#x","given":-1}'])(
  'a page that ended at %s is no page',
  async (after) => {
    await expect(run({}, { after })).rejects.toMatchObject({ refusal: { at: 'nextPageToken' } });
  },
);
