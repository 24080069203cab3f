import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { here, minute } from '../../test/kit/events.ts';
import { forgedToken } from '../../test/kit/forged-token.ts';
import { nextOf, type QueryWorld, type Repository, startQueryWorld } from '../../test/kit/query-world.ts';

let world: QueryWorld;
let acme: Repository;

beforeAll(async () => {
  world = await startQueryWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  acme = await world.repository();
});

const collection = v.object({ '@context': v.string(), type: v.literal('Collection'), member: v.array(v.string()) });
const foreign = (serial: number) => `urn:epc:id:sgtin:4012345.077889.${serial}`;
const commission = (epcs: string[], bizLocation = here.bizLocation) =>
  commissionEvent({ epcs, at: minute(0), ...here, bizLocation });

/** The pages of a collection. */
async function pages(resource: string, perPage = 30, tenant = acme.tenant) {
  const seen: string[][] = [];
  for (let query: Record<string, string> | undefined = { perPage: String(perPage) }; query !== undefined; ) {
    const answered: Awaited<ReturnType<typeof acme.ask>> = await acme.ask(`GET /epcis/${resource}`, { query, tenant });
    expect(answered).toMatchObject({ status: 200 });
    seen.push(v.parse(collection, answered.body).member);
    query = nextOf(answered);
  }
  return seen;
}
const members = async (resource: string, tenant?: string) => (await pages(resource, 30, tenant)).flat();

describe('a collection', () => {
  test('lists what the tenant’s events have, each once, and nobody else’s', async () => {
    const elsewhere = 'urn:epc:id:sgln:4012345.00001.0';
    await acme.capture(commission([foreign(1)]), commission([foreign(2)], elsewhere));
    await acme.capture(packEvent({ parent: foreign(9), children: [foreign(1)], at: minute(1), ...here }));
    expect(await members('bizSteps')).toEqual(['commissioning', 'packing']);
    expect(await members('dispositions')).toEqual(['active', 'in_progress']);
    expect(await members('readPoints')).toEqual([canonicalEpc(here.readPoint)]);
    expect(await members('bizLocations')).toHaveLength(2);
    expect((await members('epcs')).sort()).toEqual([1, 2, 9].map((serial) => canonicalEpc(foreign(serial))));
    for (const resource of ['bizSteps', 'dispositions', 'readPoints', 'bizLocations', 'epcs'])
      expect(await members(resource, 'somebody')).toEqual([]);
  });

  test('of EPCs holds those of our own pools as well', async () => {
    const [pack = '', never = ''] = await acme.units.packs(2);
    await acme.capture(commission([pack, foreign(1)]));
    const listed = await members('epcs');
    expect(listed).toEqual(expect.arrayContaining([canonicalEpc(pack), canonicalEpc(foreign(1))]));
    expect(listed).not.toContain(canonicalEpc(never));
  });

  test('of event types names the standard’s, and others once they were seen', async () => {
    const standard = ['AggregationEvent', 'AssociationEvent', 'ObjectEvent', 'TransactionEvent', 'TransformationEvent'];
    expect(await members('eventTypes')).toEqual(standard);
    await acme.capture({ ...commission([foreign(1)]), type: 'https://example.com/RecallEvent' });
    expect(await members('eventTypes')).toEqual([...standard, 'https://example.com/RecallEvent']);
    expect((await pages('eventTypes', 2)).map((page) => page.length)).toEqual([2, 2, 2]);
  });

  test('is paged without a gap and without an empty page', async () => {
    const places = Array.from({ length: 4 }, (_, i) => `https://example.com/places/${i}`);
    await acme.capture(...places.map((id) => commission([foreign(1)], id)));
    expect(await pages('bizLocations', 2)).toEqual([places.slice(0, 2), places.slice(2)]);
    expect((await pages('bizLocations', 3)).map((page) => page.length)).toEqual([3, 1]);
  });

  test.each<[string, Record<string, string>]>([
    ['nextPageToken', { nextPageToken: 'eyJhdCI6IjEifQ' }],
    ['perPage', { perPage: '0' }],
    ['EQ_bizStep', { EQ_bizStep: 'packing' }],
  ])('refuses a wrong or needless %s by name', async (at, query) => {
    for (const resource of ['epcs', 'bizSteps', 'eventTypes'])
      expect(await acme.ask(`GET /epcis/${resource}`, { query })).toMatchObject({ status: 400, body: { at } });
  });

  test.each([
    { bucket: 64, after: '' },
    { bucket: -1, after: '' },
    { bucket: 1.5, after: '' },
    { bucket: 0 },
    { bucket: 0, after: 'x'.repeat(1100) },
    { pool: 'none', counter: -1 },
    { pool: 'none', counter: 1e30 },
  ])('refuses a token that was forged to say %j', async (after) => {
    await acme.capture(...[1, 2].map((serial) => commission([foreign(serial)])));
    const { nextPageToken = '' } = nextOf(await acme.ask('GET /epcis/epcs', { query: { perPage: '1' } })) ?? {};
    const query = { perPage: '1', nextPageToken: forgedToken(acme.tenant, nextPageToken, after) };
    expect(await acme.ask('GET /epcis/epcs', { query })).toMatchObject({ status: 400, body: { at: 'nextPageToken' } });
  });

  test('is JSON and nothing else', async () => {
    const headers = { accept: 'application/xml' };
    expect(await acme.ask('GET /epcis/epcs', { headers })).toMatchObject({ status: 406 });
  });
});

test('the top of the interface lists its nine resources', async () => {
  const { status, body } = await acme.ask('GET /epcis');
  expect(status).toBe(200);
  expect(v.parse(collection, body).member.sort()).toEqual(
    'bizLocations bizSteps capture dispositions epcs eventTypes events queries readPoints'.split(' '),
  );
});
