import { expect } from 'vitest';
import { type EpcisServer, eventsIn, followed, nextOf } from '../../../kit/epcis-server.ts';
import { type ConformanceCase, expectAnswer, type Theme } from './conformance-case.ts';
import { namedQuery } from './query-cases.ts';
import { freshId, observed, packOf } from './sample-events.ts';

const clause = 'EPCIS 2.0 §12 REST binding, paging';
const one = (id: string, what: string, run: ConformanceCase['run']): ConformanceCase => ({ id, what, clause, run });

/** So many events about one pack, a minute apart; `from` tells the first minute. */
async function some(server: EpcisServer, count: number, epc = packOf(server.fresh('s')), from = 0) {
  const events = Array.from({ length: count }, (_, i) =>
    observed(epc, { eventID: freshId(server), eventTime: `2026-03-01T09:${String(from + i).padStart(2, '0')}:00Z` }),
  );
  await server.capture(events);
  return { epc, ids: events.map((event) => String(Object(event).eventID)) };
}

/** The pages of a query, each as the ids of its events. */
async function pagesOf(server: EpcisServer, query: Record<string, string>, between = async () => {}) {
  const pages: string[][] = [];
  const how = { path: '/events', query };
  for (let next: Parameters<EpcisServer['ask']>[0] | undefined = how; next !== undefined; ) {
    const answered = await server.ask(next);
    expectAnswer(answered, { status: 200 });
    pages.push(eventsIn(answered).map(({ eventID }) => eventID));
    const link = nextOf(answered);
    next = link === undefined ? undefined : followed(how, link);
    if (pages.length === 1) await between();
  }
  return pages;
}

const sizes = (pages: readonly (readonly string[])[]) => pages.map(({ length }) => length);

const events: ConformanceCase[] = [
  one('perPage', 'is the size of a page; the last has no link', async (server) => {
    const { epc, ids } = await some(server, 5);
    const pages = await pagesOf(server, { MATCH_epc: epc, perPage: '2' });
    expect(sizes(pages)).toEqual([2, 2, 1]);
    expect(pages.flat().toSorted()).toEqual(ids.toSorted());
  }),
  one('perPage, exactly', 'no link leads to an empty page', async (server) => {
    const { epc } = await some(server, 4);
    expect(sizes(await pagesOf(server, { MATCH_epc: epc, perPage: '2' }))).toEqual([2, 2]);
  }),
  one('perPage, absent', 'is 30', async (server) => {
    const { epc } = await some(server, 31);
    expect(sizes(await pagesOf(server, { MATCH_epc: epc }))).toEqual([30, 1]);
  }),
  one('perPage, too many', 'is a maximum that the server may cut', async (server) => {
    const { epc } = await some(server, 2);
    expect((await pagesOf(server, { MATCH_epc: epc, perPage: '1000000' })).flat()).toHaveLength(2);
  }),
  one('nextPageToken', 'events captured between two pages repeat none and skip none', async (server) => {
    const { epc, ids } = await some(server, 4, undefined, 10);
    const between = async () => {
      await some(server, 2, epc, 0);
      await some(server, 2, epc, 30);
    };
    const pages = await pagesOf(server, { MATCH_epc: epc, perPage: '2' }, between);
    expect(
      pages
        .flat()
        .filter((id) => ids.includes(id))
        .toSorted(),
    ).toEqual(ids.toSorted());
    expect(new Set(pages.flat()).size).toBe(pages.flat().length);
  }),
  ...['eventTime', 'recordTime', 'ex:size'].map((order) =>
    one(`nextPageToken, ordered by ${order}`, 'pages follow each other in the order of the query', async (server) => {
      const { epc, ids } = await some(server, 3);
      const query = { MATCH_epc: epc, perPage: '1', orderDirection: 'ASC' };
      const orderBy = order.replace('ex:', 'https://ns.example.org/epcis/');
      expect((await pagesOf(server, { ...query, orderBy })).flat().toSorted()).toEqual(ids.toSorted());
      if (order === 'eventTime') expect((await pagesOf(server, { ...query, orderBy })).flat()).toEqual(ids);
    }),
  ),
];

async function secondPage(server: EpcisServer) {
  const { epc } = await some(server, 2);
  const { headers } = await server.ask({ path: '/events', query: { MATCH_epc: epc, perPage: '1' } });
  const link = /<([^>]+)>/.exec(headers.get('link') ?? '')?.[1] ?? '';
  return { epc, link, token: new URL(link, server.url).searchParams.get('nextPageToken') ?? '' };
}

const tokens: ConformanceCase[] = [
  one('nextPageToken, of another query', 'does not lead into another query’s results', async (server) => {
    const { token } = await secondPage(server);
    const query = { MATCH_epc: packOf('other'), nextPageToken: token };
    expect([400, 404]).toContain((await server.ask({ path: '/events', query })).status);
  }),
  one('nextPageToken, of another tenant', 'shows another tenant nothing', async (server) => {
    const { link } = await secondPage(server);
    expect([400, 404]).toContain((await server.ask({ path: link, tenant: 'medico' })).status);
  }),
  one('nextPageToken, damaged', 'is refused', async (server) => {
    const { epc, token } = await secondPage(server);
    for (const nextPageToken of ['x', [...token].reverse().join(''), token.slice(0, -9)])
      expect([400, 404]).toContain(
        (await server.ask({ path: '/events', query: { MATCH_epc: epc, nextPageToken } })).status,
      );
  }),
  one('DELETE /nextPageToken/{token}', 'gives a token back', async (server) => {
    const { token } = await secondPage(server);
    expectAnswer(await server.ask({ method: 'DELETE', path: `/nextPageToken/${token}` }), { status: 204 });
  }),
];

const lists = [
  ['/eventTypes', 'Collection'],
  ['/bizSteps', 'Collection'],
  ['/capture', 'list of jobs'],
  ['/queries', 'list of queries'],
].map(([path = '', what]) =>
  one(`perPage, of ${path}`, `a ${what} comes in pages too`, async (server) => {
    await server.capture([
      observed(packOf(server.fresh('s')), { bizStep: `https://example.org/${server.fresh('b')}` }),
    ]);
    await server.capture([
      observed(packOf(server.fresh('s')), { bizStep: `https://example.org/${server.fresh('b')}` }),
    ]);
    for (const _ of [1, 2]) await namedQuery(server, {});
    const first = await server.ask({ path, query: { perPage: '1' } });
    expectAnswer(first, { status: 200, headers: { link: /rel="next"/ } });
    const second = await server.ask(followed({ path }, nextOf(first) ?? ''));
    expectAnswer(second, { status: 200 });
    expect([first, second].map(membersIn)).toEqual([expect.any(String), expect.any(String)]);
    expect(membersIn(second)).not.toBe(membersIn(first));
  }),
);

function membersIn({ body }: { readonly body: unknown }): string {
  const members: unknown[] = Array.isArray(body) ? body : Object(body).member;
  expect(members).toHaveLength(1);
  return JSON.stringify(members[0]);
}

export const pagingTheme: Theme = { name: 'paging', cases: [...events, ...tokens, ...lists] };
