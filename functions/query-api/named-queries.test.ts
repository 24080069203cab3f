import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { putRows } from '#common/store/batches.ts';
import { namedQueryKey } from '#common/store/keys.ts';
import { UnreadableQuery } from '#common/store/named-queries.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { tables } from '../../test/kit/dynoxide.ts';
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

type Query = Record<string, unknown>;

const foreign = (serial: number) => `urn:epc:id:sgtin:4012345.077889.${serial}`;
const create = (name: unknown, query: unknown, headers: Record<string, string> = {}) =>
  acme.ask('POST /epcis/queries', { body: { name, query }, headers });
const show = (queryName: string) => acme.ask('GET /epcis/queries/{queryName}', { path: { queryName } });
const remove = (queryName: string) => acme.ask('DELETE /epcis/queries/{queryName}', { path: { queryName } });
const run = (queryName: string, query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  acme.ask('GET /epcis/queries/{queryName}/events', { path: { queryName }, query, headers });
const list = (query: Record<string, string> = {}) => acme.ask('GET /epcis/queries', { query });
const times = async (name: string, query?: Record<string, string>) =>
  eventsIn(await run(name, query)).map(({ eventTime }) => eventTime);

const story = () =>
  acme.capture(
    commissionEvent({ epcs: [foreign(1), foreign(2)], at: minute(0), ...here }),
    packEvent({ parent: foreign(9), children: [foreign(1)], at: minute(1), ...here }),
    packEvent({ parent: foreign(9), children: [foreign(2)], at: minute(2), ...here }),
  );

describe('a named query', () => {
  test('is made, shown, listed and deleted', async () => {
    const query = { eventType: ['ObjectEvent'], EQ_bizStep: ['urn:epcglobal:cbv:bizstep:shipping'] };
    const made = await create('shipped', query);
    expect(made).toMatchObject({ status: 201, headers: { Location: '/epcis/queries/shipped' } });
    expect(made.body).toBeUndefined();
    const shown = { name: 'shipped', query: { eventType: ['ObjectEvent'], EQ_bizStep: ['shipping'] } };
    expect(await show('shipped')).toMatchObject({ status: 200, body: shown });
    expect(await list()).toMatchObject({ status: 200, body: [shown] });
    expect(await remove('shipped')).toMatchObject({ status: 204 });
    expect(await show('shipped')).toMatchObject({ status: 404, body: { type: 'epcisException:NoSuchNameException' } });
    expect(await remove('shipped')).toMatchObject({ status: 404 });
    expect(await run('shipped')).toMatchObject({ status: 404 });
  });

  test('has no name longer than any there may be', async () => {
    const long = 'x'.repeat(2000);
    for (const asked of [show(long), remove(long), run(long)]) expect(await asked).toMatchObject({ status: 404 });
  });

  test('that stands in the table as no query is told from a table that does not answer', async () => {
    for (const query of ['{', '[]']) {
      const row = { ...namedQueryKey(acme.tenant, 'broken'), query, createdAt: minute(0), by: 'me' };
      await putRows(world.engine.db, tables.registry, [row]);
      await expect(acme.needs.queries.get(acme.tenant, 'broken')).rejects.toBeInstanceOf(UnreadableQuery);
    }
  });

  test('is not changed by making it again', async () => {
    await create('steps', { EQ_bizStep: ['packing'] });
    expect(await create('steps', { EQ_bizStep: ['shipping'] })).toMatchObject({
      status: 409,
      body: { type: 'epcisException:ResourceAlreadyExistsException' },
    });
    expect(await show('steps')).toMatchObject({ body: { query: { EQ_bizStep: ['packing'] } } });
  });

  test('has one maker, whoever asks at once', async () => {
    const made = await Promise.all(
      ['packing', 'shipping', 'loading'].map((step) => create('race', { EQ_bizStep: [step] })),
    );
    expect(made.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  test('belongs to its tenant', async () => {
    await create('mine', {});
    const path = { queryName: 'mine' };
    expect(await acme.ask('GET /epcis/queries', { tenant: 'somebody' })).toMatchObject({ body: [] });
    expect(await acme.ask('DELETE /epcis/queries/{queryName}', { tenant: 'somebody', path })).toMatchObject({
      status: 404,
    });
    expect(await show('mine')).toMatchObject({ status: 200 });
  });

  test('that a subscription of SOAP brought is not to be seen, run or deleted', async () => {
    const createdAt = minute(0);
    const [name, subscriptionId, dest] = ['soap:s-1', 's-1', 'https://partner.example.com/in'];
    const told = { reportIfEmpty: false, initialRecordTime: createdAt, epcFormat: 'Always_EPC_URN' } as const;
    const message = { queryName: name, params: {} };
    await acme.needs.subscriptions.create(
      acme.tenant,
      { subscriptionId, queryName: name, dest, createdAt, ...told },
      { name, message, createdAt, by: 'me' },
    );
    for (const asked of [show(name), run(name), remove(name)])
      expect(await asked).toMatchObject({ status: 404, body: { type: 'epcisException:NoSuchNameException' } });
    expect(await acme.needs.queries.get(acme.tenant, name)).toBeDefined();
    expect(await acme.needs.subscriptions.list(acme.tenant, name)).toMatchObject([{ subscriptionId }]);
  });

  test('needs the right to make and to delete', async () => {
    const role = 'auditor';
    expect(await acme.ask('POST /epcis/queries', { role, body: { name: 'a', query: {} } })).toMatchObject({
      status: 403,
    });
    await create('a', {});
    const path = { queryName: 'a' };
    expect(await acme.ask('DELETE /epcis/queries/{queryName}', { role, path })).toMatchObject({ status: 403 });
    expect(await acme.ask('GET /epcis/queries/{queryName}', { role, path })).toMatchObject({ status: 200 });
  });

  test('is one of many, which are paged by name', async () => {
    for (const name of ['d', 'a', 'c', 'b']) await create(name, {});
    const first = await list({ perPage: '2' });
    expect(first.body).toMatchObject([{ name: 'a' }, { name: 'b' }]);
    const last = await list(nextOf(first));
    expect(last.body).toMatchObject([{ name: 'c' }, { name: 'd' }]);
    expect(nextOf(last)).toBeUndefined();
  });
});

describe('a definition', () => {
  const invalid = 'epcisException:QueryValidationException';

  test.each<[string, unknown, string]>([
    ['an unknown parameter', { EQ_bizstep: ['packing'] }, '/query/EQ_bizstep'],
    ['a value that is none', { GE_eventTime: 'yesterday' }, '/query/GE_eventTime'],
    ['paging in it', { perPage: '3' }, '/query/perPage'],
    ['a limit without an order', { eventCountLimit: 3 }, '/query/eventCountLimit'],
    ['no parameters', undefined, '/query'],
  ])('with %s is refused at its place', async (_, query, at) => {
    expect(await create('q', query)).toMatchObject({ status: 400, body: { type: invalid, at } });
    expect(await show('q')).toMatchObject({ status: 404 });
  });

  test.each([undefined, 7, '', '..', 'a/b', 'a b', 'ä', 'x'.repeat(201)])(
    'with the name %j is refused',
    async (name) => {
      expect(await create(name, {})).toMatchObject({ status: 400, body: { type: invalid, at: '/name' } });
    },
  );

  test('cannot take a name that is kept for subscriptions of SOAP, and does not show those that have one', async () => {
    expect(await create('soap:s-1', {})).toMatchObject({ status: 400, body: { type: invalid, at: '/name' } });
    await acme.needs.queries.create(acme.tenant, {
      name: 'soap:s-1',
      message: { queryName: 'soap:s-1', params: {} },
      createdAt: minute(0),
      by: 'me',
    });
    for (const name of ['a', 'z']) await create(name, {});
    expect((await list({ perPage: '2' })).body).toMatchObject([{ name: 'a' }, { name: 'z' }]);
  });

  test('cannot take the name of the standard’s own query', async () => {
    expect(await create('SimpleEventQuery', {})).toMatchObject({ status: 409 });
  });

  test('that is no JSON, or another media type, is refused', async () => {
    expect(await acme.ask('POST /epcis/queries', { body: '{"name":' })).toMatchObject({ status: 400 });
    const headers = { 'content-type': 'application/xml' };
    expect(await create('q', {}, headers)).toMatchObject({ status: 415 });
  });

  test('beyond what is kept is refused', async () => {
    const epcs = Array.from({ length: 5000 }, (_, i) => foreign(i));
    expect(await create('long', { MATCH_epc: epcs })).toMatchObject({ status: 400, body: { type: invalid } });
  });

  test('may define prefixes, in it or by header', async () => {
    await acme.capture({
      ...commissionEvent({ epcs: [foreign(1)], at: minute(0), ...here }),
      '@context': { ex: 'https://example.com/' },
      'ex:colour': 'red',
    });
    const query = { '@context': { my: 'https://example.com/' }, 'EQ_my:colour': ['red'] };
    expect(await create('by-context', query)).toMatchObject({ status: 201 });
    expect(await times('by-context')).toHaveLength(1);
    const headers = { 'gs1-extensions': 'our=https://example.com/' };
    expect(await create('by-header', { 'EQ_our:colour': ['red'] }, headers)).toMatchObject({ status: 201 });
    expect(await times('by-header')).toHaveLength(1);
    expect(await create('undefined', { 'EQ_no:colour': ['red'] })).toMatchObject({ status: 400 });
  });
});

describe('its events', () => {
  beforeEach(story);

  test('are those of its parameters, under its name', async () => {
    await create('packed', { EQ_bizStep: ['packing'] } satisfies Query);
    const { body } = await run('packed');
    expect(body).toMatchObject({ epcisBody: { queryResults: { queryName: 'packed' } } });
    expect(await times('packed')).toEqual([2, 1].map(minute));
  });

  test('can be restricted and reordered by the request', async () => {
    await create('packed', { EQ_bizStep: ['packing'] });
    expect(await times('packed', { MATCH_epc: foreign(1) })).toEqual([minute(1)]);
    expect(await times('packed', { EQ_bizStep: 'commissioning' })).toEqual([]);
    expect(await times('packed', { orderDirection: 'ASC' })).toEqual([1, 2].map(minute));
    expect(await run('packed', { EQ_bizStepp: 'x' })).toMatchObject({ status: 400, body: { at: 'EQ_bizStepp' } });
  });

  test('come in the order of the definition, of which a limit takes the first', async () => {
    await create('first', { orderBy: 'eventTime', orderDirection: 'ASC', eventCountLimit: 2 });
    expect(await times('first')).toEqual([0, 1].map(minute));
    expect(await run('first', { orderDirection: 'DESC' })).toMatchObject({ status: 400 });
  });

  test.each<[string, Record<string, string>]>([
    ['EQ_bizStep', { EQ_bizStep: 'packing' }],
    ['GE_eventTime', { perPage: '1', GE_eventTime: minute(1) }],
    ['orderDirection', { orderDirection: 'ASC' }],
  ])('that a limit chose are not others because the request says %s too', async (at, further) => {
    await create('first', { orderBy: 'eventTime', orderDirection: 'ASC', eventCountLimit: 2 });
    expect(await run('first', further)).toMatchObject({
      status: 400,
      body: { type: 'epcisException:QueryParameterException', at, remedy: expect.stringContaining('eventCountLimit') },
    });
    expect(await times('first', { maxEventCount: '2' })).toEqual([0, 1].map(minute));
    const next = nextOf(await run('first', { perPage: '1' })) ?? {};
    expect(await times('first', next)).toEqual([minute(1)]);
  });

  test('are paged; the token ends with the query, even if one of the same name follows', async () => {
    await create('packed', { EQ_bizStep: ['packing'] });
    const first = await run('packed', { perPage: '1' });
    expect(first.headers['Link']).toContain('</epcis/queries/packed/events?');
    const next = nextOf(first) ?? {};
    expect(await times('packed', next)).toEqual([minute(1)]);
    await remove('packed');
    acme.setTime('2026-03-02T01:00:00Z');
    await create('packed', { EQ_bizStep: ['packing'] });
    expect(await run('packed', next)).toMatchObject({ status: 400, body: { at: 'nextPageToken' } });
  });

  test('tell how they were found when asked to', async () => {
    await create('packed', { EQ_bizStep: ['packing'] });
    const { headers } = await run('packed', { EQ_action: 'ADD' }, { 'seriate-explain': 'true' });
    expect(headers['Seriate-Query-Plan']).toMatch(
      /^index=time; by=EQ_bizStep; filtered=EQ_action; rows=\d+; events=2$/,
    );
    expect((await run('packed')).headers['Seriate-Query-Plan']).toBeUndefined();
  });
});

test('a page token can be given back; one that is none was never given', async () => {
  await story();
  const next = nextOf(await acme.ask('GET /epcis/events', { query: { perPage: '1' } }));
  const release = (token = '') => acme.ask('DELETE /epcis/nextPageToken/{token}', { path: { token } });
  expect(await release(next?.['nextPageToken'])).toMatchObject({ status: 204 });
  expect(await release('x')).toMatchObject({ status: 404 });
});
