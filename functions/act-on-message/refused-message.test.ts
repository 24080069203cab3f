import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Delivery } from '#common/store/delivery-row.ts';
import { waitingAnnouncementKey } from '#common/store/network-keys.ts';
import type { ContentOf } from '#shared/mapping/exchange/families.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../test/kit/events.ts';
import { type ExchangeHouse, type ExchangeWorld, startExchangeWorld } from '../../test/kit/exchange-world.ts';

let world: ExchangeWorld;
let house: ExchangeHouse;
beforeAll(async () => {
  world = await startExchangeWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  house = await world.house();
  await house.order('L1');
});

const said = (inReplyTo: string, change: Partial<ContentOf<'processing-response'>> = {}) => ({
  family: 'processing-response' as const,
  content: { inReplyTo, outcome: 'ACCEPTED' as const, ...change },
});
const answer = (inReplyTo: string) => house.send(said(inReplyTo));
const no = { outcome: 'REJECTED' as const, problems: [{ at: 'Serials', detail: 'twice the same number' }] };
const refuse = (inReplyTo: string) => house.send(said(inReplyTo, no));

const draw = async (size: number) => {
  const content = { requestId: 'r-1', idType: 'GTIN' as const, size, objectKey: { gtin: house.gtin }, lot: 'L1' };
  await house.send({ family: 'serial-request', content });
  const rows = (await house.told()).filter(({ subject }) => subject.message?.family === 'serial-response');
  return rows.map(({ deliveryId }) => deliveryId);
};
const block = () => world.needs.blocks.get(house.tenant, 'packright:r-1');
const delivery = async (id: string): Promise<Delivery> => {
  const row = await world.needs.deliveries.get(house.tenant, id);
  if (row === undefined) throw new Error('no delivery');
  return row;
};
/** The partner took it over its channel. */
const handOver = async (id: string) => {
  const claim = await world.needs.deliveries.claim(house.tenant, id, world.needs.now());
  if (claim === undefined) throw new Error('it cannot be taken up');
  const standing = { state: 'delivered' as const, attempts: 1, polls: 0, uncertain: false };
  await world.needs.deliveries.settle(claim, { standing }, world.needs.now());
};
const resend = async (id: string) => {
  await world.needs.deliveries.reopen(await delivery(id), true, world.needs.now());
  await handOver(id);
};
/** Kinds of what integrators are told of a delivery. */
const announced = async (id: string) => {
  const { pk } = waitingAnnouncementKey(house.tenant, '');
  const { Items = [] } = await world.engine.db.send(
    new QueryCommand({
      TableName: tables.deliveries,
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: 'subject = :subject',
      ExpressionAttributeValues: { ':pk': pk, ':subject': `delivery ${id}` },
    }),
  );
  return Items.map((item) => item['kind']);
};
const cases = async () => (await world.needs.cases.list(house.tenant, { limit: 10 })).cases;

describe('numbers that come in several messages', () => {
  test('are delivered when all of them were taken, and not with the first', async () => {
    const [first = '', ...others] = await draw(250_000);
    expect(others).toHaveLength(2);
    await answer(first);
    expect(await block()).toMatchObject({ state: 'allocated' });
    await refuse(others[0] ?? '');
    await answer(others[1] ?? '');
    expect(await block()).toMatchObject({ state: 'allocated' });
  });

  test('are delivered when the last that was refused is taken as it is sent anew', async () => {
    const [first = '', second = ''] = await draw(150_000);
    await answer(first);
    await handOver(second);
    await refuse(second);
    await resend(second);
    expect(await block()).toMatchObject({ state: 'allocated' });
    await answer(`${second}-2`);
    expect(await block()).toMatchObject({ state: 'delivered' });
  });
});

describe('a message that a partner refuses after it was handed over', () => {
  test('is rejected, with the reason, and a case of the partner begins; taken when sent anew, both end', async () => {
    const [id = ''] = await draw(5);
    await handOver(id);
    expect(await refuse(id)).toMatchObject({ state: 'accepted' });
    expect(await delivery(id)).toMatchObject({
      state: 'rejected',
      failure: 'Serials: twice the same number',
      counterparty: { state: 'refused' },
    });
    expect(await announced(id)).toContain('delivery.rejected');
    expect(await cases()).toMatchObject([
      {
        ...{ kind: 'misalignment', state: 'open', side: 'respondent', partner: 'packright' },
        subject: { deliveries: [id], documents: [{ type: 'po', number: 'order-L1' }] },
        messages: [{ text: expect.stringContaining('twice the same number') }],
      },
    ]);
    await resend(id);
    await answer(`${id}-2`);
    expect(await delivery(id)).toMatchObject({
      state: 'delivered',
      counterparty: { state: 'accepted', refused: 0, round: 2 },
    });
    expect(await cases()).toMatchObject([{ state: 'resolved' }]);
  });

  test('is not taken after all by a second answer, which says what to do; the numbers wait for what is sent anew', async () => {
    const [id = ''] = await draw(5);
    await handOver(id);
    await refuse(id);
    expect(await house.send(said(id))).toMatchObject({
      state: 'refused',
      problems: [{ code: 'conflict', remedy: expect.stringContaining('sent anew') }],
    });
    expect(await block()).toMatchObject({ state: 'allocated' });
    expect(await delivery(id)).toMatchObject({ state: 'rejected' });
  });

  test('or takes in part stays delivered, and a case begins; it ends when all is taken', async () => {
    const [id = ''] = await draw(5);
    await handOver(id);
    await house.send(said(id, { ...no, outcome: 'PARTLY_ACCEPTED' }));
    expect(await delivery(id)).toMatchObject({ state: 'delivered', counterparty: { state: 'partly-accepted' } });
    expect(await block()).toMatchObject({ state: 'allocated' });
    expect(await cases()).toMatchObject([{ kind: 'misalignment', state: 'open' }]);
    await answer(id);
    expect(await block()).toMatchObject({ state: 'delivered' });
    expect(await cases()).toMatchObject([{ state: 'resolved' }]);
  });

  test('of a shipment leaves the partner without its data, and names what is in it', async () => {
    const epcs = ['1', '2'].map(house.pack);
    const parties = { from: 'urn:epc:id:pgln:9521321.00001', to: 'urn:epc:id:pgln:9521987.00001' };
    await world.needs.ledger.append(
      house.tenant,
      stored([shipEvent({ epcs, at: minute(5), ...parties, ...here })], 'capture-1', ['urn:uuid:shipped']),
    );
    const subject = { eventIds: ['urn:uuid:shipped'] };
    const planned = {
      tenant: house.tenant,
      deliveryId: 'd1',
      kind: 'delivery' as const,
      partner: 'packright',
      subject,
    };
    await world.needs.deliveries.plan(planned, world.needs.now());
    await handOver('d1');
    await refuse('d1');
    expect(await delivery('d1')).toMatchObject({ state: 'rejected' });
    const [row, ...others] = await cases();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ kind: 'missing-data', subject: { events: ['urn:uuid:shipped'], packs: 2 } });
    // Refused again as it is sent anew: the same case goes on.
    await resend('d1');
    await refuse('d1-2');
    expect(await cases()).toMatchObject([{ id: row?.id, state: 'open', messages: [{}, { act: 'note' }] }]);
  });

  test('is not refused by an answer to what was sent before', async () => {
    const [id = ''] = await draw(5);
    await handOver(id);
    await refuse(id);
    await resend(id);
    expect(await refuse(id)).toMatchObject({ state: 'accepted' });
    expect(await delivery(id)).toMatchObject({ state: 'delivered', round: 2 });
  });

  test('is looked at when it is handed over, where its answer is faster', async () => {
    const [id = ''] = await draw(5);
    const early = await refuse(id);
    expect(early).toMatchObject({ state: 'waiting', waitsFor: expect.stringContaining(id) });
    await handOver(id);
    world.forward(15 * 60_000);
    await world.act({ tenant: house.tenant, inbound: early.documentId });
    await world.drain();
    expect(await world.inbound.get(house.tenant, early.documentId)).toMatchObject({ state: 'accepted' });
    expect(await delivery(id)).toMatchObject({ state: 'rejected' });
  });

  test('begins one case, wherever the function dies', async () => {
    const writes = /^(Put|Update|Delete|TransactWrite|BatchWrite)/;
    for (let n = 0, isThrough = false; !isThrough; n++) {
      house = await world.house();
      await house.order('L1');
      const [id = ''] = await draw(5);
      await handOver(id);
      const inbound = await house.hand(said(id, no));
      let seen = 0;
      const broken = brokenClient(world.engine, (command) => writes.test(command) && seen++ >= n);
      const message = { tenant: house.tenant, inbound };
      const died = await world.act(message, broken).then(
        () => false,
        () => true,
      );
      world.forward(3_600_000);
      await world.act(message);
      await world.drain();
      isThrough = !died && seen <= n;
      expect(await delivery(id)).toMatchObject({ state: 'rejected', counterparty: { refused: 1 } });
      expect(await cases()).toHaveLength(1);
    }
  });
});

test('an order that is refused stays a matter of the order', async () => {
  const [row] = (await house.told()).filter(({ subject }) => subject.message?.family === 'production-order');
  await handOver(row?.deliveryId ?? '');
  await refuse(row?.deliveryId ?? '');
  expect(await delivery(row?.deliveryId ?? '')).toMatchObject({ state: 'delivered' });
  expect(await cases()).toEqual([]);
});
