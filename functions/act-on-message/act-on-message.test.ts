import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Message } from '#shared/mapping/exchange/families.ts';
import { approved } from '../../test/kit/approved.ts';
import { type ExchangeHouse, type ExchangeWorld, startExchangeWorld } from '../../test/kit/exchange-world.ts';
import { packer } from '../../test/kit/inbound-world.ts';

let world: ExchangeWorld;
let house: ExchangeHouse;
beforeAll(async () => {
  world = await startExchangeWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  house = await world.house();
});

test('numbers and orders of a partner’s own are not taken', async () => {
  const order: Message = {
    family: 'production-order',
    content: { orderNumber: 'o', gtin: house.gtin, lot: 'L1', quantity: 5 },
  };
  expect(await house.send(order)).toMatchObject({ state: 'refused', problems: [{ code: 'unsupported' }] });
});

test('a message whose partner agreed on another form meanwhile is judged anew, and nothing of it is done', async () => {
  await house.order('L1');
  const content = { requestId: 'r-1', idType: 'GTIN' as const, size: 5, objectKey: { gtin: house.gtin }, lot: 'L1' };
  const inbound = await house.hand({ family: 'serial-request', content });
  await approved(world.engine.db, house.tenant, 'partner', 'packright', packer);
  await world.drain();
  expect(await world.inbound.get(house.tenant, inbound)).toMatchObject({ state: 'refused' });
  expect((await world.needs.pools.get(house.tenant, 'packs')).next).toBe(0);
});

test('whoever is woken for a document that is done, or is none, does nothing', async () => {
  const row = await house.sendText('<SerialExchange/>');
  await world.act({ tenant: house.tenant, inbound: row.documentId });
  await world.act({ tenant: house.tenant, inbound: 'none' });
  expect(await world.inbound.get(house.tenant, row.documentId)).toEqual(row);
});
