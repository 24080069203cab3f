import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { announcementPage, kindPage, loggedDeliveryPage } from '#shared/announcements/listeners-api.ts';
import { type AnnouncementWorld, aRelease, startAnnouncementWorld } from '../../test/kit/announcement-world.ts';
import { call } from '../../test/kit/call.ts';
import { routes } from './routes.ts';

let world: AnnouncementWorld;
let tenant: string;
beforeAll(async () => {
  world = await startAnnouncementWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  world.receiver.reset();
  world.woken.length = 0;
  tenant = await world.tenant();
});

const poll = async (query: Record<string, string> = {}, of = tenant) =>
  v.parse(announcementPage, (await world.ask(of, 'GET /api/announcements', { query })).body);
const subjects = ({ announcements }: Awaited<ReturnType<typeof poll>>) => announcements.map(({ subject }) => subject);
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
const ALL = '/api/listeners';
const ONE = '/api/listeners/{listener}';

describe('whoever polls', () => {
  test('sees at once what happened, and from its cursor on only what came since, however late it comes back', async () => {
    await world.happens(tenant, aRelease(2), aRelease(1));
    const first = await poll();
    expect(subjects(first)).toEqual([1, 2].map((n) => aRelease(n).subject));
    expect(await poll({ after: first.next })).toEqual({ announcements: [], next: first.next, more: false });
    world.forward(30 * 86_400_000);
    // It happened before all of them, and was told later.
    await world.happens(tenant, aRelease(0));
    expect(subjects(await poll({ after: first.next }))).toEqual([aRelease(0).subject]);
    expect(subjects(await poll({ after: first.announcements[0]?.cursor ?? '' }))).toEqual(
      [2, 0].map((n) => aRelease(n).subject),
    );
  });

  test('pages through all of it, chooses kinds and products, and may begin at a time', async () => {
    await world.happens(tenant, ...upTo(75).map((n) => aRelease(n)));
    const seen: string[] = [];
    for (let page = await poll({ limit: '20' }); ; page = await poll({ limit: '20', after: page.next })) {
      seen.push(...subjects(page));
      if (!page.more) break;
    }
    expect(seen).toEqual(upTo(75).map((n) => aRelease(n).subject));
    expect(subjects(await poll({ kinds: 'stock.*,lot.recalled' }))).toEqual([]);
    expect(subjects(await poll({ kinds: 'stock.*,lot.*', lot: 'LOT7' }))).toEqual([aRelease(7).subject]);
    expect(subjects(await poll({ from: new Date(world.now().getTime() + 1000).toISOString() }))).toEqual([]);
  });

  test.each([
    [{ after: 'yesterday' }, '?after'],
    [{ kinds: 'lot.eaten' }, '?kinds'],
    [{ limit: '0' }, '?limit'],
    [{ kinds: 'stock.*,exception.opened', lot: 'A1' }, '?lot'],
    [{ after: '20260301T100000000Z-000000000000-00', from: '2026-03-01T00:00:00Z' }, '?from'],
    // Its cursor would miss all that happens until then.
    [{ from: '2999-01-01T00:00:00Z' }, '?from'],
  ])('is refused %j', async (query, at) => {
    expect(await world.ask(tenant, 'GET /api/announcements', { query })).toMatchObject({ status: 400, body: { at } });
  });

  test('sees nothing of another tenant, and must have the right', async () => {
    await world.happens(tenant, aRelease(1));
    const other = await world.tenant();
    expect(subjects(await poll({}, other))).toEqual([]);
    expect((await world.ask(tenant, 'GET /api/announcements', { role: 'operator' })).status).toBe(403);
    expect((await world.ask(tenant, 'GET /api/announcements', { role: 'auditor' })).status).toBe(200);
  });

  test('finds every kind described, with the shape of what it says', async () => {
    const { kinds } = v.parse(kindPage, (await world.ask(tenant, 'GET /api/announcement-kinds')).body);
    expect(kinds.find(({ kind }) => kind === 'lot.released')).toMatchObject({
      version: 1,
      schema: { type: 'object', required: ['gtin', 'lot', 'state'] },
    });
    expect(kinds.length).toBeGreaterThan(25);
  });
});

describe('a listener', () => {
  test('is made once, however often it is asked for, and shows its secret to whoever made it alone', async () => {
    const made = await world.listener(tenant);
    expect(made.secret).toMatch(/^whsec_/);
    expect(await world.listener(tenant)).toEqual(made);
    const body = { name: 'erp', url: world.receiver.url('elsewhere'), kinds: ['*'] };
    expect((await world.ask(tenant, `POST ${ALL}`, { body })).status).toBe(409);
    const shown = await world.ask(tenant, `GET ${ONE}`, { path: { listener: made.listener } });
    expect(shown.body).not.toHaveProperty('secret');
    expect(JSON.stringify((await world.ask(tenant, `GET ${ALL}`)).body)).not.toContain('whsec_');
    expect((await world.ask(await world.tenant(), `GET ${ONE}`, { path: { listener: made.listener } })).status).toBe(
      404,
    );
  });

  test.each([
    [{ url: 'https://10.0.0.1/hook' }, '/url'],
    [{ url: 'ftp://partner.example/' }, '/url'],
    [{ kinds: ['lot.eaten'] }, '/kinds/0'],
    [{ kinds: [] }, '/kinds'],
    [{ filter: { colour: ['red'] } }, '/filter/colour'],
    [{ more: 1 }, '/more'],
  ])('is refused %j', async (change, at) => {
    const body = { name: 'erp', url: world.receiver.url(''), kinds: ['*'], ...change };
    expect(await world.ask(tenant, `POST ${ALL}`, { body })).toMatchObject({ status: 400, body: { at } });
  });

  test('is changed, but for its name, and its secret by one generation', async () => {
    const made = await world.listener(tenant);
    const path = { listener: made.listener };
    const body = { name: 'erp', url: made.url, kinds: ['lot.*'] };
    const put = (more: object) => world.ask(tenant, `PUT ${ONE}`, { path, body: { ...body, ...more } });
    expect((await put({ name: 'mes' })).status).toBe(409);
    expect((await put({ secretGeneration: 3 })).status).toBe(409);
    expect(await put({})).toMatchObject({ status: 200, body: { kinds: ['lot.*'], secret: made.secret } });
    const next = await put({ secretGeneration: 2 });
    expect(next).toMatchObject({ body: { secretGeneration: 2, bothUntil: expect.any(String) } });
    // Sent again because its answer was lost, it is the same secret.
    world.forward(1000);
    expect(Object((await put({ secretGeneration: 2 })).body).secret).toBe(Object(next.body).secret);
  });

  test('is gone when it is deleted, and has another secret when it is made again', async () => {
    const made = await world.listener(tenant);
    const path = { listener: made.listener };
    expect((await world.ask(tenant, `DELETE ${ONE}`, { path })).status).toBe(204);
    expect((await world.ask(tenant, `DELETE ${ONE}`, { path })).status).toBe(404);
    await world.happens(tenant, aRelease(1));
    await world.sweep(tenant);
    expect(world.receiver.received()).toEqual([]);
    expect((await world.listener(tenant)).secret).not.toBe(made.secret);
  });

  test('is tested: what it answered is told, logged, and says nothing of anything that happened', async () => {
    const { listener } = await world.listener(tenant);
    const path = { listener };
    expect((await world.ask(tenant, `POST ${ONE}/test`, { path })).body).toMatchObject({
      outcome: 'delivered',
      status: 200,
    });
    world.receiver.answers(() => ({ status: 401 }));
    expect((await world.ask(tenant, `POST ${ONE}/test`, { path })).body).toMatchObject({
      outcome: 'failed',
      status: 401,
      why: 'test',
    });
    expect(world.receiver.received().map(({ body }) => JSON.parse(String(body)).type)).toEqual([
      'listener.test',
      'listener.test',
    ]);
    expect((await poll()).announcements).toEqual([]);
  });

  test('has a log of every try, the newest first, of which each can be told again under its id', async () => {
    const { listener } = await world.listener(tenant);
    const path = { listener };
    await world.happens(tenant, ...upTo(5).map((n) => aRelease(n)));
    await world.sweep(tenant);
    const pages: string[] = [];
    let query: Record<string, string> = { limit: '2' };
    for (;;) {
      const { body } = await world.ask(tenant, `GET ${ONE}/deliveries`, { path, query });
      const { deliveries, next } = v.parse(loggedDeliveryPage, body);
      pages.push(...deliveries.map(({ n }) => n));
      if (next === undefined) break;
      query = { limit: '2', after: next };
    }
    expect(pages).toHaveLength(5);
    expect(pages).toEqual(pages.toSorted().toReversed());
    const [, second] = world.receiver.received();
    const n = v
      .parse(loggedDeliveryPage, (await world.ask(tenant, `GET ${ONE}/deliveries`, { path })).body)
      .deliveries.find(({ event }) => event === second?.id)?.n;
    const again = await world.ask(tenant, `POST ${ONE}/deliveries/{n}/resend`, { path: { listener, n: n ?? '' } });
    expect(again).toMatchObject({ status: 200, body: { why: 'resend', outcome: 'delivered', event: second?.id } });
    expect(world.receiver.received().at(-1)?.id).toBe(second?.id);
    expect((await world.ask(tenant, `POST ${ONE}/deliveries/{n}/resend`, { path: { listener, n: 'x' } })).status).toBe(
      404,
    );
  });

  test('is not told once more what is older than is kept, or nothing at all', async () => {
    const { listener } = await world.listener(tenant);
    const replay = (body: object) => world.ask(tenant, `POST ${ONE}/replay`, { path: { listener }, body });
    const days = (n: number) => new Date(world.now().getTime() - n * 86_400_000).toISOString();
    expect((await replay({ from: days(91) })).status).toBe(400);
    expect((await replay({ from: days(1), to: days(2) })).status).toBe(400);
    expect((await replay({ from: days(-1) })).status).toBe(400);
    expect((await replay({ from: 'yesterday' })).status).toBe(400);
    expect((await replay({ from: days(2), to: days(1) })).status).toBe(202);
  });

  test('is changed by those who may alone', async () => {
    const { listener } = await world.listener(tenant);
    for (const act of ['test', 'pause', 'resume'])
      expect((await world.ask(tenant, `POST ${ONE}/${act}`, { path: { listener }, role: 'qa' })).status).toBe(403);
  });
});

describe('a listener', () => {
  test('is not made, nor changed, to choose by what its kinds never say', async () => {
    const url = world.receiver.url('');
    const silent = { name: 'x', url, kinds: ['shipment.*', 'exception.*'], filter: { market: ['EU'] } };
    const refused = { status: 400, body: { at: '/filter/market' } };
    expect(await world.ask(tenant, 'POST /api/listeners', { body: silent })).toMatchObject(refused);
    const heard = { ...silent, filter: { partner: ['medico'] } };
    expect((await world.ask(tenant, 'POST /api/listeners', { body: heard })).status).toBe(201);
    const { listener } = await world.listener(tenant);
    const changed = { ...silent, name: 'erp' };
    expect(await world.ask(tenant, `PUT ${ONE}`, { path: { listener }, body: changed })).toMatchObject(refused);
  });

  test('goes on behind a message that its receiver never takes, when a person says so', async () => {
    const { listener } = await world.listener(tenant);
    world.receiver.answers(({ body }) => ({ status: String(body).includes('LOT1"') ? 400 : 200 }));
    await world.happens(tenant, ...[1, 2].map((n) => aRelease(n)));
    await world.sweep(tenant);
    await world.drain(60_000);
    const [poison] = (await poll()).announcements;
    const after = poison?.cursor ?? '';
    const resume = (query: Record<string, string>) =>
      world.ask(tenant, `POST ${ONE}/resume`, { path: { listener }, query });
    expect((await resume({ after: 'LOT1' })).status).toBe(400);
    expect((await resume({ after: '29990101T000000000Z-000000000000-00' })).status).toBe(400);
    expect((await resume({ after: '20000101T000000000Z-000000000000-00' })).status).toBe(400);
    const before = world.receiver.received().length;
    expect(await resume({ after })).toMatchObject({ status: 200, body: { state: 'active', cursor: after } });
    await world.drain(60_000);
    expect(world.receiver.received()).toHaveLength(before + 1);
    expect(await world.show(tenant, listener)).not.toHaveProperty('failure');
  });

  test('that is in hand just now is not moved on under whoever has it', async () => {
    const { listener } = await world.listener(tenant);
    await world.happens(tenant, aRelease(1));
    const [{ cursor: after = '' } = {}] = (await poll()).announcements;
    await world.needs.runs.ask(tenant, listener, world.now());
    await world.needs.runs.claim(tenant, listener, world.now());
    const query = { after };
    const resumed = await world.ask(tenant, `POST ${ONE}/resume`, { path: { listener }, query });
    expect(resumed).toMatchObject({ status: 503 });
  });

  test('is resumed, told once more and polled also while the queue is away', async () => {
    const { listener } = await world.listener(tenant);
    await world.happens(tenant, aRelease(1));
    const away = httpHandler(
      routes({ ...world.needs, wake: () => Promise.reject(new Error('the queue is away')) }),
      async () => false,
    );
    const ask = (route: string, more: object = {}) => call(away, route, { tenant, path: { listener }, ...more });
    expect((await ask('GET /api/announcements')).status).toBe(200);
    expect((await ask(`POST ${ONE}/resume`)).status).toBe(200);
    expect((await ask(`POST ${ONE}/replay`, { body: { from: '2026-03-01T00:00:00Z' } })).status).toBe(202);
  });
});
