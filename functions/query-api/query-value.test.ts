import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { here, minute } from '../../test/kit/events.ts';
import { eventsIn, nextOf, type QueryWorld, type Repository, startQueryWorld } from '../../test/kit/query-world.ts';

let world: QueryWorld;
let acme: Repository;

beforeAll(async () => {
  world = await startQueryWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  acme = await world.repository();
  await acme.capture(
    commissionEvent({ epcs: [foreign(1), foreign(2)], at: minute(0), ...here }),
    packEvent({ parent: foreign(9), children: [foreign(1)], at: minute(1), ...here }),
    packEvent({ parent: foreign(9), children: [foreign(2)], at: minute(2), ...here }),
  );
});

const foreign = (serial: number) => `urn:epc:id:sgtin:4012345.077889.${serial}`;

const ask = (resource: string, value: string, query: Record<string, string> = {}) =>
  acme.ask(`GET /epcis/${resource}/{value+}`, { path: { value }, query });
const times = async (resource: string, value: string, query?: Record<string, string>) =>
  eventsIn(await ask(resource, `${value}/events`, query)).map(({ eventTime }) => eventTime);

describe('a value', () => {
  test.each([
    ['eventTypes', 'AggregationEvent'],
    ['epcs', foreign(1)],
    ['epcs', canonicalEpc(foreign(1))],
    ['epcs', canonicalEpc(foreign(1)).replace('://', ':/')],
    ['bizSteps', 'packing'],
    ['bizSteps', 'urn:epcglobal:cbv:bizstep:packing'],
    ['bizSteps', 'https://ref.gs1.org/cbv/BizStep-packing'],
    ['bizSteps', 'https:/ref.gs1.org/cbv/BizStep-packing'],
    ['bizSteps', encodeURIComponent('https://ref.gs1.org/cbv/BizStep-packing')],
    ['bizLocations', here.bizLocation],
    ['readPoints', canonicalEpc(here.readPoint)],
    ['dispositions', 'in_progress'],
  ])('of %s, %s, leads to its events', async (resource, value) => {
    expect(await ask(resource, value)).toMatchObject({ status: 200, body: { type: 'Collection', member: ['events'] } });
    expect((await times(resource, value)).length).toBeGreaterThan(0);
  });

  test.each([
    ['eventTypes', 'ObjektEvent'],
    ['epcs', foreign(7)],
    ['bizSteps', 'shipping'],
    ['bizSteps', 'wrapping'],
    ['bizLocations', 'urn:epc:id:sgln:4012345.00001.0'],
    ['readPoints', 'nowhere'],
    ['dispositions', 'active|in_progress'],
  ])('of %s that no event has, %s, is not found', async (resource, value) => {
    const unknown = { status: 404, body: { type: 'epcisException:NoSuchNameException' } };
    expect(await ask(resource, value)).toMatchObject(unknown);
    expect(await ask(resource, `${value}/events`)).toMatchObject(unknown);
  });

  test('of another tenant is not found', async () => {
    const path = { value: foreign(1) };
    expect(await acme.ask('GET /epcis/epcs/{value+}', { tenant: 'somebody', path })).toMatchObject({ status: 404 });
  });

  test.each(['epcs', 'bizSteps', 'eventTypes', 'bizLocations', 'readPoints', 'dispositions'] as const)(
    'longer than any there is among %s is not found',
    async (resource) => {
      for (const value of [`https://example.com/${'x'.repeat(2000)}`, 'x'.repeat(2000), `urn:x:${'é'.repeat(1000)}`]) {
        expect(await ask(resource, value)).toMatchObject({ status: 404 });
        expect(await ask(resource, `${value}/events`)).toMatchObject({ status: 404 });
      }
    },
  );

  test.each([`01/04012345778895/21/${'1'.repeat(2000)}`, `urn:epc:id:sgtin:4012345.077889.${'1'.repeat(2000)}`])(
    'that begins like a unit and is as long is not found',
    async (value) => {
      expect(await ask('epcs', value)).toMatchObject({ status: 404 });
    },
  );

  test.each([
    ['epcs', 'https://id.gs1.org/01/04012345778895/21/events'],
    ['epcs', 'https://example.com/products/01/04012345778895/21/events'],
    ['bizLocations', 'https://id.gs1.org/414/4012345000016/254/events'],
  ])('of %s, %s, is itself though it ends like what is below it', async (resource, value) => {
    const [place, epc] = resource === 'epcs' ? [here.bizLocation, value] : [value, foreign(8)];
    await acme.capture(commissionEvent({ epcs: [epc], at: minute(5), ...here, bizLocation: place }));
    const itself = { status: 200, body: { type: 'Collection', member: ['events'] } };
    for (const spelt of [value, value.replace('://', ':/'), encodeURIComponent(value)])
      expect(await ask(resource, spelt)).toMatchObject(itself);
    expect(await times(resource, value)).toEqual([minute(5)]);
  });

  test('that is no GS1 key and ends in /events is sent percent-encoded once more', async () => {
    const value = 'https://example.com/events';
    await acme.capture(commissionEvent({ epcs: [value], at: minute(5), ...here }));
    expect(await ask('epcs', encodeURIComponent(value))).toMatchObject({ status: 200, body: { type: 'Collection' } });
    expect(await times('epcs', value)).toEqual([minute(5)]);
  });

  test('that the standard has exists before any event does', async () => {
    expect(await ask('eventTypes', 'TransformationEvent')).toMatchObject({ status: 200 });
    expect(await times('eventTypes', 'TransformationEvent')).toEqual([]);
  });
});

describe('the events of a value', () => {
  test('can be restricted further', async () => {
    expect(await times('epcs', foreign(9))).toEqual([2, 1].map(minute));
    expect(await times('epcs', foreign(9), { LT_eventTime: minute(2) })).toEqual([minute(1)]);
    expect(await times('bizSteps', 'packing', { MATCH_epc: foreign(2) })).toEqual([minute(2)]);
  });

  test('that another value contradicts are none, though the value is known', async () => {
    expect(await times('bizSteps', 'packing', { EQ_bizStep: 'commissioning' })).toEqual([]);
    expect(await times('epcs', foreign(1), { MATCH_anyEPC: foreign(2) })).toEqual([minute(0)]);
  });

  test('are paged under their own path', async () => {
    const value = canonicalEpc(foreign(9));
    const first = await ask('epcs', `${value}/events`, { perPage: '1' });
    expect(first.headers['Link']).toContain(`</epcis/epcs/${encodeURIComponent(value)}/events?`);
    const next = nextOf(first) ?? {};
    expect(await times('epcs', value, next)).toEqual([minute(1)]);
    expect(await times('epcs', foreign(9), next)).toEqual([minute(1)]);
    expect(await ask('epcs', `${foreign(1)}/events`, next)).toMatchObject({
      status: 400,
      body: { at: 'nextPageToken' },
    });
  });

  test('refuse what is wrong with further parameters by name', async () => {
    const refused = { status: 400, body: { at: 'EQ_action' } };
    expect(await ask('epcs', `${foreign(1)}/events`, { EQ_action: 'add' })).toMatchObject(refused);
  });
});
