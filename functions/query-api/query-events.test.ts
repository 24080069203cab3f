import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { shipEvent } from '#shared/trace/ship.ts';
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
});

const capture = (...events: EpcisEvent[]) => acme.capture(...events);
const ask = (query: Record<string, string>, headers: Record<string, string> = {}, tenant = acme.tenant) =>
  acme.ask('GET /epcis/events', { tenant, query, headers });
const events = async (query: Record<string, string>, headers?: Record<string, string>) =>
  eventsIn(await ask(query, headers));
const times = async (query: Record<string, string>) => (await events(query)).map(({ eventTime }) => eventTime);
const foreign = (serial: number) => `urn:epc:id:sgtin:4012345.077889.${serial}`;
const commission = (epcs: string[], m: number) => commissionEvent({ epcs, at: minute(m), lot: 'LOT1', ...here });
const parties = { from: 'urn:epc:id:pgln:9521321.00001', to: 'urn:epc:id:pgln:4012345.00002' };

/** A pack in a case on a pallet, and a foreign unit beside; minutes 0 to 4. */
async function shipment() {
  const [pack = '', other = ''] = await acme.units.packs(2);
  const [box = '', pallet = ''] = await acme.units.logisticUnits(2);
  await capture(
    commission([pack, other, foreign(1)], 0),
    packEvent({ parent: box, children: [pack, foreign(1)], at: minute(1), ...here }),
    packEvent({ parent: pallet, children: [box], at: minute(2), ...here }),
    shipEvent({ epcs: [pallet], at: minute(3), offset: here.offset, readPoint: here.readPoint, ...parties }),
    commission([foreign(2)], 4),
  );
  return { pack, other, box, pallet };
}

describe('a query', () => {
  test('answers an EPCISQueryDocument, newest first', async () => {
    await shipment();
    const { headers } = await ask({});
    expect(headers).toMatchObject({ 'GS1-EPCIS-Version': '2.0.0', 'GS1-EPC-Format': 'Always_GS1_Digital_Link' });
    expect(headers['Link']).toBeUndefined();
    expect(await times({})).toEqual([4, 3, 2, 1, 0].map(minute));
    expect(await times({ orderBy: 'eventTime', orderDirection: 'ASC' })).toEqual([0, 1, 2, 3, 4].map(minute));
  });

  test('gives every event its id and record time', async () => {
    await shipment();
    expect((await events({}))[0]).toMatchObject({
      eventID: expect.stringMatching(/^urn:uuid:/),
      recordTime: minute(100),
    });
  });

  test('by MATCH_anyEPC finds own units in runs and foreign ones, in any spelling', async () => {
    const { pack, other, box } = await shipment();
    expect(await times({ MATCH_anyEPC: pack })).toEqual([1, 0].map(minute));
    expect(await times({ MATCH_anyEPC: canonicalEpc(pack) })).toEqual([1, 0].map(minute));
    expect(await times({ MATCH_anyEPC: other })).toEqual([minute(0)]);
    expect(await times({ MATCH_anyEPC: box })).toEqual([2, 1].map(minute));
    expect(await times({ MATCH_anyEPC: foreign(1) })).toEqual([1, 0].map(minute));
    expect(await times({ MATCH_anyEPC: `${foreign(2)}|${other}` })).toEqual([4, 0].map(minute));
    expect(await times({ MATCH_anyEPC: foreign(3) })).toEqual([]);
  });

  test('tells parents from children', async () => {
    const { pack, box, pallet } = await shipment();
    expect(await times({ MATCH_parentID: box })).toEqual([minute(1)]);
    expect(await times({ MATCH_epc: box })).toEqual([minute(2)]);
    expect(await times({ MATCH_parentID: pack })).toEqual([]);
    expect(await times({ MATCH_epc: pallet })).toEqual([minute(3)]);
    expect(await times({ MATCH_epc: box, MATCH_parentID: pallet })).toEqual([minute(2)]);
  });

  test('by fields combines different parameters with AND and members with OR', async () => {
    const { pack } = await shipment();
    expect(await times({ EQ_bizStep: 'packing' })).toEqual([2, 1].map(minute));
    expect(
      await times({ EQ_bizStep: 'https://ref.gs1.org/cbv/BizStep-packing|urn:epcglobal:cbv:bizstep:shipping' }),
    ).toEqual([3, 2, 1].map(minute));
    expect(await times({ EQ_disposition: 'in_transit' })).toEqual([minute(3)]);
    expect(await times({ eventType: 'ObjectEvent', EQ_action: 'ADD' })).toEqual([4, 0].map(minute));
    expect(await times({ MATCH_anyEPC: pack, eventType: 'AggregationEvent' })).toEqual([minute(1)]);
    expect(await times({ EQ_bizLocation: 'https://id.gs1.org/414/9521321000171', EQ_bizStep: 'packing' })).toEqual([]);
    expect(await times({ EQ_readPoint: canonicalEpc(here.readPoint), EQ_bizStep: 'shipping' })).toEqual([minute(3)]);
  });

  test('by time compares instants: GE is inclusive, LT exclusive, a plus sign may stand bare', async () => {
    await shipment();
    expect(await times({ GE_eventTime: minute(1), LT_eventTime: minute(3) })).toEqual([2, 1].map(minute));
    expect(await times({ GE_eventTime: '2026-03-01T09:03:00+01:00' })).toEqual([4, 3].map(minute));
    expect(await times({ GE_eventTime: '2026-03-01T08:03:00.0001Z' })).toEqual([minute(4)]);
    expect(await times({ GE_recordTime: minute(100), LT_eventTime: minute(1) })).toEqual([minute(0)]);
    expect(await times({ LT_recordTime: minute(100) })).toEqual([]);
  });

  test('by id finds the event with the declarations about it', async () => {
    const event: EpcisEvent = { ...commission([foreign(5)], 0), eventID: 'urn:uuid:5' };
    await capture(event);
    await capture({ ...event, errorDeclaration: { declarationTime: minute(9), reason: 'did_not_occur' } });
    const found = await events({ EQ_eventID: 'urn:uuid:5|urn:uuid:none' });
    expect(found.map(({ eventID }) => eventID)).toEqual(['urn:uuid:5', 'urn:uuid:5']);
    expect(await events({ EQ_eventID: 'urn:uuid:5', EQ_bizStep: 'packing' })).toEqual([]);
    expect((await ask({ EQ_eventID: 'urn:uuid:5', perPage: '2' })).headers['Link']).toBeUndefined();
    const next = nextOf(await ask({ EQ_eventID: 'urn:uuid:5', perPage: '1' }));
    expect(nextOf(await ask(next ?? {}))).toBeUndefined();
    expect(await events(next ?? {})).toHaveLength(1);
  });

  test('by an extension field knows the prefixes that the request defines', async () => {
    await capture({ ...commission([foreign(6)], 0), '@context': { ex: 'https://example.com/' }, 'ex:colour': 'red' });
    const headers = { 'gs1-extensions': 'my=https://example.com/' };
    expect(await events({ 'EQ_my:colour': 'red' }, headers)).toHaveLength(1);
    expect(await events({ 'EQ_my:colour': 'blue' }, headers)).toEqual([]);
    expect(await ask({ 'EQ_my:colour': 'red' })).toMatchObject({ status: 400, body: { at: 'EQ_my:colour' } });
  });

  test('tells how it was answered when asked to', async () => {
    const { pack } = await shipment();
    const { headers } = await ask({ MATCH_anyEPC: pack, EQ_bizStep: 'packing' }, { 'seriate-explain': 'true' });
    expect(headers['Seriate-Query-Plan']).toBe('index=epc; by=MATCH_anyEPC; filtered=EQ_bizStep; rows=1; events=2');
  });

  test('tells how it was looked for when it is refused, once that is known', async () => {
    const { pack } = await shipment();
    const explain = { 'seriate-explain': 'true' };
    const refused = await ask({ MATCH_anyEPC: pack, maxEventCount: '1' }, explain);
    expect(refused).toMatchObject({ status: 413, body: { at: 'maxEventCount' } });
    expect(refused.headers['Seriate-Query-Plan']).toMatch(/^index=epc; by=MATCH_anyEPC; filtered=nothing; rows=\d/);
    expect((await ask({ MATCH_anyEPC: pack, maxEventCount: '1' })).headers['Seriate-Query-Plan']).toBeUndefined();
    expect((await ask({ EXISTS_ilmd: 'true' }, explain)).headers['Seriate-Query-Plan']).toBeUndefined();
  });

  test('whose answer the caller cannot read is not run', async () => {
    expect(await ask({}, { accept: 'text/csv' })).toMatchObject({ status: 406 });
    expect(await ask({}, { 'gs1-epcis-version': '1.2' })).toMatchObject({ status: 406 });
  });

  test('sees the own tenant’s events only, and needs the right', async () => {
    await shipment();
    expect(eventsIn(await ask({}, {}, 'somebody'))).toEqual([]);
    expect(await ask({}, { 'seriate-acting-for': acme.tenant }, 'somebody')).toMatchObject({ status: 403 });
  });
});

describe('spelling', () => {
  const listed = async (format?: string) => {
    const headers: Record<string, string> = format === undefined ? {} : { 'gs1-epc-format': format };
    return (await events({ EQ_bizStep: 'commissioning' }, headers)).map((event) => event['epcList']);
  };

  test('follows GS1-EPC-Format; what cannot be translated stays', async () => {
    const [pack = ''] = await acme.units.packs(1);
    const mine = 'https://example.com/my/thing';
    const link = `https://shop.example.com/01/04012345778895/21/9`;
    await capture(commission([pack, mine, link], 0));
    expect(await listed()).toEqual([[canonicalEpc(pack), mine, link]]);
    expect(await listed('Always_GS1_Digital_Link')).toEqual([[canonicalEpc(pack), mine, link]]);
    expect(await listed('Never_Translates')).toEqual([[pack, mine, link]]);
    expect(await listed('No_Preference')).toEqual([[pack, mine, link]]);
    expect(await listed('Always_EPC_URN')).toEqual([[pack, mine, link]]);
  });

  test('makes URNs of links under the tenant’s own prefixes', async () => {
    const [pack = ''] = await acme.units.packs(1);
    await capture(commission([canonicalEpc(pack)], 0));
    expect(await listed('Always_EPC_URN')).toEqual([[pack]]);
  });

  test('that is unknown is not acceptable', async () => {
    expect(await ask({}, { 'gs1-epc-format': 'Sometimes' })).toMatchObject({ status: 406 });
  });
});

describe('a parameter', () => {
  test.each<[string, Record<string, string>]>([
    ['MATCH_anyEpc', { MATCH_anyEpc: foreign(1) }],
    ['EQ_bizTransaction', { EQ_bizTransaction: 'po' }],
    ['constructor', { constructor: 'x' }],
    ['colour', { colour: 'red' }],
    ['eventType', { eventType: 'ObjektEvent' }],
    ['EQ_action', { EQ_action: 'add' }],
    ['EQ_bizStep', { EQ_bizStep: 'packing||shipping' }],
    ['GE_eventTime', { GE_eventTime: '2026-03-01T09:00:00' }],
    ['LT_recordTime', { LT_recordTime: 'yesterday' }],
    ['orderDirection', { orderDirection: 'down' }],
    ['orderBy', { orderBy: 'colour' }],
    ['perPage', { perPage: '-1' }],
  ])('%s that is unknown or wrong is refused by name', async (name, query) => {
    expect(await ask(query)).toMatchObject({
      status: 400,
      body: { type: 'epcisException:QueryParameterException', at: name },
    });
  });
});
