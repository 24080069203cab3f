import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { call } from '../../test/kit/call.ts';
import { aHouse, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { unholdDelivery } from './hold-delivery.ts';

let world: World;
let tenant: string;
beforeAll(async () => {
  world = await startWorld();
  ({ tenant } = await aHouse(world));
});
afterAll(() => world.stop());

/** A report of packs of which no event says what became of them; its regulator is told that by a fact, which was given. */
async function ended(market: string, fact: string) {
  const { deliveries, now } = world.needs;
  const report = { key: market, name: 'n', act: 'change:e1', change: 'ended' as const, at: '', wants: [fact] };
  const held = { by: 'seriate', at: now().toISOString(), reason: 'it is not said what became of the packs' };
  const row = { tenant, deliveryId: market, kind: 'submission', market, subject: {}, report, held } as const;
  await deliveries.plan({ ...row, facts: { [fact]: '15' } }, now());
}

function letGo(deliveryId: string, body: object) {
  const needs = { ...world.needs, registryTable: tables.registry, queues: { regulator: wake, partner: wake } };
  const route = 'POST /api/deliveries/{deliveryId}/unhold';
  const endpoint = unholdDelivery(needs);
  const handler = httpHandler({ [route]: { permission: 'deliveries:write', endpoint } }, async () => false);
  return call(handler, route, { tenant, path: { deliveryId }, body: { reason: 'as the form says', ...body } });
}
const wake = async () => undefined;

test.each([
  ['ru', 'withdrawal_type'],
  ['br-sncm', 'reason'],
])('what became of packs is said to %s by the fact %s, and by nothing beside it', async (market, fact) => {
  await ended(market, fact);
  for (const change of ['sampled', 'stolen', 'exported', 'destroyed'])
    expect(await letGo(market, { change })).toMatchObject({ status: 400, body: { at: '/change' } });
  expect(await letGo(market, {})).toMatchObject({ status: 200, body: { state: 'due' } });
  expect((await world.needs.deliveries.get(tenant, market))?.report?.change).toBe('ended');
});
