import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aHouse, type House } from '../../test/kit/delivery-world.ts';
import { aCountry, type NmvsWorld, startNmvsWorld } from '../../test/kit/nmvs-world.ts';

let world: NmvsWorld;
let house: House;
let de: Awaited<ReturnType<typeof aCountry>>;
beforeAll(async () => {
  world = await startNmvsWorld();
});
afterAll(() => world.stop());
afterEach(() => de.close());

const QUARTER = 15 * 60_000 + 60_000;

/** A lot of ours that is on the market, and an NMVS that knows its packs. */
async function onTheMarket(options: Parameters<typeof aCountry>[2] = {}) {
  house = await aHouse(world.world, { units: 5 });
  await house.produce();
  de = await aCountry(world, house.tenant, options);
  de.sandbox.load(house.gtin, house.lot, '281231', house.serials.slice(1));
  await de.access({ alertsUrl: de.sandbox.alertsUrl });
}
const packOf = (serial: string, change: object = {}) => ({
  product: house.gtin,
  batch: house.lot,
  expiry: '281231',
  serial,
  ...change,
});
let ids = 0;
const dispense = (pack: object) => de.pack({ id: `d${++ids}`, act: 'dispense', pack });
const listed = async (query = {}) => {
  const alerts = (await de.ask('GET /api/nmvs/alerts', { query })).body['alerts'];
  return Array.isArray(alerts) ? alerts : [];
};
const causes = async () => (await listed()).map(({ code, probable }) => [code, probable.cause]);

describe('alerts about packs of ours', () => {
  test('are fetched, each with its meaning and its probable cause', async () => {
    await onTheMarket();
    const [missing = '', , second = '', third = '', fourth = ''] = house.serials;
    const { deliveries, now } = world.needs;
    const subject = { gtin: house.gtin, lot: house.lot };
    await dispense(packOf(second.toLowerCase()));
    await dispense(packOf(third, { expiry: '281200' }));
    await dispense(packOf(third, { batch: 'OTHER' }));
    await dispense(packOf(fourth));
    await dispense(packOf(fourth));
    await de.fetch();
    expect(await causes()).toEqual([
      ['A3', 'case-or-keyboard'],
      ['A52', 'wrong-expiry'],
      ['A68', 'wrong-lot'],
      ['A24', 'already-decommissioned'],
    ]);
    expect(await listed()).toMatchObject([
      { meaning: 'serial not found', state: 'new', country: 'DE', location: 'SITE' },
      {},
      {},
      { probable: { detail: expect.stringContaining(`G120 by ${house.tenant}-client`) } },
    ]);
    await deliveries.plan({ tenant: house.tenant, deliveryId: 's1', kind: 'submission', market: 'eu', subject }, now());
    await dispense(packOf(missing));
    world.forward(QUARTER);
    await de.fetch();
    expect((await causes()).at(-1)).toEqual(['A3', 'upload-missing']);
  });

  test('are fetched again and again, and none twice, whatever the source does', async () => {
    const faults = [
      { on: 'alerts', from: 1, count: 1, kind: 'truncate' as const },
      { on: 'alerts', from: 2, count: 1, kind: 'html' as const },
    ];
    await onTheMarket({ faults });
    await dispense(packOf('UNKNOWN1'));
    for (let i = 0; i < 4; i++) {
      await de.fetch();
      expect(await listed()).toHaveLength(i < 2 ? 0 : 1);
      await de.fetch(); // not yet due: it is left alone
      world.forward(QUARTER);
    }
  });

  test('are moved on by people, with reasons, until they are closed', async () => {
    await onTheMarket();
    await dispense(packOf('UNKNOWN1'));
    await de.fetch();
    const [{ alertId }] = await listed();
    const move = (state: string) =>
      de.ask('POST /api/nmvs/alerts/{alertId}/state', { path: { alertId }, body: { state, reason: 'looked at' } });
    expect((await move('escalated')).status).toBe(409);
    for (const state of ['active', 'under-investigation', 'escalated', 'closed'])
      expect((await move(state)).status).toBe(200);
    expect(await move('active')).toMatchObject({ status: 409, body: { remedy: 'a closed alert stays closed' } });
    const [closed] = await listed({ state: 'closed' });
    expect(closed.history).toHaveLength(5);
    expect(await listed({ state: 'new' })).toEqual([]);
  });
});
