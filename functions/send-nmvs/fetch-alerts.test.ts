import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isAnswered, type SendHttps } from '#common/send/https.ts';
import { aHouse, type House } from '../../test/kit/delivery-world.ts';
import { aCountry, type NmvsWorld, startNmvsWorld } from '../../test/kit/nmvs-world.ts';
import { fetchAlerts } from './fetch-alerts.ts';

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
const storm = async (packs: number) => {
  const serials = Array.from({ length: packs }, (_, i) => `UNKNOWN${i}`);
  const lot = { product: house.gtin, batch: house.lot, expiry: '281231' };
  await de.bulk({ id: 'b1', act: 'dispense', ...lot, serials, anyway: true });
  await de.bringOn();
};
const listed = async (query: Record<string, string> = {}) => {
  const alerts = (await de.ask('GET /api/nmvs/alerts', { query })).body['alerts'];
  return Array.isArray(alerts) ? alerts : [];
};
const causes = async () => (await listed()).map(({ code, probable }) => [code, probable.cause]);

describe('alerts about packs of ours', () => {
  test('are fetched, each with its meaning and its probable cause', async () => {
    await onTheMarket();
    const [, , second = '', third = '', fourth = ''] = house.serials;
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

  test('come in a storm: all are stored before one is looked into, and a run that has to end goes on where it came to', async () => {
    await onTheMarket({ alertsPerPage: 10 });
    await storm(13);
    // Each run looks into one page of them, and has no more time.
    const registry = {
      product: (...of: Parameters<typeof world.needs.registry.product>) => {
        world.forward(60_000);
        return world.needs.registry.product(...of);
      },
    };
    const fetch = fetchAlerts({ ...world.needs, registry });
    const pending: number[] = [];
    for (let run = 0; run < 3; run++) {
      await fetch(de.tenant, 'DE');
      expect(await listed()).toHaveLength(13);
      pending.push((await listed({ cause: 'pending' })).length);
    }
    expect(pending).toEqual([3, 0, 0]);
    expect(world.woken.splice(0)).toMatchObject([{ message: { country: 'DE' } }]);
  });

  test('lose none when a run dies: before it has stored what it noted, and before it has said what it found', async () => {
    await onTheMarket({ alertsPerPage: 10 });
    await storm(13);
    const { alerts } = world.needs;
    const dead = () => Promise.reject(new Error('killed'));
    const add: typeof alerts.add = async (_, rows, before) => {
      await before(rows);
      return dead();
    };
    await fetchAlerts({ ...world.needs, alerts: { ...alerts, add } })(de.tenant, 'DE');
    expect(await listed()).toEqual([]);
    const explain: typeof alerts.explain = async (tenant, causes) => {
      await alerts.explain(tenant, causes.slice(0, 4));
      return dead();
    };
    world.forward(QUARTER);
    await fetchAlerts({ ...world.needs, alerts: { ...alerts, explain } })(de.tenant, 'DE');
    expect([(await listed()).length, (await listed({ cause: 'pending' })).length]).toEqual([13, 9]);
    world.forward(QUARTER);
    await de.fetch();
    expect(await listed({ cause: 'unknown' })).toHaveLength(13);
  });

  test('are found by code, product, lot and cause behind any number of others', async () => {
    await onTheMarket();
    const [, first = '', second = ''] = house.serials;
    await dispense(packOf('UNKNOWN1'));
    await dispense(packOf(first, { batch: 'OTHER' }));
    for (let i = 0; i < 2; i++) await dispense(packOf(second));
    await de.fetch();
    const codes = async (query: Record<string, string>) => (await listed(query)).map(({ code }) => code);
    expect(await codes({ code: 'A24' })).toEqual(['A24']);
    expect(await codes({ lot: 'OTHER' })).toEqual(['A68']);
    expect(await codes({ product: house.gtin, cause: 'already-decommissioned', country: 'DE' })).toEqual(['A24']);
    expect(await codes({ product: '09521321543218' })).toEqual([]);
    const mistyped = await de.ask('GET /api/nmvs/alerts', { query: { product: '09521321543219' } });
    expect(mistyped).toMatchObject({ status: 400, body: { at: '?product' } });
  });

  test('that cannot be read are set aside, with what was told, and hide no others', async () => {
    await onTheMarket();
    await dispense(packOf('UNKNOWN1'));
    await dispense(packOf('UNKNOWN2'));
    const send: SendHttps = async (outgoing) => {
      const told = await world.needs.send(outgoing);
      if (!isAnswered(told) || !outgoing.url.includes('/v1/alerts')) return told;
      const body = Buffer.from(told.body).toString('utf8').replace('"productCode"', '"product"');
      return { ...told, body: Buffer.from(body) };
    };
    await fetchAlerts({ ...world.needs, send })(de.tenant, 'DE');
    const [read, aside] = await listed();
    expect(read).toMatchObject({ code: 'A3', serial: 'UNKNOWN2' });
    expect(aside).toMatchObject({
      code: 'illegible',
      state: 'new',
      told: expect.stringContaining('"product":"'),
      probable: { cause: 'unknown', detail: expect.stringContaining('productCode') },
    });
    const { pageKey = '' } = (await world.needs.alerts.get(de.tenant, aside.alertId)) ?? {};
    const page = Buffer.from((await world.needs.evidence.get(pageKey)) ?? []).toString('utf8');
    expect(page).toContain('UNKNOWN1');
  });

  test('are moved on by people, with reasons, until they are closed', async () => {
    await onTheMarket();
    await dispense(packOf('UNKNOWN1'));
    await de.fetch();
    const [{ alertId }] = await listed();
    const move = (state: string, reason = 'looked at') =>
      de.ask('POST /api/nmvs/alerts/{alertId}/state', { path: { alertId }, body: { state, reason } });
    expect((await move('escalated')).status).toBe(409);
    for (const state of ['active', 'under-investigation', 'escalated', 'closed', 'closed'])
      expect((await move(state)).status).toBe(200);
    expect((await move('closed', 'done with')).status).toBe(409);
    expect(await move('active')).toMatchObject({ status: 409, body: { remedy: 'a closed alert stays closed' } });
    const [closed] = await listed({ state: 'closed' });
    expect(closed.history).toHaveLength(5);
    expect(await listed({ state: 'new' })).toEqual([]);
  });
});
