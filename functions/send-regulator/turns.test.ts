import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runDelivery } from '#common/run-delivery.ts';
import type { Limit } from '#shared/delivery/limit.ts';
import { type EuHubOptions, startEuHubSandbox } from '../../infra/local/sandbox/eu/sandbox.ts';
import type { Sandbox } from '../../infra/local/sandbox/serve.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { planChanges } from '../plan-deliveries/plan-changes.ts';
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

/** A sender that notes when it called what. */
async function aSender(limits: Record<string, Limit>, options: Partial<EuHubOptions> = {}) {
  hub = await startEuHubSandbox({ port: 0, now: () => world.needs.now().getTime(), ...options });
  const calls: { path: string; at: number }[] = [];
  const send: World['needs']['send'] = (outgoing) => {
    calls.push({ path: new URL(outgoing.url).pathname, at: world.needs.now().getTime() });
    return world.needs.send(outgoing);
  };
  const needs = { ...world.needs, limits, send, baseUrls: { eu: hub.url } };
  const times = (path: string) => calls.filter((one) => one.path.startsWith(path)).map(({ at }) => at);
  return { take: runDelivery(needs, 'acknowledged', sendReport(needs)), times };
}

async function released(): Promise<House> {
  const house = await aHouse(world, { units: 5 });
  await house.produce();
  await house.report();
  await house.release();
  return house;
}
const plan = (house: House) => planRelease(world.needs)({ tenant: house.tenant, release: house });
const rows = async ({ tenant }: House) => (await world.needs.deliveries.list(tenant, { limit: 50 })).deliveries;
const packsOf = async (house: House) => (await rows(house)).find(({ report }) => report?.name === 'product-pack-data');

/** Further reports of the same tenant: what became of packs, one by one. */
async function sampled(house: House) {
  for (const [i, pack] of house.packs.entries()) {
    const eventId = await house.captured({
      type: 'ObjectEvent',
      action: 'OBSERVE',
      epcList: [pack],
      eventTime: `2026-03-01T10:0${i}:00.000Z`,
      eventTimeZoneOffset: '+01:00',
      bizStep: 'sampling',
    });
    const [stored] = await world.needs.ledger.eventsById(house.tenant, [eventId]);
    if (stored !== undefined) await planChanges(world.needs, house.tenant, stored);
  }
}

describe('calls to the Hub', () => {
  test('keep to the limit of their kind, wait where all can see it, and are all made in the end', async () => {
    const { take, times } = await aSender({ 'eu-hub/product-pack-state': { calls: 1, seconds: 60, burst: 1 } });
    const house = await released();
    await plan(house);
    await world.drain(take);
    await sampled(house);
    const waiting = async () => (await rows(house)).find(({ turn }) => turn?.call === 'product-pack-state');
    while ((await waiting()) === undefined) await world.drain(take, 1);
    const waits = `waits for its turn until ${(await waiting())?.turn?.at}`;
    expect(await waiting()).toMatchObject({ state: 'due', attempts: 0, evidence: [], failure: waits });
    await world.drain(take, 400);
    expect(new Set((await rows(house)).map(({ state }) => state))).toEqual(new Set(['acknowledged']));
    const at = times('/v1/product-pack-states');
    expect(at).toHaveLength(5);
    for (const [i, time] of at.entries()) if (i > 0) expect(time - (at[i - 1] ?? 0)).toBeGreaterThanOrEqual(60_000);
    expect((await rows(house)).every(({ turn, failure }) => turn === undefined && failure === undefined)).toBe(true);
  });

  test('that ask for a result wait with their receipt', async () => {
    const { take, times } = await aSender(
      { 'eu-hub/receipts': { calls: 1, seconds: 40, burst: 1 } },
      { answerDelayMs: 3_000 },
    );
    const house = await released();
    await plan(house);
    await world.drain(take, 100);
    expect(await packsOf(house)).toMatchObject({ state: 'acknowledged', attempts: 1 });
    const [first = 0, second = 0] = times('/v1/receipts/');
    expect(second - first).toBeGreaterThanOrEqual(40_000);
  });

  test('are made by nobody while the Hub wants to be left alone', async () => {
    const fault = { on: 'states', from: 1, count: 1, kind: 'status', status: 429, retryAfter: 600 } as const;
    const { take, times } = await aSender({}, { faults: [fault] });
    const house = await released();
    await plan(house);
    await world.drain(take);
    await sampled(house);
    await world.drain(take, 400);
    const [refused = 0, ...after] = times('/v1/product-pack-states');
    expect(after).toHaveLength(5);
    expect(Math.min(...after) - refused).toBeGreaterThanOrEqual(600_000);
  });
});
