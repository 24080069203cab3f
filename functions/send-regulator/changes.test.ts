import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { runDelivery } from '#common/run-delivery.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { Recall } from '#shared/messages/recalls-api.ts';
import { decommissionEvent, destroyEvent } from '#shared/trace/end-units.ts';
import { sampleEvent } from '#shared/trace/sample.ts';
import { type EuHubOptions, startEuHubSandbox } from '../../infra/local/sandbox/eu/sandbox.ts';
import type { Sandbox } from '../../infra/local/sandbox/serve.ts';
import { approved } from '../../test/kit/approved.ts';
import { call } from '../../test/kit/call.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { correctDelivery } from '../deliveries-api/correct-delivery.ts';
import { cancelDelivery, holdDelivery, unholdDelivery } from '../deliveries-api/hold-delivery.ts';
import { listSubmissions } from '../deliveries-api/list-submissions.ts';
import { planChanges } from '../plan-deliveries/plan-changes.ts';
import { planLotRecall } from '../plan-deliveries/plan-recall.ts';
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

const openHub = async (options: Partial<EuHubOptions> = {}) => {
  hub = await startEuHubSandbox({ port: 0, now: () => world.needs.now().getTime(), ...options });
};

/** Everything that is due is sent, and what waits for something is looked at again. */
async function send() {
  const needs = { ...world.needs, baseUrls: { eu: hub.url } };
  await world.drain(runDelivery(needs, 'acknowledged', sendReport(needs)), 200);
}

async function produced(units = 20): Promise<House> {
  const house = await aHouse(world, { units });
  await house.produce();
  await house.report();
  return house;
}

async function release(house: House) {
  await house.release();
  await planRelease(world.needs)({ tenant: house.tenant, release: house });
  world.forward(1_000);
}

/** After the line had closed the lot, and before anybody released it. */
const before = '2026-03-01T09:30:00.000Z';
const ending = ({ packs, place }: House, from: number, to: number, at = world.needs.now().toISOString()) => ({
  ...place,
  epcs: packs.slice(from, to),
  at,
});

/** The event is captured, and the planner sees it. */
async function happens(house: House, event: EpcisEvent | string) {
  const id = typeof event === 'string' ? event : await house.captured(event);
  const [stored] = await world.needs.ledger.eventsById(house.tenant, [id]);
  if (stored === undefined) throw new Error('not captured');
  return planChanges(world.needs, house.tenant, stored);
}

const packShape = v.object({ state: v.string() });
async function atHub({ gtin }: House, serial = ''): Promise<string | undefined> {
  const answer = await fetch(`${hub.url}/v1/packs/${gtin}/${serial}`, { headers: { 'client-id': 'test' } });
  return answer.ok ? v.parse(packShape, await answer.json()).state : undefined;
}
const statesAtHub = (house: House) => Promise.all(house.serials.map((serial) => atHub(house, serial)));

const rows = async ({ tenant }: House) => (await world.needs.deliveries.list(tenant, { limit: 100 })).deliveries;
async function row(house: House, name: string): Promise<Delivery> {
  const found = (await rows(house)).find(({ report, corrects }) => report?.name === name && corrects === undefined);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

const acts = { hold: holdDelivery, unhold: unholdDelivery, cancel: cancelDelivery, correct: correctDelivery };
function act(kind: keyof typeof acts, house: House, { deliveryId }: Delivery, body: object) {
  const wake = world.needs.wake;
  const needs = { ...world.needs, registryTable: tables.registry, queues: { regulator: wake, partner: wake } };
  const route = `POST /api/deliveries/{deliveryId}/${kind}` as const;
  const handler = httpHandler(
    { [route]: { permission: 'deliveries:write', endpoint: acts[kind](needs) } },
    async () => false,
  );
  return call(handler, route, { tenant: house.tenant, path: { deliveryId }, body });
}

const submissionsShape = v.object({ submissions: v.array(v.looseObject({ act: v.string(), state: v.string() })) });
async function submissions({ tenant, gtin, lot }: House) {
  const route = 'GET /api/lots/{lot}/submissions';
  const endpoint = listSubmissions(world.needs);
  const handler = httpHandler({ [route]: { permission: 'deliveries:read', endpoint } }, async () => false);
  const { body } = await call(handler, route, { tenant, path: { lot }, query: { gtin } });
  return v.parse(submissionsShape, body).submissions;
}

describe('what became of packs of a released lot', () => {
  test('is told when the packs are known, and once however often it is planned', async () => {
    await openHub();
    const house = await produced();
    await release(house);
    const destroyed = destroyEvent(ending(house, 0, 2));
    expect([await happens(house, destroyed), await happens(house, destroyed)]).toEqual([1, 1]);
    await send();
    expect(await statesAtHub(house)).toEqual([...Array(2).fill('DESTROYED'), ...Array(18).fill('ACTIVE')]);
    expect(await rows(house)).toHaveLength(3);
    expect(new Set((await submissions(house)).map(({ state }) => state))).toEqual(new Set(['acknowledged']));
  });

  test('before its release is told after it, but for packs that were no more', async () => {
    await openHub();
    const house = await produced();
    expect(await happens(house, sampleEvent({ ...ending(house, 0, 1, before), kind: 'retention' }))).toBe(0);
    expect(await happens(house, destroyEvent(ending(house, 19, 20, before)))).toBe(0);
    await release(house);
    await send();
    expect(await statesAtHub(house)).toEqual(['SAMPLE', ...Array(18).fill('ACTIVE'), undefined]);
  });

  test('between the release and its report is told: first that they were, then that they are no more', async () => {
    await openHub();
    const house = await produced();
    await release(house);
    world.forward(1_000);
    await happens(house, destroyEvent(ending(house, 0, 1)));
    await send();
    expect(await atHub(house, house.serials[0])).toBe('DESTROYED');
  });

  test('is an export where a pallet leaves for a country without the regulator, and none where it stays', async () => {
    await openHub();
    const house = await produced();
    await release(house);
    const hook = { channel: 'webhook', url: 'https://us.example/hook' };
    const abroad = 'urn:epc:id:pgln:9521888.00001';
    const home = 'urn:epc:id:pgln:9521888.00002';
    await approved(world.table.db, house.tenant, 'partner', 'us', {
      ...hook,
      name: 'US Wholesale',
      party: abroad,
      address: { city: 'Boston', country: 'US' },
    });
    await approved(world.table.db, house.tenant, 'partner', 'fr', {
      ...hook,
      name: 'FR Grossiste',
      party: home,
      address: { city: 'Lyon', country: 'FR' },
    });
    expect(await happens(house, await house.ship(home))).toBe(0);
    expect(await happens(house, await house.ship(abroad))).toBe(1);
    await send();
    expect(new Set(await statesAtHub(house))).toEqual(new Set(['EXPORTED']));
  });

  test('that nobody says waits for a person, whose word is told', async () => {
    await openHub();
    const house = await produced();
    await release(house);
    await happens(house, decommissionEvent(ending(house, 0, 1)));
    await send();
    const waiting = await row(house, 'product-pack-state');
    expect(waiting).toMatchObject({
      state: 'held',
      attempts: 0,
      held: { reason: expect.stringContaining('not said') },
    });
    expect(await atHub(house, house.serials[0])).toBe('ACTIVE');
    expect((await act('unhold', house, waiting, { reason: 'found in the bin' })).status).toBe(400);
    const said = { reason: 'found in the bin, dissolved', change: 'destroyed' };
    const [first, second] = await Promise.all([1, 2].map(() => act('unhold', house, waiting, said)));
    expect([first?.status, second?.status, (await act('unhold', house, waiting, said)).status]).toEqual([
      200, 200, 200,
    ]);
    const stolen = await act('unhold', house, waiting, { ...said, change: 'stolen' });
    const detail = expect.stringMatching(/let go as destroyed by .+ at .+: found in the bin, dissolved/);
    expect(stolen).toMatchObject({ status: 409, body: { detail } });
    await send();
    expect(await atHub(house, house.serials[0])).toBe('DESTROYED');
  });

  test('is told to nobody once its event was declared an error', async () => {
    await openHub();
    const house = await produced();
    await release(house);
    const destroyed = destroyEvent(ending(house, 0, 1));
    await happens(house, destroyed);
    await house.captured({ ...destroyed, errorDeclaration: { declarationTime: before } });
    await send();
    const refused = await row(house, 'product-pack-state');
    expect(refused).toMatchObject({ state: 'rejected', failure: expect.stringContaining('declared an error') });
    expect((await act('cancel', house, refused, { reason: 'it did not happen' })).status).toBe(200);
    expect(await atHub(house, house.serials[0])).toBe('ACTIVE');
  });

  test('that the Hub refuses in part is told again for those packs alone', async () => {
    await openHub();
    const house = await produced();
    await release(house);
    await send();
    await happens(house, destroyEvent(ending(house, 0, 1)));
    await send();
    await happens(house, { ...sampleEvent({ ...ending(house, 0, 3), kind: 'qa' }), disposition: 'stolen' });
    await send();
    const partly = (await rows(house)).find(({ state }) => state === 'partially-accepted');
    expect(partly?.failure).toContain('STATE_FINAL');
    if (partly === undefined) return;
    expect((await act('correct', house, partly, { reason: 'asked the Hub to reopen it' })).status).toBe(200);
    expect((await act('correct', house, partly, { reason: 'asked the Hub to reopen it' })).status).toBe(200);
    expect((await act('correct', house, partly, { reason: 'twice' })).status).toBe(409);
    const [correction, ...more] = (await rows(house)).filter(({ corrects }) => corrects !== undefined);
    expect(more).toEqual([]);
    await send();
    const after = await rows(house);
    const [sent] = after.find(({ corrects }) => corrects !== undefined)?.evidence ?? [];
    const body = await world.needs.evidence.get(sent?.key ?? '');
    expect(JSON.parse(Buffer.from(body ?? []).toString()).serials).toEqual([house.serials[0]]);
    expect(after.find(({ corrects }) => corrects !== undefined)?.state).toBe('rejected');
    expect((await submissions(house)).filter(({ act: of }) => of === correction?.report?.act)).toMatchObject([
      { state: 'rejected', reports: 2, states: { corrected: 1, rejected: 1 } },
    ]);
    expect(after.find(({ deliveryId }) => deliveryId === partly.deliveryId)?.state).toBe('corrected');
  });
});

describe('a recall of a lot', () => {
  const recall = (house: House): Recall => ({
    recall: 'r1',
    gtin: house.gtin,
    of: { kind: 'lot', lot: house.lot },
    level: 'pharmacy',
    reason: 'glass',
    state: 'active',
    signature: { by: 'quinn', meaning: 'recall', at: world.needs.now().toISOString(), authTime: 0, digest: '' },
  });

  test('is told when all packs are known; a recall of some packs is not', async () => {
    await openHub();
    const house = await produced();
    const whole = recall(house);
    const some = { ...whole, of: { kind: 'units' as const, serials: house.serials } };
    const lifted = { ...whole, lifted: { reason: 'no glass', signature: whole.signature } };
    const planned = (one: Recall) => planLotRecall(world.needs, house.tenant, one);
    expect(await planned(whole)).toBe(0);
    await release(house);
    expect([await planned(some), await planned(lifted), await planned(whole), await planned(whole)]).toEqual([
      0, 0, 1, 1,
    ]);
    await send();
    expect((await row(house, 'batch-recall')).state).toBe('acknowledged');
    expect(await atHub(house, house.serials[0])).toBe('RECALLED');
  });
});

describe('a person', () => {
  test('keeps back what is due, and lets it go', async () => {
    await openHub();
    const house = await produced();
    await release(house);
    const data = await row(house, 'product-master-data');
    expect((await act('hold', house, data, { reason: '' })).status).toBe(400);
    expect((await act('hold', house, data, { reason: 'the name is disputed' })).status).toBe(200);
    expect((await act('hold', house, data, { reason: 'the name is disputed' })).status).toBe(200);
    expect((await act('hold', house, data, { reason: 'another reason' })).status).toBe(409);
    await send();
    expect((await rows(house)).map(({ state }) => state).sort()).toEqual(['due', 'held']);
    expect(await submissions(house)).toMatchObject([{ state: 'held', reports: 2 }]);
    expect((await act('unhold', house, data, { reason: 'settled', change: 'stolen' })).status).toBe(400);
    expect((await act('unhold', house, data, { reason: 'settled' })).status).toBe(200);
    await send();
    expect(await submissions(house)).toMatchObject([{ state: 'acknowledged' }]);
    expect((await act('hold', house, await row(house, 'product-master-data'), { reason: 'late' })).status).toBe(409);
  });

  test('is called once when a deadline comes near and it is not done', async () => {
    await openHub({ faults: [{ on: '*', from: 1, count: 1_000, kind: 'status', status: 503 }] });
    const house = await produced();
    await release(house);
    await send();
    const { warnLate } = world.needs.deliveries;
    const { deliveryId, deadline = '' } = await row(house, 'product-pack-data');
    const early = new Date(Date.parse(deadline) - 3 * 3_600_000);
    const near = new Date(Date.parse(deadline) - 3_600_000);
    const called = await Promise.all([near, near, near].map((now) => warnLate(house.tenant, deliveryId, now)));
    expect(await warnLate(house.tenant, deliveryId, early)).toBeUndefined();
    expect(called.filter((one) => one !== undefined)).toHaveLength(1);
    expect((await row(house, 'product-pack-data')).warnedAt).toBe(near.toISOString());
  });
});
