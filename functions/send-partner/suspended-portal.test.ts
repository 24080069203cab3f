import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { carryFor } from '#common/channels/at-the-door.ts';
import { type PartnerWorld, startPartnerWorld } from '../../test/kit/partner-world.ts';
import { partnership } from '../../test/kit/partnership.ts';

let world: PartnerWorld;
beforeAll(async () => {
  world = await startPartnerWorld();
});
afterAll(() => world.world.stop());
afterEach(() => {
  world.woken.length = 0;
});

const { stands, suspended, call, statesOf } = partnership(() => world);

describe('what is made ready for a partner that fetches', () => {
  /** Six messages, and what is put into the mailbox. */
  async function messages() {
    const house = await world.house(0, { channel: 'portal' });
    const { tenant } = house;
    const put: string[] = [];
    const take = carryFor(world.needs, 'partner', async ({ delivery }) => {
      put.push(delivery.deliveryId);
      return { verdict: { verdict: 'acknowledged' } };
    });
    const ids = ['1', '2', '3', '4', '5', '6'];
    const message = { family: 'processing-response' as const, document: 'd' };
    for (const deliveryId of ids)
      await world.needs.deliveries.plan(
        { tenant, deliveryId, kind: 'delivery', partner: 'medico', subject: { message } },
        world.needs.now(),
      );
    const go = async () => {
      for (const { deliveryId } of await world.rows(house)) await take({ tenant, deliveryId });
    };
    const goOn = async () => {
      for (let next = world.woken.shift(); next !== undefined; next = world.woken.shift())
        if ('deliveryId' in next.message) await take(next.message);
    };
    return { house, put, go, goOn };
  }

  test('waits while the partnership is suspended, and is there at once, all of it, when it is resumed', async () => {
    const { house, put, go, goOn } = await messages();
    await suspended(house);
    await go();
    expect(put).toEqual([]);
    expect(await statesOf(house)).toEqual(['due']);
    await stands(house, { state: 'live' });
    await call(house);
    await goOn();
    expect(put).toHaveLength(6);
    expect(await statesOf(house)).toEqual(['delivered']);
  });

  test('is parked once the partnership has ended', async () => {
    const { house, put, go } = await messages();
    await stands(house, { state: 'withdrawn', endedAt: '2026-03-01T11:00:00.000Z' });
    await go();
    expect(put).toEqual([]);
    expect(await statesOf(house)).toEqual(['parked']);
  });
});
