import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { soapQueryName } from '#common/epcis/soap-query.ts';
import { httpHandler } from '#common/http.ts';
import { offerEvents } from '#common/subscriptions/offer-events.ts';
import { call } from '../../test/kit/call.ts';
import { eventsIn } from '../../test/kit/receiver.ts';
import { type SubscriptionWorld, startSubscriptionWorld } from '../../test/kit/subscription-world.ts';
import { routes } from './routes.ts';

let world: SubscriptionWorld;
let tenant: string;
beforeAll(async () => {
  world = await startSubscriptionWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  tenant = await world.tenant();
  world.receiver.reset();
  world.woken.length = 0;
});

const ALL = '/epcis/queries/{queryName}/subscriptions';
const ONE = `${ALL}/{subscriptionID}`;
const token = 'a-secret-of-the-client';

const ask = (route: string, more: Partial<Parameters<typeof call>[2]> & { id?: string; queryName?: string } = {}) => {
  const { id, queryName = 'packs', ...rest } = more;
  const path = { queryName, ...(id !== undefined && { subscriptionID: id }) };
  return call(
    httpHandler(routes(world.needs), async () => false),
    route,
    { tenant, path, ...rest },
  );
};
const post = (body: unknown, more: Parameters<typeof ask>[1] = {}) => ask(`POST ${ALL}`, { body, ...more });
const aStream = (change: object = {}) => ({ dest: world.receiver.url(tenant), stream: true, ...change });
const idOf = (answer: { body: unknown }) => String(Object(answer.body).subscriptionID);
const refused = (status: number, type: string, at?: string) => ({
  status,
  body: { type: `epcisException:${type}`, status, remedy: expect.any(String), ...(at !== undefined && { at }) },
});

describe('making a subscription', () => {
  test('answers 201 with its place and its members', async () => {
    const answer = await post(aStream({ signatureToken: token }), { headers: { 'gs1-epc-format': 'Always_EPC_URN' } });
    const now = world.now().toISOString();
    expect(answer).toMatchObject({
      status: 201,
      headers: {
        Location: `/epcis/queries/packs/subscriptions/${idOf(answer)}`,
        'GS1-EPCIS-Version': '2.0.0',
        'GS1-Query-Min-Record-Time': now,
      },
      body: {
        dest: world.receiver.url(tenant),
        createdAt: now,
        initialRecordTime: now,
        minRecordTime: now,
        epcFormat: 'Always_EPC_URN',
        stream: true,
        state: 'active',
      },
    });
    expect(answer.body).not.toHaveProperty('schedule');
    expect(JSON.stringify(answer.body)).not.toContain(token);
  });

  test('wakes its run, which tells what was captured since initialRecordTime', async () => {
    const events = await world.capture(tenant, 1);
    await post(aStream({ initialRecordTime: '2026-03-01T00:00:00+01:00' }));
    await world.drain();
    expect(world.receiver.received().flatMap(eventsIn)).toEqual(events.map(({ eventId }) => eventId));
  });

  test('is told of though the queue is away: it is woken later, and not made twice', async () => {
    const needs = { ...world.needs, wake: async () => Promise.reject(new Error('the queue is away')) };
    const handler = httpHandler(routes(needs), async () => false);
    const events = await world.capture(tenant, 1);
    const body = aStream({ initialRecordTime: '2026-03-01T00:00:00+01:00' });
    const answer = await call(handler, `POST ${ALL}`, { tenant, path: { queryName: 'packs' }, body });
    expect(answer).toMatchObject({ status: 201 });
    expect(await world.needs.subscriptions.all(tenant)).toMatchObject([{ subscriptionId: idOf(answer) }]);
    await world.sweep(tenant);
    expect(world.receiver.received().flatMap(eventsIn)).toEqual(events.map(({ eventId }) => eventId));
  });

  test('by schedule shows the schedule as it was sent', async () => {
    const schedule = { minute: '0', hour: '[8-17]', dayOfWeek: '[1-5]' };
    const answer = await post({ dest: world.receiver.url(tenant), schedule, reportIfEmpty: true });
    const shown = await ask(`GET ${ONE}`, { id: idOf(answer) });
    expect(shown).toMatchObject({ status: 200, body: { schedule, reportIfEmpty: true } });
    expect(shown.body).not.toHaveProperty('stream');
  });

  test.each<[string, object, ReturnType<typeof refused>]>([
    ['without stream and schedule', { stream: undefined }, refused(400, 'SubscriptionControlsException')],
    ['with stream false alone', { stream: false }, refused(400, 'SubscriptionControlsException')],
    ['with both', { schedule: { minute: '0' } }, refused(400, 'SubscriptionControlsException', '/stream')],
    [
      'with a bad schedule',
      { stream: false, schedule: { minute: '*' } },
      refused(400, 'SubscriptionControlsException', '/schedule/minute'),
    ],
    [
      'that never fires',
      { stream: false, schedule: { month: '2', dayOfMonth: '30' } },
      refused(400, 'SubscriptionControlsException', '/schedule'),
    ],
    ['with a misspelt member', { reportIfEmty: true }, refused(400, 'ValidationException', '/reportIfEmty')],
    ['without dest', { dest: undefined }, refused(400, 'ValidationException', '/dest')],
    ['to no URL', { dest: 'nowhere' }, refused(400, 'ValidationException', '/dest')],
    ['into a private network', { dest: 'https://10.0.0.1/hook' }, refused(400, 'ValidationException', '/dest')],
    [
      'to the metadata service',
      { dest: 'http://169.254.169.254/latest' },
      refused(400, 'ValidationException', '/dest'),
    ],
    ['without TLS', { dest: 'http://93.184.215.14/hook' }, refused(400, 'ValidationException', '/dest')],
    ['by another protocol', { dest: 'ftp://93.184.215.14/hook' }, refused(400, 'ValidationException', '/dest')],
    ['with an empty secret', { signatureToken: '' }, refused(400, 'ValidationException', '/signatureToken')],
    [
      'from a time without zone',
      { initialRecordTime: '2026-03-01T10:00:00' },
      refused(400, 'ValidationException', '/initialRecordTime'),
    ],
  ])('%s is refused and makes none', async (_, change, refusal) => {
    expect(await post(aStream(change))).toMatchObject(refusal);
    expect(await world.needs.subscriptions.all(tenant)).toEqual([]);
  });

  test('takes the members of an answer that are sent back', async () => {
    const { body } = await post(aStream());
    expect(await post(body)).toMatchObject({ status: 201 });
  });

  test('that is not JSON is refused', async () => {
    expect(await post('{')).toMatchObject(refused(400, 'ValidationException'));
    expect(await post('<a/>', { headers: { 'content-type': 'application/xml' } })).toMatchObject(
      refused(415, 'UnsupportedMediaTypeException'),
    );
  });

  test('in a format that does not exist is refused', async () => {
    const headers = { 'gs1-epc-format': 'Sometimes' };
    expect(await post(aStream(), { headers })).toMatchObject(refused(406, 'NotAcceptableException'));
  });

  test('to an unknown query is refused', async () => {
    const answer = await post(aStream(), { queryName: 'none' });
    expect(answer).toMatchObject(refused(404, 'NoSuchNameException'));
  });

  test('needs the right to write queries', async () => {
    expect(await post(aStream(), { role: 'auditor' })).toMatchObject({ status: 403 });
  });
});

describe('subscriptions', () => {
  test('are shown with how far they have come', async () => {
    const id = idOf(await post(aStream()));
    await world.drain();
    expect((await ask(`GET ${ONE}`, { id })).body).not.toHaveProperty('lastNotifiedAt');
    world.forward(1000);
    const events = await world.capture(tenant, 1);
    await offerEvents(world.needs)(tenant, events);
    await world.drain();
    const recordTime = events[0]?.recordTime;
    expect(await ask(`GET ${ONE}`, { id })).toMatchObject({
      headers: { 'GS1-Query-Min-Record-Time': recordTime },
      body: { lastNotifiedAt: world.now().toISOString(), minRecordTime: recordTime },
    });
  });

  test('are listed a page at a time', async () => {
    const ids = await Promise.all([1, 2, 3].map(async () => idOf(await post(aStream()))));
    const seen: string[] = [];
    let query: Record<string, string> = { perPage: '2' };
    for (let page = 0; page < 2; page++) {
      const { body, headers } = await ask(`GET ${ALL}`, { query });
      seen.push(...Object.values(Object(body)).map((one) => idOf({ body: one })));
      const next = /nextPageToken=([^&>]+)/.exec(String(headers['Link']))?.[1];
      query = { perPage: '2', ...(next !== undefined && { nextPageToken: next }) };
      expect(next === undefined).toBe(page === 1);
    }
    expect(seen.toSorted()).toEqual(ids.toSorted());
    const wrong = await ask(`GET ${ALL}`, { query: { nextPageToken: ids[0] ?? '' } });
    expect(wrong).toMatchObject(refused(400, 'QueryParameterException', 'nextPageToken'));
  });

  test('end when they are deleted', async () => {
    const id = idOf(await post(aStream()));
    expect(await ask(`DELETE ${ONE}`, { id })).toMatchObject({ status: 204 });
    expect(await ask(`GET ${ONE}`, { id })).toMatchObject(refused(404, 'NoSuchNameException'));
    expect(await ask(`DELETE ${ONE}`, { id })).toMatchObject(refused(404, 'NoSuchNameException'));
    expect((await ask(`GET ${ALL}`)).body).toEqual([]);
  });

  test('of open connections are no resources: they end with them', async () => {
    const stream = { queryName: 'packs', connectionId: tenant, by: 'me', reportIfEmpty: false } as const;
    const from = { initialRecordTime: world.now().toISOString(), epcFormat: 'Always_EPC_URN' } as const;
    const opened = await world.needs.subscriptions.createStream(tenant, { ...stream, ...from });
    const id = String(Object(opened).subscriptionId);
    expect((await ask(`GET ${ALL}`)).body).toEqual([]);
    expect(await ask(`GET ${ONE}`, { id })).toMatchObject(refused(404, 'NoSuchNameException'));
    expect(await ask(`DELETE ${ONE}`, { id })).toMatchObject(refused(404, 'NoSuchNameException'));
    expect(await world.needs.subscriptions.all(tenant)).toMatchObject([{ subscriptionId: id }]);
  });

  test('of SOAP are none of theirs: their query has no name here', async () => {
    const queryName = soapQueryName(`of-${tenant}`);
    const createdAt = world.now().toISOString();
    const made = await world.needs.subscriptions.create(
      tenant,
      {
        subscriptionId: `of-${tenant}`,
        queryName,
        dest: world.receiver.url(tenant),
        form: 'xml-1.2',
        createdAt,
        initialRecordTime: createdAt,
        epcFormat: 'Always_EPC_URN',
        reportIfEmpty: false,
        stream: true,
      },
      { name: queryName, message: { queryName: 'SimpleEventQuery', params: {} }, createdAt, by: 'me' },
    );
    expect(made).toMatchObject({ queryName });
    const path = { queryName, id: `of-${tenant}` };
    expect(await ask(`GET ${ONE}`, path)).toMatchObject(refused(404, 'NoSuchNameException'));
    expect(await ask(`DELETE ${ONE}`, path)).toMatchObject(refused(404, 'NoSuchNameException'));
    expect(await world.needs.subscriptions.all(tenant)).toMatchObject([{ subscriptionId: path.id }]);
  });

  test('of an unknown query are refused', async () => {
    expect(await ask(`GET ${ALL}`, { queryName: 'none' })).toMatchObject(refused(404, 'NoSuchNameException'));
  });

  test('of another tenant are not seen, nor deleted', async () => {
    const id = idOf(await post(aStream()));
    const other = await world.tenant();
    expect(await ask(`GET ${ONE}`, { id, tenant: other })).toMatchObject({ status: 404 });
    expect(await ask(`DELETE ${ONE}`, { id, tenant: other })).toMatchObject({ status: 404 });
    expect((await ask(`GET ${ALL}`, { tenant: other })).body).toEqual([]);
    expect(await ask(`GET ${ONE}`, { id })).toMatchObject({ status: 200 });
  });
});
