import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { announcementView } from '#shared/announcements/announcement.ts';
import { type AnnouncementWorld, aRelease, startAnnouncementWorld } from '../../test/kit/announcement-world.ts';

let world: AnnouncementWorld;
beforeAll(async () => {
  world = await startAnnouncementWorld();
});
afterAll(() => world.stop());

const told = () =>
  world.receiver.received().map(({ body }) => v.parse(announcementView, JSON.parse(body.toString('utf8'))));

/** Tells what happened, by a process that dies before its command number `at`, and by others after that. True when the first one did die. */
async function dyingAt(tenant: string, at: number): Promise<boolean> {
  let commands = 0;
  await world.needs.wake({ tenant, order: true });
  await world
    .drain(
      0,
      world.dying(() => commands++ === at),
    )
    .catch(() => undefined);
  world.woken.length = 0;
  // By then a lease of the dead has run out.
  world.forward(180_000);
  for (let pass = 0; pass < 2; pass++) await world.sweep(tenant);
  return commands > at;
}

describe('a teller that is killed', () => {
  test('between any two steps loses nothing, keeps the order, and tells what it tells twice under one id', async () => {
    let doubled = 0;
    for (let at = 0, died = true; died; at++) {
      world.receiver.reset();
      const tenant = await world.tenant();
      await world.listener(tenant, { filter: { gtin: ['09521321543218'] } });
      await world.happens(tenant, aRelease(1), aRelease(2, '09521321543225'), aRelease(3));
      died = await dyingAt(tenant, at);
      const messages = told();
      const byId = new Map(messages.map((one) => [one.id, one.subject]));
      expect([...byId.values()]).toEqual([aRelease(1).subject, aRelease(3).subject]);
      // What was told is noted one by one, so that a death costs one message told twice.
      expect(messages.length - byId.size).toBeLessThanOrEqual(1);
      doubled += messages.length - byId.size;
      expect(await world.needs.announcements.wait(tenant)).toBe(false);
    }
    expect(doubled).toBeGreaterThan(0);
  });

  test('in a replay goes on with it', async () => {
    for (let at = 0, died = true; died; at++) {
      world.receiver.reset();
      const tenant = await world.tenant();
      const { listener } = await world.listener(tenant);
      await world.happens(tenant, aRelease(1), aRelease(2));
      await world.sweep(tenant);
      world.receiver.reset();
      const body = { from: new Date(world.now().getTime() - 3_600_000).toISOString() };
      await world.ask(tenant, 'POST /api/listeners/{listener}/replay', { path: { listener }, body });
      died = await dyingAt(tenant, at);
      const messages = told();
      expect(messages.every(({ replayed }) => replayed)).toBe(true);
      expect([...new Set(messages.map(({ subject }) => subject))]).toEqual([1, 2].map((n) => aRelease(n).subject));
      expect(await world.show(tenant, listener)).not.toHaveProperty('replay');
    }
  });
});
