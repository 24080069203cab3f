import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { audit } from '#common/store/audit.ts';
import type { DeliveryState } from '#shared/delivery/standing.ts';
import { call } from '../../test/kit/call.ts';
import { aHouse, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { giveFacts } from './give-facts.ts';
import { holdDelivery, unholdDelivery } from './hold-delivery.ts';
import { showDelivery } from './show-delivery.ts';

let world: World;
let tenant: string;
let woken: object[];
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  ({ tenant } = await aHouse(world));
  woken = [];
});

const wants = ['cost/04601234567893', 'vat/04601234567893', 'contract_type'];
const all = { 'cost/04601234567893': '120.00', 'vat/04601234567893': '20.00', contract_type: '1' };
const path = { deliveryId: 's1' };

function api(route: `${string} /${string}`, body?: object) {
  const wake = async (message: object) => void woken.push(message);
  const needs = { ...world.needs, registryTable: tables.registry, queues: { regulator: wake, partner: wake } };
  const endpoints = {
    'GET /api/deliveries/{deliveryId}': showDelivery(needs),
    'PUT /api/deliveries/{deliveryId}/facts': giveFacts(needs),
    'POST /api/deliveries/{deliveryId}/hold': holdDelivery(needs),
    'POST /api/deliveries/{deliveryId}/unhold': unholdDelivery(needs),
  };
  const routes = Object.fromEntries(
    Object.entries(endpoints).map(([name, endpoint]) => [
      name,
      { permission: name.startsWith('GET') ? ('deliveries:read' as const) : ('deliveries:write' as const), endpoint },
    ]),
  );
  return call(httpHandler(routes, world.needs.registry.granted), route, { tenant, path, ...(body && { body }) });
}
const show = () => api('GET /api/deliveries/{deliveryId}');
const give = (facts: object, more: object = {}) => api('PUT /api/deliveries/{deliveryId}/facts', { facts, ...more });

/** A report that waits for facts, or for something else. */
async function planned(reason = `waits for ${wants.join(', ')}`, market = 'eu') {
  const { deliveries, now } = world.needs;
  const report = { key: 'k', name: '415', act: 'shipment:e1', at: '', wants };
  const held = { by: 'seriate', at: now().toISOString(), reason };
  await deliveries.plan(
    { ...{ tenant, deliveryId: 's1', kind: 'submission', market }, subject: {}, report, held },
    now(),
  );
}

/** The same in its sender's hands, and then so. */
async function sent(state: DeliveryState) {
  await planned();
  await give(all);
  const { deliveries, now } = world.needs;
  world.forward(1);
  const claim = await deliveries.claim(tenant, 's1', now());
  if (claim === undefined) throw new Error('not due');
  const noted = { at: now().toISOString(), direction: 'sent', key: 'k' } as const;
  await deliveries.noteSent(claim, noted, { requestId: 'q', evidenceKey: 'k', method: 'POST', path: '/', headers: {} });
  await deliveries.settle(claim, { standing: { ...claim.delivery, state } }, now());
}

const trail = async () => {
  const month = world.needs.now().toISOString().slice(0, 7);
  const { entries } = await audit(world.table.db, tables.registry).ofMonth(tenant, month, 50);
  return entries.filter(({ act }) => act === 'delivery-facts-given');
};

describe('a report that wants facts', () => {
  test('says which, is held for those that are missing, and goes with the last of them', async () => {
    await planned();
    expect((await show()).body).toMatchObject({ state: 'held', wants, missing: wants });
    const { contract_type: _, ...prices } = all;
    const partly = await give(prices, { reason: 'from the ERP' });
    expect(partly.body).toMatchObject({ state: 'held', facts: prices, held: { reason: 'waits for contract_type' } });
    expect((await show()).body).toMatchObject({ wants, missing: ['contract_type'] });
    expect(woken).toEqual([]);
    world.forward(1);
    expect((await give({ contract_type: '1' })).body).toMatchObject({ state: 'due', facts: all });
    expect(woken).toEqual([{ tenant, deliveryId: 's1' }]);
    for (const member of ['held', 'missing']) expect((await show()).body).not.toHaveProperty(member);
    expect((await trail()).map(({ detail }) => detail)).toMatchObject([
      { facts: { contract_type: '1' } },
      { facts: prices, reason: 'from the ERP', was: 'held' },
    ]);
  });

  test('is judged by the rules of its regulator: what can never be right is refused, and nothing of it is kept', async () => {
    await planned(undefined, 'ru');
    expect(await give({ contract_type: '99' })).toMatchObject({
      status: 400,
      body: { at: '/facts/contract_type', remedy: expect.stringContaining('1 (sale)') },
    });
    await give({ 'cost/04601234567893': '110.00' });
    expect(await give({ contract_type: '1', 'vat/04601234567893': '200.00' })).toMatchObject({
      status: 400,
      body: { at: '/facts/vat~104601234567893' },
    });
    expect((await show()).body).toMatchObject({ facts: { 'cost/04601234567893': '110.00' }, missing: wants.slice(1) });
    expect(await trail()).toHaveLength(1);
  });

  test('is given the very same again without anything happening, even after it was sent', async () => {
    await sent('acknowledged');
    const before = (await trail()).length;
    expect((await give(all)).status).toBe(200);
    expect(await trail()).toHaveLength(before);
  });

  test('takes other facts until it is sent, and each change stands in the trail', async () => {
    await planned();
    await give(all);
    world.forward(1);
    expect((await give({ contract_type: '2' })).body).toMatchObject({ state: 'due', facts: { contract_type: '2' } });
    expect(await trail()).toHaveLength(2);
  });

  test.each(['acknowledged', 'sent', 'partially-accepted', 'parked'] as const)(
    'takes no other facts once it is %s',
    async (state) => {
      await sent(state);
      const refused = await give({ contract_type: '2' });
      expect(refused).toMatchObject({ status: 409, body: { at: '/facts', remedy: expect.stringContaining('resend') } });
      expect((await show()).body).toMatchObject({ facts: all });
    },
  );

  test('that was refused takes other facts, for another request', async () => {
    await sent('rejected');
    expect((await give({ contract_type: '2' })).body).toMatchObject({
      state: 'rejected',
      facts: { contract_type: '2' },
    });
  });

  test('stays held for what else it is held for', async () => {
    await planned('it is not known what became of the packs');
    expect((await give(all)).body).toMatchObject({ state: 'held', facts: all });
  });

  test('is let go by nobody while one is missing', async () => {
    await planned();
    const refused = await api('POST /api/deliveries/{deliveryId}/unhold', { reason: 'now' });
    expect(refused).toMatchObject({ status: 409, body: { at: '/facts' } });
  });

  test.each([
    [{ 'cost/other': '1' }, '/facts/cost~1other'],
    [{ contract_type: '' }, '/facts/contract_type'],
    [{ contract_type: 'x'.repeat(201) }, '/facts/contract_type'],
    [{}, '/facts'],
    [Object.fromEntries(Array.from({ length: 5_001 }, (_, i) => [`f${i}`, '1'])), '/facts'],
  ])('is not given what it does not want, nothing, or too much', async (facts, at) => {
    await planned();
    const refused = await give(facts);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain(at);
  });
});
