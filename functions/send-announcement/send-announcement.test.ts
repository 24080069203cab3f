import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { announcementView } from '#shared/announcements/announcement.ts';
import { loggedDeliveryPage } from '#shared/announcements/listeners-api.ts';
import { type AnnouncementWorld, aRelease, startAnnouncementWorld } from '../../test/kit/announcement-world.ts';
import { type Received, startReceiver } from '../../test/kit/receiver.ts';

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

const told = ({ body }: Pick<Received, 'body'>) => v.parse(announcementView, JSON.parse(body.toString('utf8')));
const subjects = () => world.receiver.received().map((one) => told(one).subject);
const subject = (n: number) => aRelease(n).subject;
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
const log = async (listener: string) => {
  const { body } = await world.ask(tenant, 'GET /api/listeners/{listener}/deliveries', { path: { listener } });
  return v.parse(loggedDeliveryPage, body).deliveries;
};
const HOUR = 3_600_000;

describe('a listener', () => {
  test('is told what happens after it was made, in order, signed as Standard Webhooks has it', async () => {
    await world.happens(tenant, aRelease(0));
    const { secret } = await world.listener(tenant);
    await world.happens(tenant, aRelease(2), aRelease(1));
    await world.sweep(tenant);
    expect(subjects()).toEqual([1, 2].map(subject));
    for (const { body, headers } of world.receiver.received()) {
      const seconds = Number(headers['webhook-timestamp']);
      expect(seconds).toBe(Math.floor(world.now().getTime() / 1000));
      expect(verified(secret, { body, headers })).toMatchObject({ type: 'lot.released', version: 1 });
      expect(() => verified(`whsec_${Buffer.alloc(32).toString('base64')}`, { body, headers })).toThrow();
    }
    const [first] = world.receiver.received().map(told);
    expect(first).toMatchObject({
      timestamp: aRelease(1).at,
      data: { gtin: '09521321543218', lot: 'LOT1' },
      links: { self: '/api/lots/LOT1?gtin=09521321543218' },
    });
  });

  test('is told again what it did not take, later and later, and nothing before that', async () => {
    const { listener } = await world.listener(tenant);
    world.receiver.answers(() => ({ status: 500 }));
    await world.happens(tenant, aRelease(1), aRelease(2));
    await world.sweep(tenant);
    await world.drain(600_000);
    expect(new Set(subjects())).toEqual(new Set([subject(1)]));
    const ids = world.receiver.received().map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(3);
    expect(new Set(ids).size).toBe(1);
    expect(await world.show(tenant, listener)).toMatchObject({ state: 'active', failure: 'status 500' });
    const [latest] = await log(listener);
    expect(latest).toMatchObject({ outcome: 'failed', status: 500, nextTry: expect.any(String) });
    world.receiver.answers(() => ({ status: 204 }));
    await world.drain(HOUR);
    expect(subjects().slice(-2)).toEqual([1, 2].map(subject));
    expect(await world.show(tenant, listener)).not.toHaveProperty('failure');
  });

  test('is parked after a day, tried now and then, and told everything when it is back', async () => {
    const { listener } = await world.listener(tenant);
    world.receiver.answers(() => ({ status: 503 }));
    await world.happens(tenant, aRelease(1));
    await world.sweep(tenant);
    for (let hours = 0; hours < 27; hours++) {
      await world.drain(HOUR);
      await world.sweep(tenant);
    }
    expect(await world.show(tenant, listener)).toMatchObject({ state: 'parked', failure: 'status 503' });
    const tries = world.receiver.received().length;
    await world.happens(tenant, aRelease(2));
    await world.sweep(tenant);
    expect(world.receiver.received()).toHaveLength(tries);
    world.receiver.answers(() => ({ status: 200 }));
    world.forward(6 * HOUR);
    await world.sweep(tenant);
    expect(subjects().slice(-2)).toEqual([1, 2].map(subject));
    expect(await world.show(tenant, listener)).toMatchObject({ state: 'active' });
  });

  test('is told at once when a person has it resumed', async () => {
    const { listener } = await world.listener(tenant);
    world.receiver.answers(() => ({ status: 500 }));
    await world.happens(tenant, aRelease(1));
    await world.sweep(tenant);
    world.receiver.answers(() => ({ status: 200 }));
    await world.ask(tenant, 'POST /api/listeners/{listener}/resume', { path: { listener } });
    await world.drain();
    expect(world.receiver.received()).toHaveLength(2);
  });

  test('is told nothing more once it has answered 410, until a person says so', async () => {
    const { listener } = await world.listener(tenant);
    world.receiver.answers(() => ({ status: 410 }));
    await world.happens(tenant, aRelease(1));
    await world.sweep(tenant);
    await world.happens(tenant, aRelease(2));
    await world.sweep(tenant);
    await world.drain(48 * HOUR);
    expect(world.receiver.received()).toHaveLength(1);
    expect(await world.show(tenant, listener)).toMatchObject({ state: 'stopped' });
    world.receiver.answers(() => ({ status: 200 }));
    await world.ask(tenant, 'POST /api/listeners/{listener}/resume', { path: { listener } });
    await world.drain();
    expect(subjects().slice(1)).toEqual([1, 2].map(subject));
  });

  test('waits as long as it asks to be left alone', async () => {
    await world.listener(tenant);
    world.receiver.answers(() => ({ status: 503, headers: { 'retry-after': '600' } }));
    await world.happens(tenant, aRelease(1));
    await world.sweep(tenant);
    await world.drain(590_000);
    expect(world.receiver.received()).toHaveLength(1);
    await world.drain(20_000);
    expect(world.receiver.received()).toHaveLength(2);
  });

  test('that takes nothing costs no other anything', async () => {
    const down = await startReceiver();
    down.answers(() => ({ status: 500 }));
    await world.listener(tenant, { name: 'down', url: down.url('') });
    await world.listener(tenant);
    await world.happens(tenant, ...upTo(40).map((n) => aRelease(n)));
    await world.sweep(tenant);
    expect(down.received()).toHaveLength(1);
    expect(subjects()).toEqual(upTo(40).map(subject));
    await down.stop();
  });

  test('hears nothing of another tenant', async () => {
    const other = await world.tenant();
    await world.listener(tenant);
    await world.happens(other, aRelease(1));
    await world.happens(tenant, aRelease(2));
    await world.sweep(other);
    await world.sweep(tenant);
    expect(subjects()).toEqual([subject(2)]);
  });

  test('hears of the kinds and products that it chose', async () => {
    const [mine, others] = ['09521321543218', '09521321543225'];
    await world.listener(tenant, { kinds: ['lot.*'], filter: { gtin: [mine] } });
    await world.happens(tenant, aRelease(1, mine), aRelease(2, others), {
      kind: 'stock.low',
      subject: 'pool p1',
      at: aRelease(3).at,
      data: { pool: 'p1', gtin: mine, left: 3 },
    });
    await world.sweep(tenant);
    expect(subjects()).toEqual([aRelease(1, mine).subject]);
  });

  test('is told nothing while it is paused, and all of it after that', async () => {
    const { listener } = await world.listener(tenant);
    await world.ask(tenant, 'POST /api/listeners/{listener}/pause', { path: { listener } });
    await world.happens(tenant, aRelease(1));
    await world.sweep(tenant);
    expect(world.receiver.received()).toEqual([]);
    expect(await world.show(tenant, listener)).toMatchObject({ state: 'paused' });
    await world.ask(tenant, 'POST /api/listeners/{listener}/resume', { path: { listener } });
    await world.drain();
    expect(subjects()).toEqual([subject(1)]);
  });

  test('is told by both secrets for a day after a change', async () => {
    const made = await world.listener(tenant);
    const body = { name: 'erp', url: made.url, kinds: ['*'], secretGeneration: 2 };
    const path = { listener: made.listener };
    const changed = Object(await world.ask(tenant, 'PUT /api/listeners/{listener}', { path, body })).body;
    expect(changed.secret).not.toBe(made.secret);
    await world.happens(tenant, aRelease(1));
    await world.sweep(tenant);
    world.forward(24 * HOUR);
    await world.happens(tenant, aRelease(2));
    await world.sweep(tenant);
    const [first, second] = world.receiver.received();
    for (const secret of [made.secret, changed.secret]) expect(first && verified(secret, first)).toBeDefined();
    expect(second && verified(changed.secret, second)).toBeDefined();
    expect(() => second && verified(made.secret, second)).toThrow();
  });

  test('is told once more what happened since a time, in order, marked, beside what happens meanwhile', async () => {
    const { listener } = await world.listener(tenant);
    await world.happens(tenant, ...upTo(45).map((n) => aRelease(n)));
    await world.sweep(tenant);
    const before = world.receiver.received().map(told);
    expect(before).toHaveLength(45);
    const from = new Date(world.now().getTime() - HOUR).toISOString();
    const path = { listener };
    expect((await world.ask(tenant, 'POST /api/listeners/{listener}/replay', { path, body: { from } })).status).toBe(
      202,
    );
    const again = await world.ask(tenant, 'POST /api/listeners/{listener}/replay', { path, body: { from } });
    expect(again.status).toBe(409);
    await world.happens(tenant, aRelease(100), aRelease(101));
    await world.drain();
    await world.sweep(tenant);
    const after = world.receiver.received().map(told).slice(45);
    const replayed = after.filter((one) => one.replayed === true);
    expect(replayed.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    const live = after.filter((one) => one.replayed === undefined);
    expect(live.map((one) => one.subject)).toEqual([100, 101].map(subject));
    expect(await world.show(tenant, listener)).not.toHaveProperty('replay');
  });
});

function verified(secret: string, { body, headers }: Pick<Received, 'body' | 'headers'>): unknown {
  // The clock of the world is not that of the library, which looks at the age of a message.
  const seconds = String(Math.floor(Date.now() / 1000));
  const webhook = new Webhook(secret);
  const [id, at] = [String(headers['webhook-id']), String(headers['webhook-timestamp'])];
  const text = body.toString('utf8');
  const mine = webhook.sign(id, new Date(Number(at) * 1000), text);
  if (!String(headers['webhook-signature']).split(' ').includes(mine)) throw new Error('not signed by this secret');
  return webhook.verify(text, {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': webhook.sign(id, new Date(Number(seconds) * 1000), text),
  });
}
