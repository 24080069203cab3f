import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { carryFor } from '#common/channels/at-the-door.ts';
import { networkOpener } from '#common/channels/open-channel.ts';
import { keepInbound } from '#common/inbound/keep-inbound.ts';
import { deliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import { type PartnerWorld, startPartnerWorld } from '../../test/kit/partner-world.ts';
import { startReceiver } from '../../test/kit/receiver.ts';
import { sendShipment } from './send-shipment.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

let world: PartnerWorld;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  [world, receiver] = await Promise.all([startPartnerWorld(), startReceiver()]);
});
afterAll(async () => {
  await receiver.stop();
  await world.stop();
});
afterEach(() => {
  world.woken.length = 0;
  receiver.reset();
});

const reached = (more: object = {}) => ({ channel: 'https', url: receiver.url('inbox'), ...more });
const down = () => receiver.answers(() => ({ status: 500 }));
const up = () => receiver.answers(() => ({ status: 200 }));
/** Ids of what arrived, in the order in which it did. */
const arrived = () => receiver.received().map(({ headers }) => String(headers['idempotency-key']));
const statesOf = (rows: readonly { state: string }[]) => [...new Set(rows.map(({ state }) => state))];

describe('a partner that does not answer', () => {
  test('is spared after five tries, and nothing that waits for it counts one', async () => {
    down();
    const house = await world.house(12, reached());
    await world.goOn(house);
    const rows = await world.rows(house);
    expect(receiver.received()).toHaveLength(5);
    expect(rows.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(5);
    const waiting = rows.filter(({ attempts }) => attempts === 0);
    expect(waiting).toHaveLength(7);
    for (const { failure } of waiting)
      expect(failure).toMatch(/^the partner is spared since .*, after 5 failures: status 500$/);
    expect(await world.needs.line.count(house.tenant, 'medico')).toBe(7);
  });

  test('is tried with one document, and sent everything as soon as it takes that', async () => {
    down();
    const house = await world.house(12, reached());
    await world.goOn(house, MINUTE);
    up();
    await world.goOn(house, 10 * MINUTE);
    expect(statesOf(await world.rows(house))).toEqual(['delivered']);
    expect(await world.needs.healths.get(house.tenant, 'medico')).toMatchObject({ failures: 0, spared: undefined });
    expect(await world.needs.line.count(house.tenant, 'medico')).toBe(0);
  });

  test('for a whole day costs few tries, and everything is parked with the reason; a person has all of it sent again', async () => {
    down();
    const house = await world.house(8, reached());
    await world.goOn(house, 26 * HOUR);
    const rows = await world.rows(house);
    expect(statesOf(rows)).toEqual(['parked']);
    for (const { failure, createdAt, updatedAt } of rows) {
      expect(failure).toMatch(/status 500/);
      const took = Date.parse(updatedAt) - Date.parse(createdAt);
      expect(took).toBeGreaterThan(23 * HOUR);
      expect(took).toBeLessThan(25 * HOUR);
    }
    // A spared partner is tried once in a quarter of an hour, however many wait.
    expect(receiver.received().length).toBeLessThan(130);
    const { tenant } = house;
    expect(await world.needs.parked.count(tenant, 'medico')).toBe(8);
    receiver.reset();
    const asked = { tenant, partner: 'medico', by: 'pia', home: tenant };
    const told = world.audit(tenant, 'partner-resent');
    expect(await world.needs.resends.begin(asked, world.needs.now(), told)).toBe('begun');
    await world.goOn(house, HOUR);
    expect(statesOf(await world.rows(house))).toEqual(['delivered']);
    expect(arrived().toSorted()).toEqual(rows.map(({ deliveryId }) => deliveryId).toSorted());
    expect(await world.needs.resends.get(tenant, 'medico')).toMatchObject({ state: 'done', looked: 8, resent: 8 });
    expect(await world.needs.parked.count(tenant, 'medico')).toBe(0);
  });

  test('with a single document has it tried for a day, and parked at its end', async () => {
    down();
    const house = await world.house(1, reached());
    await world.goOn(house, 26 * HOUR);
    const [only] = await world.rows(house);
    expect(only).toMatchObject({ state: 'parked' });
    const took = Date.parse(only?.updatedAt ?? '') - Date.parse(only?.createdAt ?? '');
    expect(took / HOUR).toBeGreaterThan(23.9);
    expect(took / HOUR).toBeLessThan(24.1);
    expect(receiver.received().length).toBeGreaterThan(8);
  });

  test('that asks to be left alone is, and loses no try', async () => {
    receiver.answers(() => ({ status: 429, headers: { 'retry-after': '600' } }));
    const house = await world.house(6, reached());
    await world.goOn(house);
    expect(receiver.received()).toHaveLength(1);
    up();
    await world.goOn(house, 9 * MINUTE);
    expect(receiver.received()).toHaveLength(1);
    await world.goOn(house, HOUR);
    expect(statesOf(await world.rows(house))).toEqual(['delivered']);
  });

  test('is not spared for documents that it refuses', async () => {
    receiver.answers(() => ({ status: 422 }));
    const house = await world.house(10, reached());
    await world.goOn(house);
    expect(statesOf(await world.rows(house))).toEqual(['rejected']);
    expect(receiver.received()).toHaveLength(10);
  });
});

test('a tenant that has not agreed yet is told as failing, with the reason, and is spared as any other', async () => {
  const { registry, inbound, evidence, now } = world.needs;
  const keep = keepInbound({ inbound, evidence, wake: async () => undefined });
  const needs = { ...world.needs, others: { network: networkOpener({ registry, keep, inbound, now }) } };
  const house = await world.house(6, { channel: 'network', tenant: 'not-agreed' });
  const take = carryFor(needs, 'partner', sendShipment(needs));
  for (const { message } of world.woken.splice(0)) await take(v.parse(deliveryQueueMessage, message));
  const rows = await world.rows(house);
  for (const { failure } of rows) expect(failure).toContain('has no partner in force');
  expect(rows.map(({ attempts }) => attempts).toSorted()).toEqual([0, 1, 1, 1, 1, 1]);
  const why = expect.stringContaining('has no partner in force');
  expect(await world.needs.healths.get(house.tenant, 'medico')).toMatchObject({ failures: 5, why });
});

describe('a slow partner', () => {
  /** Takes everything that is woken at once, as many functions would. */
  const takeAll = () => world.woken.splice(0).map(({ message }) => world.take(message));

  test('has four in hand at most, and who finds no place leaves its function at once', async () => {
    const house = await world.house(16, reached());
    const held = Promise.withResolvers<void>();
    receiver.holds(held.promise);
    const taking = takeAll();
    let left = 0;
    const allLeft = Promise.withResolvers<void>();
    for (const one of taking) void one.then(() => ++left === 12 && allLeft.resolve());
    await Promise.all([allLeft.promise, receiver.came(4)]);
    expect(receiver.received()).toHaveLength(4);
    const rows = await world.rows(house);
    expect(rows.filter(({ failure }) => failure?.startsWith('as many as may be'))).toHaveLength(12);
    held.resolve();
    await Promise.all(taking);
    await world.goOn(house);
    const all = await world.rows(house);
    expect(all.map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(Array(16).fill('delivered 1'));
    expect(await world.needs.line.count(house.tenant, 'medico')).toBe(0);
  });

  test('has the next called that was turned away while the last ones came out', async () => {
    const house = await world.house(5, reached());
    const held = Promise.withResolvers<void>();
    receiver.holds(held.promise);
    const last = world.woken.pop();
    const taking = takeAll();
    await receiver.came(4);
    const { line } = world.needs;
    const join: typeof line.join = async (...asked) => {
      held.resolve();
      await Promise.all(taking);
      return line.join(...asked);
    };
    if (last === undefined) throw new Error('nothing is left');
    const late = carryFor({ ...world.needs, line: { ...line, join } }, 'partner', sendShipment(world.needs));
    await late(v.parse(deliveryQueueMessage, last.message));
    await world.goOn(house);
    expect(statesOf(await world.rows(house))).toEqual(['delivered']);
  });

  test('gets one alone where it is tried after it was spared', async () => {
    down();
    const house = await world.house(12, reached());
    await world.goOn(house);
    receiver.reset();
    world.world.forward(9 * HOUR);
    const rows = (await world.rows(house)).map(({ tenant, deliveryId }) => ({ tenant, deliveryId }));
    world.woken.push(...rows.map((message) => ({ message, at: 0 })));
    const held = Promise.withResolvers<void>();
    receiver.holds(held.promise);
    const taking = takeAll();
    let left = 0;
    const allLeft = Promise.withResolvers<void>();
    for (const one of taking) void one.then(() => ++left === 11 && allLeft.resolve());
    await Promise.all([allLeft.promise, receiver.came(1)]);
    expect(receiver.received()).toHaveLength(1);
    held.resolve();
    await Promise.all(taking);
    await world.goOn(house, HOUR);
    expect(statesOf(await world.rows(house))).toEqual(['delivered']);
  });

  test('is served again when a function that had one in hand died', async () => {
    const house = await world.house(6, reached());
    const at = world.needs.now();
    for (let i = 0; i < 4; i++) await world.needs.healths.enter(house.tenant, 'medico', 4, at, 0);
    await world.goOn(house);
    expect(receiver.received()).toHaveLength(0);
    await world.goOn(house, HOUR);
    expect(statesOf(await world.rows(house))).toEqual(['delivered']);
  });
});

describe('a partner that takes documents in order', () => {
  const inOrder = async (house: Awaited<ReturnType<PartnerWorld['house']>>) =>
    (await world.rows(house))
      .toSorted((a, b) => ((a.place ?? '') < (b.place ?? '') ? -1 : 1))
      .map(({ deliveryId }) => deliveryId);

  test('gets them as they were captured, whichever is woken first', async () => {
    const house = await world.house(8, reached({ ordered: true }));
    world.woken.reverse();
    for (const [i, one] of world.woken.entries()) one.at = i;
    await world.goOn(house, HOUR);
    expect(statesOf(await world.rows(house))).toEqual(['delivered']);
    expect(arrived()).toEqual(await inOrder(house));
    expect(await world.needs.line.count(house.tenant, 'medico')).toBe(0);
  });

  test('gets none before the one that failed is through', async () => {
    let calls = 0;
    receiver.answers(() => ({ status: ++calls <= 3 ? 503 : 200 }));
    const house = await world.house(5, reached({ ordered: true }));
    await world.goOn(house, HOUR);
    const [first, ...others] = await inOrder(house);
    expect(arrived()).toEqual([first, first, first, first, ...others]);
  });

  test('goes on where the second was turned away while the first came through', async () => {
    const house = await world.house(2, reached({ ordered: true }));
    const held = Promise.withResolvers<void>();
    receiver.holds(held.promise);
    const [first, second] = await inOrder(house);
    const messageOf = (deliveryId = '') => ({ tenant: house.tenant, deliveryId });
    world.woken.length = 0;
    const taking = world.take(messageOf(first));
    await receiver.came(1);
    const { waiting } = world.needs;
    const turnAway: typeof waiting.turnAway = async (...asked) => {
      held.resolve();
      await taking;
      return waiting.turnAway(...asked);
    };
    const late = carryFor({ ...world.needs, waiting: { ...waiting, turnAway } }, 'partner', sendShipment(world.needs));
    await late(messageOf(second));
    await world.goOn(house);
    expect(arrived()).toEqual([first, second]);
  });

  test('is not tried again at once with the one that failed', async () => {
    receiver.answers(() => ({ status: 503 }));
    const house = await world.house(3, reached({ ordered: true }));
    await world.goOn(house);
    expect(receiver.received()).toHaveLength(1);
  });

  test('gets the others when the first is refused, and none past one that a person keeps back', async () => {
    let calls = 0;
    receiver.answers(() => ({ status: ++calls === 1 ? 422 : 200 }));
    const house = await world.house(4, reached({ ordered: true }));
    const [, second = ''] = await inOrder(house);
    const { tenant } = house;
    const row = await world.needs.deliveries.get(tenant, second);
    if (row === undefined) throw new Error('not planned');
    const at = world.needs.now().toISOString();
    const told = world.audit(tenant, 'delivery-held');
    expect(await world.needs.deliveries.hold(row, { by: 'pia', at, reason: 'look first' }, told)).toBe('done');
    await world.goOn(house, HOUR);
    const rows = new Map((await world.rows(house)).map(({ deliveryId, state }) => [deliveryId, state]));
    expect((await inOrder(house)).map((id) => rows.get(id))).toEqual(['rejected', 'held', 'due', 'due']);
    const kept = await world.needs.deliveries.get(tenant, second);
    if (kept === undefined) throw new Error('gone');
    await world.needs.deliveries.unhold(kept, undefined, world.needs.now(), world.audit(tenant, 'delivery-unheld'));
    await world.goOn(house, 2 * HOUR);
    expect(arrived()).toEqual(await inOrder(house));
  });
});
