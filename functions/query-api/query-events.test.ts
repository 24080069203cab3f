import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { ledger } from '#common/store/ledger.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { tenantProfile } from '#shared/messages/registry-api.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { aTenant } from '../../test/kit/builders.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../test/kit/events.ts';
import { openCipher, unitMaker } from '../../test/kit/unit-maker.ts';
import { queryEvents } from './query-events.ts';

let engine: Dynoxide;
let tenant: string;
let units: Awaited<ReturnType<typeof unitMaker>>;
let count = 0;
let captures = 0;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  tenant = `acme-${count++}`;
  units = await unitMaker(engine, tenant);
  await registry(engine.db, tables.registry).putTenant(tenant, v.parse(tenantProfile, aTenant()));
});

const open = () => ledger(engine.db, tables.ledger, serialPools(engine.db, tables.serials), openCipher);
const capture = (...events: EpcisEvent[]) => open().append(tenant, stored(events, `capture-${captures++}`));

function ask(query: Record<string, string>, headers: Record<string, string> = {}) {
  const needs = { ledger: open(), registry: registry(engine.db, tables.registry), now: () => new Date(0) };
  const handler = httpHandler(
    { 'GET /epcis/events': { permission: 'events:query', endpoint: queryEvents(needs) } },
    async () => false,
  );
  return call(handler, 'GET /epcis/events', { tenant, query, headers });
}

const answer = v.object({
  type: v.literal('EPCISQueryDocument'),
  epcisBody: v.object({
    queryResults: v.object({
      queryName: v.string(),
      resultsBody: v.object({
        eventList: v.array(v.looseObject({ type: v.string(), eventID: v.string(), eventTime: v.string() })),
      }),
    }),
  }),
});
async function events(query: Record<string, string>, headers: Record<string, string> = {}) {
  const { status, body } = await ask(query, headers);
  expect({ status, body }).toMatchObject({ status: 200 });
  return v.parse(answer, body).epcisBody.queryResults.resultsBody.eventList;
}
const times = async (query: Record<string, string>) => (await events(query)).map(({ eventTime }) => eventTime);
const foreign = (serial: number) => `urn:epc:id:sgtin:4012345.077889.${serial}`;
const commission = (epcs: string[], m: number) => commissionEvent({ epcs, at: minute(m), lot: 'LOT1', ...here });
const parties = { from: 'urn:epc:id:pgln:9521321.00001', to: 'urn:epc:id:pgln:4012345.00002' };

/** A pack in a case on a pallet, and a foreign unit beside; minutes 0 to 4. */
async function shipment() {
  const [pack = '', other = ''] = await units.packs(2);
  const [box = '', pallet = ''] = await units.logisticUnits(2);
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
    const { headers } = await ask({ EQ_eventID: 'urn:uuid:5', perPage: '1' });
    const [, link = ''] = /\?(.*)>/.exec(String(headers['Link'])) ?? [];
    expect(await events(Object.fromEntries(new URLSearchParams(link)))).toHaveLength(1);
  });

  test('sees the own tenant’s events only, and needs the right', async () => {
    await shipment();
    tenant = 'somebody';
    expect(await events({})).toEqual([]);
    expect(await ask({}, { 'seriate-acting-for': 'acme-0' })).toMatchObject({ status: 403 });
  });
});

describe('spelling', () => {
  const listed = async (format?: string) => {
    const headers: Record<string, string> = format === undefined ? {} : { 'gs1-epc-format': format };
    return (await events({ EQ_bizStep: 'commissioning' }, headers)).map((event) => event['epcList']);
  };

  test('follows GS1-EPC-Format; what cannot be translated stays', async () => {
    const [pack = ''] = await units.packs(1);
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
    const [pack = ''] = await units.packs(1);
    await capture(commission([canonicalEpc(pack)], 0));
    expect(await listed('Always_EPC_URN')).toEqual([[pack]]);
  });

  test('that is unknown is not acceptable', async () => {
    expect(await ask({}, { 'gs1-epc-format': 'Sometimes' })).toMatchObject({ status: 406 });
  });
});

describe('paging', () => {
  /** All pages, by following the links; `between` runs after the first. */
  async function pages(query: Record<string, string>, between = async () => {}) {
    const seen: string[][] = [];
    let next: Record<string, string> | undefined = query;
    while (next !== undefined) {
      const { status, body, headers }: Awaited<ReturnType<typeof ask>> = await ask(next);
      expect(status).toBe(200);
      seen.push(v.parse(answer, body).epcisBody.queryResults.resultsBody.eventList.map(({ eventTime }) => eventTime));
      const [, link] = /^<\/epcis\/events\?(.*)>; rel="next"$/.exec(String(headers['Link'] ?? '')) ?? [];
      next = link === undefined ? undefined : Object.fromEntries(new URLSearchParams(link));
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
    const { headers } = await ask({ perPage: '1' });
    const [, link = ''] = /\?(.*)>/.exec(String(headers['Link'])) ?? [];
    const query = { ...Object.fromEntries(new URLSearchParams(link)), ...change };
    expect(await ask(query)).toMatchObject({ status: 400, body: { at: 'nextPageToken' } });
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

  test.each([
    'MATCH_epcClass',
    'WD_bizLocation',
    'EQ_bizTransaction_po',
    'EQ_source_owning_party',
    'GE_quantity',
    'GT_quantity_KGM',
    'EQ_ex:carrier',
    'EQ_INNER_ILMD_ex:field',
    'EXISTS_errorDeclaration',
    'HASATTR_bizLocation',
    'EQATTR_bizLocation_ex:attribute',
    'GE_meanValue_CEL',
    'eventCountLimit',
  ])('%s of the standard that is not built is answered 501 with a remedy', async (name) => {
    expect(await ask({ [name]: 'x' })).toMatchObject({ status: 501, body: { at: name, remedy: expect.any(String) } });
  });

  test('of a pattern is not supported yet', async () => {
    expect(await ask({ MATCH_anyEPC: 'urn:epc:idpat:sgtin:4012345.077889.*' })).toMatchObject({ status: 501 });
  });
});
