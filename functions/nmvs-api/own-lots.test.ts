import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aRelease } from '../../test/kit/builders.ts';
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

async function onTheMarket() {
  house = await aHouse(world.world, { units: 6 });
  await house.produce();
  de = await aCountry(world, house.tenant);
  de.sandbox.load(house.gtin, house.lot, '281231', house.serials);
  await de.access({ alertsUrl: de.sandbox.alertsUrl });
}
const lotOf = () => ({ product: house.gtin, batch: house.lot, expiry: '281231' });
const pack = (id: string, act: string, serial = house.serials[0]) => de.pack({ id, act, pack: { ...lotOf(), serial } });
const mixed = (id: string, serials: readonly string[], more: object = {}) => {
  const items = serials.map((serial) => ({ act: 'dispense', ...lotOf(), serial }));
  return de.ask('POST /api/nmvs/mixed', { body: { id, country: 'DE', items, ...more } });
};
const strangers = (count: number) => Array.from({ length: count }, (_, i) => `STRANGER${i}`);

async function withdrawn() {
  const { signature } = aRelease(world.needs.now()).record;
  const { audit } = aRelease(world.needs.now());
  const made = { withdrawal: 'w1', gtin: house.gtin, market: 'eu', reason: 'given up', signature, deliveries: [] };
  await world.needs.withdrawals.create(house.tenant, made, [], audit);
}
async function recalled(of: { kind: 'lot'; lot: string } | { kind: 'units'; serials: string[] }) {
  const { record, audit } = aRelease(world.needs.now());
  const made = { recall: 'r1', gtin: house.gtin, of, level: 'pharmacy', reason: 'glass', state: 'active' } as const;
  await world.needs.recalls.create(house.tenant, { ...made, signature: record.signature }, audit);
}

describe('a pack of a product that we withdrew ourselves', () => {
  test('is not dispensed by us in any way, and no alert comes of it; it may be verified', async () => {
    await onTheMarket();
    expect((await pack('d1', 'dispense')).body).toMatchObject({ state: 'done' });
    await withdrawn();
    expect(await pack('d2', 'dispense', house.serials[1])).toMatchObject({
      status: 409,
      body: {
        at: '/pack',
        detail: expect.stringContaining('we withdrew product'),
        remedy: expect.stringContaining('hold the pack'),
      },
    });
    const serials = house.serials.slice(1, 3);
    const bulk = await de.bulk({ id: 'b1', act: 'sample', ...lotOf(), serials });
    expect(bulk).toMatchObject({ status: 409, body: { at: '/serials/0' } });
    expect(await mixed('m1', serials)).toMatchObject({ status: 409, body: { at: '/items/0/serial' } });
    expect((await pack('v1', 'verify')).body).toMatchObject({ state: 'done' });
    // What was done before is told as it was.
    expect((await pack('d1', 'dispense')).status).toBe(200);
    expect([de.sandbox.counted('G120'), de.sandbox.alerts()]).toEqual([1, []]);
  });

  test('has alerts that name the withdrawal', async () => {
    await onTheMarket();
    await pack('d1', 'dispense');
    await pack('d2', 'dispense');
    world.forward(1_000);
    await withdrawn();
    // Somebody else scans it afterwards.
    const { certificate, key } = await de.sandbox.client('other');
    const { services, authority: ca } = de.sandbox;
    const secret = { origins: Object.values(services), certificate, key, ca };
    const other = await aCountry(world, `${house.tenant}-2`, { secret });
    await other.access({ services, clientLoginId: 'OTHER' });
    await other.pack({ id: 'o1', act: 'dispense', pack: { ...lotOf(), serial: house.serials[0] } });
    await other.close();
    await de.fetch();
    const { body: all } = await de.ask('GET /api/nmvs/alerts');
    expect(all['alerts']).toMatchObject([{ probable: { cause: 'already-decommissioned' } }, {}]);
    const { body } = await de.ask('GET /api/nmvs/alerts', { query: { cause: 'recalled-or-withdrawn' } });
    const detail = expect.stringMatching(/we withdrew product .*; and we had changed it: G120 by/);
    expect(body['alerts']).toMatchObject([{ code: 'A24', probable: { detail } }]);
  });
});

describe('a pack that we recalled ourselves', () => {
  test('is refused with its lot, or by itself', async () => {
    await onTheMarket();
    const [first = '', second = ''] = house.serials;
    await recalled({ kind: 'units', serials: [first] });
    expect(await pack('d1', 'dispense', first)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining(`we recalled pack ${first}`) },
    });
    const bulk = await de.bulk({ id: 'b1', act: 'sample', ...lotOf(), serials: [second, first] });
    expect(bulk).toMatchObject({ status: 409, body: { at: '/serials/1' } });
    expect((await pack('d2', 'dispense', second)).body).toMatchObject({ state: 'done' });
  });
});

describe('many packs of a lot of ours', () => {
  test('are refused when most of them are none of that lot, unless somebody insists', async () => {
    await onTheMarket();
    const own = house.serials.slice(0, 2);
    const body = { id: 'b1', act: 'verify', ...lotOf(), serials: [...strangers(300), ...own] };
    expect(await de.bulk(body)).toMatchObject({
      status: 409,
      body: {
        at: '/serials',
        detail: expect.stringContaining('none of their lot'),
        remedy: expect.stringContaining('anyway'),
      },
    });
    expect(await mixed('m1', [...strangers(3), ...own])).toMatchObject({ status: 409 });
    await de.bringOn();
    expect(de.sandbox.alerts()).toEqual([]);
    expect((await de.bulk({ ...body, anyway: true })).status).toBe(202);
    expect((await de.bulk(body)).status).toBe(202);
  });

  test('are sent when most are of the lot, and when the lot is not one that we ordered', async () => {
    await onTheMarket();
    const serials = [...house.serials, ...strangers(5)];
    expect((await de.bulk({ id: 'b1', act: 'verify', ...lotOf(), serials })).status).toBe(202);
    const other = { ...lotOf(), batch: 'FOREIGN', serials: strangers(5) };
    expect((await de.bulk({ id: 'b2', act: 'verify', ...other })).status).toBe(202);
  });
});
