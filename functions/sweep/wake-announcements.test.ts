import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AnnouncementWorld, aRelease, startAnnouncementWorld } from '../../test/kit/announcement-world.ts';
import { wakeAnnouncements } from './wake-announcements.ts';

let world: AnnouncementWorld;
beforeAll(async () => {
  world = await startAnnouncementWorld();
});
afterAll(() => world.stop());

const needs = (known: readonly string[]) => {
  const sent: object[] = [];
  const tenants = async () => (await world.tenants()).filter(({ tenant }) => known.includes(tenant));
  const wake = async (message: object) => void sent.push(message);
  return { sent, needs: { registry: { tenants }, announcements: world.needs.announcements, wake } };
};

describe('the sweep', () => {
  test('has only those tenants looked after to whom something happened, until their listeners were asked', async () => {
    const [quiet, busy] = [await world.tenant(), await world.tenant()];
    await world.happens(busy, aRelease(1));
    const first = needs([quiet, busy]);
    expect(await wakeAnnouncements(first.needs)()).toEqual({ announcing: 1 });
    expect(first.sent).toEqual([{ tenant: busy, order: true }]);
    // A poller gave it its place; nobody has asked the listeners yet.
    await world.needs.announcements.order(busy, world.now());
    expect(await wakeAnnouncements(first.needs)()).toEqual({ announcing: 1 });
    await world.needs.wake({ tenant: busy, order: true });
    await world.drain();
    expect(await wakeAnnouncements(first.needs)()).toEqual({ announcing: 0 });
  });

  test('looks after everybody else when one cannot be asked, and then says so', async () => {
    const [broken, busy] = [await world.tenant(), await world.tenant()];
    await world.happens(busy, aRelease(1));
    const { sent, needs: some } = needs([broken, busy]);
    const wait = (tenant: string) =>
      tenant === broken ? Promise.reject(new Error('throttled')) : some.announcements.wait(tenant);
    await expect(wakeAnnouncements({ ...some, announcements: { wait } })()).rejects.toThrow('1 tenants');
    expect(sent).toEqual([{ tenant: busy, order: true }]);
  });
});
