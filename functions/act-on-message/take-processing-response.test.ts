import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { orderMessage } from '#common/production/order-message.ts';
import { addRevision } from '#common/store/add-revision.ts';
import type { ContentOf } from '#shared/mapping/exchange/families.ts';
import type { OrderRevision } from '#shared/messages/orders-api.ts';
import { contentOf } from '#shared/orders/revisions.ts';
import { approved } from '../../test/kit/approved.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { minute } from '../../test/kit/events.ts';
import { type ExchangeHouse, type ExchangeWorld, site, startExchangeWorld } from '../../test/kit/exchange-world.ts';

let world: ExchangeWorld;
let house: ExchangeHouse;
beforeAll(async () => {
  world = await startExchangeWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  house = await world.house();
});

const answer = (inReplyTo: string, change: Partial<ContentOf<'processing-response'>> = {}) =>
  house.send({ family: 'processing-response', content: { inReplyTo, outcome: 'ACCEPTED', ...change } });
const no = { outcome: 'REJECTED' as const, problems: [{ at: 'Expiry', detail: 'no film of that date' }] };
const lot = () => world.needs.lots.get(house.tenant, house.gtin, 'L1');
/** The owner changes the order, or wants it cancelled; answers the message of it. */
const revise = async (change: Partial<OrderRevision>) => {
  const before = await lot();
  if (before === undefined) throw new Error('no lot');
  const n = (before.revision ?? 1) + 1;
  const revision = { revision: n, at: minute(n), by: 'ada', reason: 'more', ...contentOf(before), ...change };
  const told = await orderMessage({ ...world.needs, table: tables.deliveries })(house.tenant, before, revision);
  const here = { db: world.engine.db, table: tables.registry, deliveriesTable: tables.deliveries };
  const audit = { at: revision.at, by: 'ada', home: house.tenant, act: 'order-change-wished', subject: 'lot' };
  await addRevision(here, house.tenant, before, revision, audit, told.also);
  return told.deliveryId ?? '';
};

describe('an order for a site of the packer', () => {
  test('goes to it as a message, and so does its change and its cancellation', async () => {
    const first = await house.order('L1');
    expect((await house.written(first ?? '')).messages).toMatchObject([
      {
        family: 'production-order',
        content: { orderNumber: 'order-L1', lot: 'L1', gtin: house.gtin, location: site, revision: 1 },
      },
    ]);
    const second = await house.written(await revise({ quantity: 77 }));
    expect(second.messages).toMatchObject([{ content: { quantity: 77, revision: 2 } }]);
    const third = await house.written(await revise({ cancel: true }));
    expect(third.messages).toMatchObject([{ content: { cancelled: true, revision: 3 } }]);
  });

  test('goes to nobody where the site is our own, a tenant packs there, or no orders are agreed', async () => {
    expect(await house.order('L1', { site: 'site-1' })).toBeUndefined();
    expect(await house.order('L2', { packer: 'packright' })).toBeUndefined();
    house = await world.house({}, ['serial-response']);
    expect(await house.order('L1')).toBeUndefined();
  });

  test('goes to it too where the tenant names itself as who packs, and so do the numbers that it asks for', async () => {
    expect(await house.order('L1', { packer: house.tenant })).toEqual(expect.any(String));
    const content = { requestId: 'r-1', idType: 'GTIN' as const, size: 5, objectKey: { gtin: house.gtin }, lot: 'L1' };
    expect(await house.send({ family: 'serial-request', content })).toMatchObject({ state: 'accepted', problems: [] });
  });

  test('waits for a packer whose version is not in force', async () => {
    await approved(world.engine.db, house.tenant, 'location', '9521987000032', {
      ...{ companyPrefix: '9521987', name: 'New plant', kind: 'packaging', partner: 'newcomer' },
      address: { city: 'Rotterdam', country: 'NL' },
    });
    const id = (await house.order('L1', { site: '9521987000032' })) ?? '';
    expect(await world.needs.deliveries.get(house.tenant, id)).toMatchObject({ state: 'due', partner: 'newcomer' });
  });

  test('is found by the name of a site that the partner’s version has, if it is of one partner', async () => {
    house = await world.house({ scope: { sites: ['plant-7'] } });
    expect(await house.order('L1', { site: 'plant-7' })).toEqual(expect.any(String));
    const other = {
      name: 'Other',
      party: 'urn:epc:id:pgln:9521988.00001',
      channel: 'portal',
      packs: { scope: { sites: ['plant-7'] } },
    };
    await approved(world.engine.db, house.tenant, 'partner', 'other', other);
    expect(await house.order('L2', { site: 'plant-7' })).toBeUndefined();
  });
});

describe('what the packer makes of a message', () => {
  test('that it takes the order stands with the order and with its delivery', async () => {
    const first = (await house.order('L1')) ?? '';
    expect(await answer(first)).toMatchObject({ state: 'accepted' });
    expect(await lot()).toMatchObject({ state: 'assigned', standing: { seen: 1, runs: 1, state: 'assigned' } });
    expect(await world.needs.deliveries.get(house.tenant, first)).toMatchObject({
      counterparty: { state: 'accepted' },
    });
  });

  test('that it takes a change makes that what it runs, and that it does not leaves it as it was, with the reason', async () => {
    await answer((await house.order('L1')) ?? '');
    await answer(await revise({ quantity: 77 }));
    expect(await lot()).toMatchObject({ quantity: 77, standing: { seen: 2, runs: 2 } });
    await answer(await revise({ quantity: 78 }), no);
    expect(await lot()).toMatchObject({
      quantity: 77,
      standing: { seen: 3, runs: 2, state: 'assigned', refused: 'Expiry: no film of that date' },
    });
  });

  test('that it gives the order up cancels it, and that it never took it refuses it', async () => {
    await house.order('L1');
    await answer(await revise({ cancel: true }));
    expect(await lot()).toMatchObject({ state: 'cancelled' });
    house = await world.house();
    await answer((await house.order('L1')) ?? '', no);
    expect(await lot()).toMatchObject({
      state: 'assigned',
      standing: { state: 'refused', refused: expect.any(String) },
    });
  });

  test('of a revision counts no more once it answered a newer one, however the answers overtake each other', async () => {
    const first = (await house.order('L1')) ?? '';
    await answer(await revise({ quantity: 77 }));
    expect(await answer(first)).toMatchObject({ state: 'accepted' });
    expect(await lot()).toMatchObject({ quantity: 77, standing: { seen: 2, runs: 2, state: 'assigned' } });
    house = await world.house();
    const early = (await house.order('L1')) ?? '';
    await answer(await revise({ quantity: 78 }));
    expect(await answer(early, no)).toMatchObject({ state: 'accepted' });
    expect(await lot()).toMatchObject({ quantity: 78, standing: { seen: 2, runs: 2, state: 'assigned' } });
    expect(await world.needs.deliveries.get(house.tenant, early)).toMatchObject({ counterparty: { state: 'refused' } });
  });

  test('that it took numbers delivers their block', async () => {
    await house.order('L1');
    const content = { requestId: 'r-1', idType: 'GTIN' as const, size: 5, objectKey: { gtin: house.gtin }, lot: 'L1' };
    await house.send({ family: 'serial-request', content });
    const [given] = (await house.told()).filter(({ subject }) => subject.message?.family === 'serial-response');
    await answer(given?.deliveryId ?? '');
    expect(await world.needs.blocks.get(house.tenant, 'packright:r-1')).toMatchObject({ state: 'delivered' });
  });

  /** Numbers that it asked for, as the message that brought them is called. */
  const numbers = async () => {
    await house.order('L1');
    const content = { requestId: 'r-1', idType: 'GTIN' as const, size: 5, objectKey: { gtin: house.gtin }, lot: 'L1' };
    await house.send({ family: 'serial-request', content });
    const [given] = (await house.told()).filter(({ subject }) => subject.message?.family === 'serial-response');
    return given?.deliveryId ?? '';
  };
  const block = () => world.needs.blocks.get(house.tenant, 'packright:r-1');

  test('counts for the sending that there was: of one that never was it is refused', async () => {
    const id = await numbers();
    expect(await answer(`${id}-9`)).toMatchObject({ state: 'refused', problems: [{ code: 'not-found' }] });
    expect(await block()).toMatchObject({ state: 'allocated' });
  });

  test('is its first word: that it does not take after all what it took is refused with what to do', async () => {
    const id = await numbers();
    expect(await answer(id)).toMatchObject({ state: 'accepted' });
    expect(await answer(id, no)).toMatchObject({ state: 'refused', problems: [{ code: 'conflict' }] });
    expect(await block()).toMatchObject({ state: 'delivered' });
    expect(await world.needs.deliveries.get(house.tenant, id)).not.toMatchObject({ state: 'rejected' });
  });

  test('is kept for its first two hundred answers', async () => {
    const id = await numbers();
    for (let n = 0; n < 200; n++) await answer(id);
    expect(await answer(id)).toMatchObject({ state: 'refused', problems: [{ code: 'conflict' }] });
    const { counterparty } = (await world.needs.deliveries.get(house.tenant, id)) ?? {};
    expect(counterparty?.notices).toHaveLength(50);
  }, 60_000);

  test('of a message that we never sent it is refused', async () => {
    expect(await answer('nonsense')).toMatchObject({ state: 'refused', problems: [{ code: 'not-found' }] });
    const others = (await (await world.house()).order('L1')) ?? '';
    expect(await answer(others)).toMatchObject({ state: 'refused' });
  });
});

describe('what we make of a message of the packer’s', () => {
  const responses = async () =>
    (await house.told()).filter(({ subject }) => subject.message?.family === 'processing-response');

  test('is told it once, with what is wrong, and an answer is not answered', async () => {
    await answer('nonsense');
    expect(await responses()).toEqual([]);
    const content = { requestId: 'r-1', idType: 'GTIN' as const, size: 5, objectKey: { gtin: house.gtin }, lot: 'L9' };
    const row = await house.send({ family: 'serial-request', content });
    const [told, ...others] = await responses();
    expect(others).toEqual([]);
    expect((await house.written(told?.deliveryId ?? '')).messages).toMatchObject([
      {
        family: 'processing-response',
        content: {
          inReplyTo: row.controlNumber,
          outcome: 'REJECTED',
          problems: [{ detail: expect.stringContaining('L9') }],
        },
      },
    ]);
  });

  test('names the file where nobody could read its number', async () => {
    const row = await house.sendText('<SerialExchange/>');
    const [told] = await responses();
    expect((await house.written(told?.deliveryId ?? '')).messages).toMatchObject([
      { content: { inReplyTo: row.fileName, outcome: 'REJECTED' } },
    ]);
  });

  test('is not told where answers are not agreed', async () => {
    house = await world.house({}, ['serial-response']);
    await house.sendText('<SerialExchange/>');
    expect(await responses()).toEqual([]);
  });
});
