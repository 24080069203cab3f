import { expect } from 'vitest';
import { type EpcisServer, eventsIn } from '../../../kit/epcis-server.ts';
import { type ConformanceCase, expectAnswer, type Theme } from './conformance-case.ts';
import { exampleNamespace, packOf, storedEvent } from './sample-events.ts';

const clause = 'EPCIS 2.0 §12 REST binding, queries';
const one = (id: string, what: string, run: ConformanceCase['run']): ConformanceCase => ({ id, what, clause, run });

/** Makes a named query; answers its name and the path it is at. */
export async function namedQuery(server: EpcisServer, query: object, tenant = 'acme-pharma') {
  const name = server.fresh('q');
  const answered = await server.ask({ method: 'POST', path: '/queries', body: { name, query }, tenant });
  expectAnswer(answered, { status: 201, headers: { location: `/epcis/queries/${name}` } });
  return { name, path: `/queries/${name}` };
}

const definitions: ConformanceCase[] = [
  one('POST /queries', 'keeps a query under a name and answers its address', async (server) => {
    await namedQuery(server, { eventType: ['ObjectEvent'], MATCH_epc: [packOf('1')] });
  }),
  one('GET /queries/{queryName}', 'is the definition, for its tenant alone', async (server) => {
    const query = { eventType: ['ObjectEvent'], GE_quantity: 5, GE_eventTime: '2026-01-01T00:00:00Z' };
    const { name, path } = await namedQuery(server, query);
    expectAnswer(await server.ask({ path }), { status: 200, body: { name, query } });
    expectAnswer(await server.ask({ path, tenant: 'medico' }), { status: 404, problem: 'NoSuchNameException' });
  }),
  one('GET /queries', 'lists the definitions of the tenant, in pages', async (server) => {
    const names = [await namedQuery(server, {}), await namedQuery(server, {})].map(({ name }) => name);
    const listed = await allOf(server, 'acme-pharma');
    for (const name of names) expect(listed).toContain(name);
    expect((await allOf(server, 'medico')).filter((name) => names.includes(name))).toEqual([]);
  }),
  one('DELETE /queries/{queryName}', 'ends the query and its subscriptions', async (server) => {
    const { path } = await namedQuery(server, {});
    const body = { dest: 'http://127.0.0.1:9/', stream: true };
    const subscribed = await server.ask({ method: 'POST', path: `${path}/subscriptions`, body });
    expectAnswer(subscribed, { status: 201 });
    expectAnswer(await server.ask({ method: 'DELETE', path, tenant: 'medico' }), { status: 404 });
    expectAnswer(await server.ask({ method: 'DELETE', path }), { status: 204 });
    for (const gone of [path, `${path}/events`, subscribed.headers.get('location') ?? ''])
      expectAnswer(await server.ask({ path: gone }), { status: 404, problem: 'NoSuchNameException' });
  }),
];

async function allOf(server: EpcisServer, tenant: string): Promise<string[]> {
  const names: string[] = [];
  for (let next: string | undefined = '/queries'; next !== undefined; ) {
    const answered = await server.ask({ path: next, tenant });
    expectAnswer(answered, { status: 200, body: expect.any(Array) });
    names.push(...[answered.body].flat().map((query) => String(Object(query).name)));
    next = /<([^>]+)>/.exec(answered.headers.get('link') ?? '')?.[1];
  }
  return names;
}

/** Parameters as JSON, one of each kind of value, that all fit the event. */
const fitting = (epc: string) => ({
  eventType: ['ObjectEvent', 'AggregationEvent'],
  EQ_action: ['ADD'],
  EQ_bizStep: ['ex:painting'],
  MATCH_epc: [epc],
  GE_eventTime: '2026-03-01T10:00:00+01:00',
  EQ_quantity_KGM: [7.5, 9],
  GE_quantity: 7.5,
  EXISTS_errorDeclaration: true,
  'EQ_ILMD_ex:lot': ['L1'],
  'GT_ex:size': 3,
  orderBy: 'ex:size',
  eventCountLimit: 5,
  '@context': { ex: exampleNamespace },
});

const painted = {
  action: 'ADD',
  bizStep: `${exampleNamespace}painting`,
  quantityList: [{ epcClass: 'urn:epc:class:lgtin:9521321.077777.L1', quantity: 7.5, uom: 'KGM' }],
  errorDeclaration: { declarationTime: '2026-03-02T00:00:00Z' },
  ilmd: { 'ex:lot': 'L1' },
  'ex:size': 4,
};

const runs: ConformanceCase[] = [
  one('GET /queries/{queryName}/events', 'runs the query for its tenant, and names it', async (server) => {
    const { epc, eventID } = await storedEvent(server);
    await storedEvent(server, { epcList: [epc] }, 'medico');
    const { name, path } = await namedQuery(server, { MATCH_anyEPC: [epc] });
    const answered = await server.ask({ path: `${path}/events` });
    expectAnswer(answered, { status: 200, body: { epcisBody: { queryResults: { queryName: name } } } });
    expect(eventsIn(answered)).toMatchObject([{ eventID }]);
  }),
  one(
    'GET /queries/{queryName}/events, every kind of value',
    'lists, texts, numbers, truths, times and CURIEs in JSON',
    async (server) => {
      const { epc, eventID } = await storedEvent(server, painted);
      const { path } = await namedQuery(server, fitting(epc));
      expect(eventsIn(await server.ask({ path: `${path}/events` }))).toMatchObject([{ eventID }]);
    },
  ),
  one(
    'GET /queries/{queryName}/events, restricted',
    'parameters of the request restrict it further',
    async (server) => {
      const { epc, eventID } = await storedEvent(server, { bizStep: 'holding' });
      await storedEvent(server, { epcList: [epc], bizStep: 'storing' });
      const { path } = await namedQuery(server, { MATCH_anyEPC: [epc] });
      const answered = await server.ask({ path: `${path}/events`, query: { EQ_bizStep: 'holding' } });
      expect(eventsIn(answered)).toMatchObject([{ eventID }]);
    },
  ),
  one('GET /queries/{queryName}/events, paged', 'comes in pages', async (server) => {
    const { epc } = await storedEvent(server);
    await storedEvent(server, { epcList: [epc] });
    const { path } = await namedQuery(server, { MATCH_anyEPC: [epc] });
    const first = await server.ask({ path: `${path}/events`, query: { perPage: '1' } });
    expectAnswer(first, { status: 200, headers: { link: /rel="next"/ } });
    expect(await server.events({ path: `${path}/events`, query: { perPage: '1' } })).toHaveLength(2);
  }),
];

export const queryTheme: Theme = { name: 'query', cases: [...definitions, ...runs] };
