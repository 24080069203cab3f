import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runDelivery } from '#common/run-delivery.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { PARK_AFTER } from '#shared/delivery/standing.ts';
import { type EuHubOptions, startEuHubSandbox } from '../../infra/local/sandbox/eu/sandbox.ts';
import type { Sandbox } from '../../infra/local/sandbox/serve.ts';
import { approved } from '../../test/kit/approved.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { planRelease } from '../plan-deliveries/plan-release.ts';
import { sendReport } from './send-report.ts';

let world: World;
let hub: Sandbox;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  world.woken.length = 0;
  await hub.close();
});

const openHub = async (faults: EuHubOptions['faults'] = [], more: Partial<EuHubOptions> = {}) => {
  hub = await startEuHubSandbox({ port: 0, faults, now: () => world.needs.now().getTime(), ...more });
};

const sender = (send = world.needs.send) => {
  const needs = { ...world.needs, send, baseUrls: { eu: hub.url } };
  return runDelivery(needs, 'acknowledged', sendReport(needs));
};

async function released(units = 20): Promise<House> {
  const house = await aHouse(world, { units });
  await house.produce();
  await house.report();
  await house.release();
  await planRelease(world.needs)({ tenant: house.tenant, release: house });
  return house;
}

async function rows({ tenant }: House): Promise<{ data: Delivery; packs: Delivery }> {
  const { deliveries } = await world.needs.deliveries.list(tenant, { limit: 10 });
  const named = (name: string) => deliveries.find(({ report }) => report?.name === name);
  const [data, packs] = [named('product-master-data'), named('product-pack-data')];
  if (data === undefined || packs === undefined) throw new Error('not planned');
  return { data, packs };
}

async function atHub(path: string): Promise<unknown> {
  return (await fetch(`${hub.url}/v1/${path}`, { headers: { 'client-id': 'test' } })).json();
}
const packsAtHub = async ({ gtin, lot }: House) =>
  v.parse(v.object({ packs: v.number() }), await atHub(`batches/${gtin}/${lot}`)).packs;
const sentTimes = ({ evidence }: Delivery) => evidence.filter(({ direction }) => direction === 'sent').length;

describe('a submission to the EU Hub', () => {
  test('is acknowledged pack by pack, master data first', async () => {
    await openHub([], { answerDelayMs: 3_000 });
    const house = await released();
    await world.drain(sender());
    const { data, packs } = await rows(house);
    expect([data.state, packs.state]).toEqual(['acknowledged', 'acknowledged']);
    expect(await packsAtHub(house)).toBe(20);
    expect(await atHub(`packs/${house.gtin}/${house.serials[0]}`)).toMatchObject({
      batch: { id: 'LOT1', expiry: '281231' },
    });
  });

  test('keeps the exact bytes of what was sent and answered', async () => {
    await openHub();
    const house = await released();
    await world.drain(sender());
    const { packs } = await rows(house);
    expect(packs.evidence.map(({ direction, status }) => [direction, status])).toEqual([
      ['sent', undefined],
      ['answered', 202],
      ['answered', 200],
    ]);
    const bytes = await Promise.all(packs.evidence.map(({ key }) => world.needs.evidence.get(key)));
    const [sent, receipt, result] = bytes.map((one) => JSON.parse(Buffer.from(one ?? []).toString()));
    expect(sent.serials.toSorted()).toEqual(house.serials.toSorted());
    expect(receipt).toEqual({ requestId: sent.requestId, receipt: packs.receipt });
    expect(result).toEqual({ requestId: sent.requestId, accepted: 20, rejected: [] });
  });

  test('names the packs it was planned for, whatever is captured before it is sent', async () => {
    await openHub();
    const house = await released();
    const [broken = ''] = house.packs;
    const at = '2026-03-01T09:45:00.000Z';
    const where = { readPoint: { id: house.place.readPoint }, eventTimeZoneOffset: '+01:00' };
    await house.captured({
      type: 'ObjectEvent',
      action: 'DELETE',
      epcList: [broken],
      eventTime: at,
      ...where,
      bizStep: 'destroying',
      disposition: 'destroyed',
    });
    await world.drain(sender());
    expect(await packsAtHub(house)).toBe(20);
  });

  test('is not made of a lot of which no pack existed any more', async () => {
    await openHub();
    const house = await aHouse(world, { units: 20 });
    await house.produce();
    await house.report();
    const where = { readPoint: { id: house.place.readPoint }, eventTimeZoneOffset: '+01:00' };
    const end = { eventTime: '2026-03-01T09:45:00.000Z', bizStep: 'destroying', disposition: 'destroyed', ...where };
    await house.captured({ type: 'ObjectEvent', action: 'DELETE', epcList: house.packs, ...end });
    await house.release();
    await planRelease(world.needs)({ tenant: house.tenant, release: house });
    await world.drain(sender());
    expect((await world.needs.deliveries.list(house.tenant, { limit: 10 })).deliveries).toEqual([]);
  });

  test('comes through a window of 503', async () => {
    await openHub([{ on: 'upload', from: 1, count: 3, kind: 'status', status: 503, retryAfter: 40 }]);
    const house = await released();
    const begun = world.needs.now().getTime();
    await world.drain(sender());
    expect(await rows(house)).toMatchObject({ packs: { state: 'acknowledged', attempts: 4 } });
    expect(world.needs.now().getTime() - begun).toBeGreaterThan(120_000);
  });

  test.each([
    { on: 'upload', from: 1, count: 1, kind: 'no-answer' },
    { on: 'upload', from: 1, count: 1, kind: 'truncate' },
  ] as const)('that may have arrived ($kind) is asked about, not sent twice', async (fault) => {
    await openHub([fault]);
    const house = await released();
    await world.drain(sender());
    const { packs } = await rows(house);
    expect(packs.state).toBe('acknowledged');
    expect(sentTimes(packs)).toBe(1);
    expect(await packsAtHub(house)).toBe(20);
  });

  test('that turns out not to have arrived is sent again, the same to the byte', async () => {
    await openHub([{ on: 'upload', from: 1, count: 1, kind: 'refuse' }]);
    const house = await released();
    await world.drain(sender());
    const { packs } = await rows(house);
    expect(packs.state).toBe('acknowledged');
    const sent = packs.evidence.filter(({ direction }) => direction === 'sent').map(({ key }) => key);
    expect(sent).toHaveLength(2);
    expect(new Set(sent).size).toBe(1);
  });

  test('left behind by a sender that died after sending is asked about', async () => {
    await openHub();
    const house = await released();
    const died = sender(async (outgoing) => {
      await world.needs.send(outgoing);
      throw new Error('power cut');
    });
    await world.drain(sender(), 1); // master data
    const [packsMessage] = world.woken;
    if (packsMessage === undefined) throw new Error('not woken');
    await expect(died(packsMessage.message)).rejects.toThrow('power cut');
    world.forward(180_000);
    await world.drain(sender());
    const { packs } = await rows(house);
    expect(packs.state).toBe('acknowledged');
    expect(sentTimes(packs)).toBe(1);
  });

  test('whose result is lost is sent again under the same request and acknowledged once', async () => {
    await openHub([{ on: 'upload', from: 1, count: 1, kind: 'lost-result' }]);
    const house = await released();
    await world.drain(sender());
    const { packs } = await rows(house);
    expect(packs.state).toBe('acknowledged');
    expect(sentTimes(packs)).toBe(2);
    expect(await packsAtHub(house)).toBe(20);
  });

  test('is not hurt by a request that the network doubles', async () => {
    await openHub([{ on: 'upload', from: 1, count: 1, kind: 'duplicate' }]);
    const house = await released();
    await world.drain(sender());
    expect((await rows(house)).packs.state).toBe('acknowledged');
  });

  test('is tried by one sender only when messages come twice', async () => {
    await openHub();
    const house = await released();
    const take = sender();
    await world.drain(async (message) => {
      await Promise.all([take(message), take(message)]);
    });
    const { data, packs } = await rows(house);
    expect([data.state, packs.state, sentTimes(data), sentTimes(packs)]).toEqual([
      'acknowledged',
      'acknowledged',
      1,
      1,
    ]);
  });

  test('is partially accepted when the Hub knows some packs already', async () => {
    await openHub();
    const house = await released();
    await world.drain(sender(), 1);
    await fetch(`${hub.url}/v1/product-packs`, {
      method: 'POST',
      headers: { 'client-id': 'other' },
      body: JSON.stringify({
        requestId: 'earlier',
        productCode: house.gtin,
        codingScheme: 'GTIN',
        version: 1,
        markets: ['DE'],
        batch: { id: house.lot, expiry: '281231' },
        serials: house.serials.slice(0, 2),
      }),
    });
    await world.drain(sender());
    const { packs } = await rows(house);
    expect(packs.state).toBe('partially-accepted');
    expect(packs.failure).toMatch(/^18 accepted, 2 rejected: .*DUPLICATE_SERIAL/);
  });

  test('waits while its master data are refused, and goes once they are taken', async () => {
    await openHub([{ on: 'product', from: 1, count: 1, kind: 'status', status: 400 }]);
    const house = await released();
    await world.drain(sender(), 10);
    const { data, packs } = await rows(house);
    expect(data).toMatchObject({ state: 'rejected', failure: 'FAULT: planned fault' });
    await sender()({ tenant: house.tenant, deliveryId: packs.deliveryId });
    expect((await rows(house)).packs).toMatchObject({ state: 'due', attempts: 0, evidence: [] });
    await world.needs.deliveries.reopen(data, true, world.needs.now());
    await world.needs.wake({ tenant: house.tenant, deliveryId: data.deliveryId });
    await world.drain(sender());
    expect(await rows(house)).toMatchObject({
      data: { state: 'acknowledged', round: 2 },
      packs: { state: 'acknowledged' },
    });
  });

  test('is parked after the last try, and goes when a person sends it again', async () => {
    await openHub([{ on: 'product', from: 1, count: PARK_AFTER, kind: 'status', status: 401 }]);
    const house = await released();
    await world.drain(sender());
    const { data } = await rows(house);
    // The longest waits are beyond what a queue delays; `sweep` wakes those.
    for (let turn = 0; turn < PARK_AFTER; turn++) {
      world.forward(6 * 3600_000);
      await sender()({ tenant: house.tenant, deliveryId: data.deliveryId });
    }
    expect((await rows(house)).data).toMatchObject({ state: 'parked', attempts: PARK_AFTER, failure: 'status 401' });
    await world.needs.deliveries.reopen((await rows(house)).data, false, world.needs.now());
    await sender()({ tenant: house.tenant, deliveryId: data.deliveryId });
    expect((await rows(house)).data.state).toBe('acknowledged');
  });

  test('that breaks the rules is rejected before anything is sent', async () => {
    await openHub();
    const house = await released();
    const found = await world.needs.registry.product(house.tenant, house.gtin);
    if (found === undefined) throw new Error('no product');
    const { gtin, version: _, ...product } = found;
    await approved(world.table.db, house.tenant, 'product', gtin, { ...product, markets: ['GB'] });
    await world.drain(sender(), 5);
    expect((await rows(house)).data).toMatchObject({
      state: 'rejected',
      failure: '/product/markets: the product has no market in the EU',
      evidence: [],
    });
  });
});
