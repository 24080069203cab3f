import { afterAll, beforeAll, expect, test } from 'vitest';
import { reconcileLot } from '#common/reconcile/reconcile-lot.ts';
import type { Message } from '#shared/mapping/exchange/families.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
import { minute } from '../../test/kit/events.ts';
import { type ExchangeHouse, type ExchangeWorld, startExchangeWorld } from '../../test/kit/exchange-world.ts';

let world: ExchangeWorld;
beforeAll(async () => {
  world = await startExchangeWorld();
});
afterAll(() => world.stop());

const writes = /^(Put|Update|Delete|TransactWrite|BatchWrite)/;
const request = (gtin: string, requestId = 'r-1'): Message => ({
  family: 'serial-request',
  content: { requestId, idType: 'GTIN', size: 10, objectKey: { gtin }, lot: 'L1' },
});

/** Acts on a document while every write but the first `n` fails, then again with all in order. True once `n` is all of its writes. */
async function actsAfter(house: ExchangeHouse, inbound: string, n: number): Promise<boolean> {
  let seen = 0;
  const broken = brokenClient(world.engine, (command) => writes.test(command) && seen++ >= n);
  const message = { tenant: house.tenant, inbound };
  const died = await world.act(message, broken).then(
    () => false,
    () => true,
  );
  // The lease of who died runs out, and what failed is tried again.
  world.forward(3_600_000);
  await world.act(message);
  await world.drain();
  return !died && seen <= n;
}

test('numbers are drawn once and answered once, wherever the function dies', async () => {
  let n = 0;
  for (let isThrough = false; !isThrough; n++) {
    const house = await world.house();
    await house.order('L1');
    const id = await house.hand(request(house.gtin));
    isThrough = await actsAfter(house, id, n);
    expect(await world.inbound.get(house.tenant, id)).toMatchObject({ state: 'accepted' });
    expect((await world.needs.pools.get(house.tenant, 'packs')).next).toBe(10);
    const families = (await house.told()).map(({ subject }) => subject.message?.family).toSorted();
    expect(families).toEqual(['processing-response', 'production-order', 'serial-response']);
  }
  // It was let die before each of its writes.
  expect(n).toBeGreaterThan(4);
});

test('numbers of a pool that the request itself used up are told, wherever the function dies', async () => {
  let n = 0;
  for (let isThrough = false; !isThrough; n++) {
    const house = await world.house({ forStock: true, scope: { pools: ['packs', 'packs-2'] } });
    await house.pool('packs-2');
    await house.leave('packs', 10);
    const content = { requestId: 'r-1', idType: 'GTIN' as const, size: 10, objectKey: { gtin: house.gtin } };
    const id = await house.hand({ family: 'serial-request', content });
    isThrough = await actsAfter(house, id, n);
    expect(await world.inbound.get(house.tenant, id)).toMatchObject({ state: 'accepted' });
    expect((await world.needs.pools.get(house.tenant, 'packs-2')).next).toBe(0);
    const families = (await house.told()).map(({ subject }) => subject.message?.family).toSorted();
    expect(families).toEqual(['processing-response', 'serial-response']);
  }
  expect(n).toBeGreaterThan(4);
});

test('unused numbers of several requests that are counted and not named are all given back, wherever the function dies', async () => {
  let n = 0;
  for (let isThrough = false; !isThrough; n++) {
    const house = await world.house({ unused: 'returned' });
    await house.order('L1');
    for (const requestId of ['r-1', 'r-2']) await house.send(request(house.gtin, requestId));
    const given = (await house.told()).filter(({ subject }) => subject.message?.family === 'serial-response');
    const epcs: string[] = [];
    for (const { deliveryId } of given) {
      const [message] = (await house.written(deliveryId)).messages;
      const serials = message?.family === 'serial-response' ? (message.content.serials ?? []) : [];
      epcs.push(...serials.slice(0, 7).map(house.pack));
    }
    const at = { at: minute(1), offset: '+01:00' };
    await house.send({ family: 'disposition-assigned', content: { lot: 'L1', commissions: [{ ...at, epcs }] } });
    const counts = { commissioned: 14, rejected: 0, unused: 6 };
    const content = { lot: 'L1', gtin: house.gtin, endedAt: minute(60), counts };
    const id = await house.hand({ family: 'end-of-batch', content });
    isThrough = await actsAfter(house, id, n);
    expect(await world.inbound.get(house.tenant, id)).toMatchObject({ state: 'accepted', problems: [] });
    const lot = await world.needs.lots.get(house.tenant, house.gtin, 'L1');
    if (lot === undefined) throw new Error('no lot');
    expect(await reconcileLot(world.needs, house.tenant, lot)).toMatchObject({
      figures: { commissioned: 14, returned: 6, unaccounted: 0 },
      differences: [],
    });
  }
  expect(n).toBeGreaterThan(6);
});

test('a lot is closed once and adds up, wherever the function dies', async () => {
  let n = 0;
  for (let isThrough = false; !isThrough; n++) {
    const house = await world.house({ unused: 'returned' });
    await house.order('L1');
    await house.send(request(house.gtin));
    const [given] = (await house.told()).filter(({ subject }) => subject.message?.family === 'serial-response');
    const [message] = (await house.written(given?.deliveryId ?? '')).messages;
    const serials = message?.family === 'serial-response' ? (message.content.serials ?? []) : [];
    const at = { at: minute(1), offset: '+01:00' };
    const epcs = serials.slice(0, 7).map(house.pack);
    await house.send({ family: 'disposition-assigned', content: { lot: 'L1', commissions: [{ ...at, epcs }] } });
    const counts = { commissioned: 7, rejected: 1, unused: 2 };
    const named = { rejectedSerials: serials.slice(7, 8), unusedSerials: serials.slice(8) };
    const content = { lot: 'L1', gtin: house.gtin, endedAt: minute(60), counts, ...named };
    const id = await house.hand({ family: 'end-of-batch', content });
    isThrough = await actsAfter(house, id, n);
    expect(await world.inbound.get(house.tenant, id)).toMatchObject({ state: 'accepted', problems: [] });
    const lot = await world.needs.lots.get(house.tenant, house.gtin, 'L1');
    if (lot === undefined) throw new Error('no lot');
    expect(await reconcileLot(world.needs, house.tenant, lot)).toMatchObject({
      figures: { commissioned: 7, rejected: 1, returned: 2, unaccounted: 0 },
      differences: [],
    });
  }
  expect(n).toBeGreaterThan(6);
});
