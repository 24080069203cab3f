import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { here, minute } from '../../test/kit/events.ts';
import { forgedToken } from '../../test/kit/forged-token.ts';
import { eventsIn, nextOf, type QueryWorld, type Repository, startQueryWorld } from '../../test/kit/query-world.ts';

let world: QueryWorld;
let acme: Repository;

beforeAll(async () => {
  world = await startQueryWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  acme = await world.repository();
});

const capture = (...events: EpcisEvent[]) => acme.capture(...events);
const ask = (query: Record<string, string>, headers: Record<string, string> = {}, tenant = acme.tenant) =>
  acme.ask('GET /epcis/events', { tenant, query, headers });
const foreign = (serial: number) => `urn:epc:id:sgtin:4012345.077889.${serial}`;
const commission = (epcs: string[], m: number) => commissionEvent({ epcs, at: minute(m), lot: 'LOT1', ...here });

describe('paging', () => {
  /** All pages, by following the links; `between` runs after the first. */
  async function pages(query: Record<string, string>, between = async () => {}) {
    const seen: string[][] = [];
    for (let next: Record<string, string> | undefined = query; next !== undefined; ) {
      const answered: Awaited<ReturnType<typeof ask>> = await ask(next);
      seen.push(eventsIn(answered).map(({ eventTime }) => eventTime));
      next = nextOf(answered);
      if (seen.length === 1) await between();
    }
    return seen;
  }
  const manyAt = (...minutes: number[]) => capture(...minutes.map((m) => commission([foreign(1), foreign(m + 10)], m)));

  test.each<[string, Record<string, string>]>([
    ['over time', {}],
    ['of one unit', { MATCH_anyEPC: foreign(1) }],
    ['with a filter', { EQ_bizStep: 'commissioning', EQ_action: 'ADD' }],
  ])('%s shows each event once and ends without an empty page', async (_, query) => {
    await manyAt(0, 1, 2, 3, 4, 5);
    expect(await pages({ perPage: '2', ...query })).toEqual(
      [
        [5, 4],
        [3, 2],
        [1, 0],
      ].map((page) => page.map(minute)),
    );
    expect(await pages({ perPage: '4', ...query, orderDirection: 'ASC' })).toEqual(
      [
        [0, 1, 2, 3],
        [4, 5],
      ].map((page) => page.map(minute)),
    );
  });

  test.each<[string, Record<string, string>]>([
    ['over time', {}],
    ['of one unit', { MATCH_anyEPC: foreign(1) }],
  ])('%s neither repeats nor loses an event while others are captured', async (_, query) => {
    await manyAt(2, 4, 6, 8);
    const seen = await pages({ perPage: '2', ...query }, async () => void (await manyAt(1, 3, 7, 9)));
    expect(seen.flat()).toEqual([8, 6, 4, 3, 2, 1].map(minute));
  });

  test('goes over the days', async () => {
    await manyAt(0, 1440, 2880, 43_200);
    expect((await pages({ perPage: '1' })).flat()).toEqual([43_200, 2880, 1440, 0].map(minute));
  });

  test.each<[string, Record<string, string>]>([
    ['of another query', { EQ_bizStep: 'packing' }],
    ['that was changed', { nextPageToken: 'eyJhdCI6IjEifQ' }],
  ])('refuses a token %s', async (_, change) => {
    await manyAt(0, 1);
    const next = nextOf(await ask({ perPage: '1' }));
    expect(await ask({ ...next, ...change })).toMatchObject({ status: 400, body: { at: 'nextPageToken' } });
  });

  const places = (count: number) =>
    [here.readPoint, ...Array.from({ length: count }, (_, i) => `https://example.com/${'x'.repeat(200)},${i}`)].join(
      '|',
    );

  test('follows the link of a query that is nearly as long as one may be', async () => {
    await manyAt(0, 1, 2);
    const query = { EQ_readPoint: places(31), perPage: '1' };
    const link = String((await ask(query)).headers['Link']);
    expect(link.length).toBeGreaterThan(7000);
    expect(link).toMatch(/%7Chttps:\/\/example.com\/x+,1%7C/);
    expect((await pages(query)).flat()).toEqual([2, 1, 0].map(minute));
  });

  test('refuses a query whose next page could not be asked for, on the first page', async () => {
    await manyAt(0, 1, 2);
    const query = { EQ_readPoint: places(33), EQ_action: 'ADD', orderBy: 'eventTime' };
    expect(await ask(query)).toMatchObject({ status: 200 });
    expect(await ask({ ...query, perPage: '1' })).toMatchObject({
      status: 414,
      body: {
        type: 'epcisException:URITooLongException',
        remedy: expect.stringContaining('POST the query to /epcis/queries'),
      },
    });
  });

  test.each([
    { at: '9999-99-99T99#0#' },
    { at: `2026-03-01T08:00:00.000Z#0000000#${'~'.repeat(150)}` },
    { at: '2026-03-01T08:00:00.000Z#0000000#x', given: 1e12 },
    { at: '2026-03-01T08:00:00.000Z#0000000#x', of: 'urn:uuid:never' },
    { at: '2026-03-01T08:00:00.000Z#0000000#x', given: -1 },
    { at: 1 },
  ])('answers a token that was forged to say %j without a fault', async (cursor) => {
    await manyAt(0, 1);
    const { nextPageToken = '', ...query } = nextOf(await ask({ perPage: '1' })) ?? {};
    const forged = forgedToken(acme.tenant, nextPageToken, cursor);
    for (const further of [{}, { orderBy: 'recordTime' }])
      expect((await ask({ ...query, ...further, nextPageToken: forged })).status).toBeLessThan(500);
  });
});
