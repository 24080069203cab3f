import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import type { Fault } from '../../infra/local/sandbox/faults.ts';
import { type HubWorld, sentTimes, startHubWorld } from '../../test/kit/hub-world.ts';

let at: HubWorld;
beforeAll(async () => {
  at = await startHubWorld();
});
afterAll(() => at.stop());
afterEach(() => at.close());

const bad = [
  { kind: 'wrong-id' },
  { kind: 'html' },
  { kind: 'status', status: 302 },
  { kind: 'status', status: 403 },
  { kind: 'status', status: 429, retryAfter: 20 },
  { kind: 'status', status: 500 },
  { kind: 'slow', ms: 400 },
  { kind: 'truncate' },
  { kind: 'out-of-order' },
] as const;
/** Each of them once, one after the other. */
const oneByOne = (on: string, ...left: string[]): Fault[] =>
  bad.filter(({ kind }) => !left.includes(kind)).map((fault, i) => ({ ...fault, on, from: i + 1, count: 1 }));
const impatient = httpsSender(outboundGuard('loopback'), { timeoutMs: 150, maxAnswerBytes: 1_000_000 });

describe('an answer that is not to what was sent', () => {
  test('settles no result: the receipt is asked for again, and nothing is sent twice', async () => {
    await at.open({ faults: oneByOne('receipt', 'out-of-order') });
    const house = await at.signed();
    await at.release(house);
    await at.world.drain(at.sender(impatient), 100);
    const packs = await at.row(house, 'product-pack-data');
    expect([packs.state, packs.polls, sentTimes(packs)]).toEqual(['acknowledged', bad.length, 1]);
    expect(await at.states(house)).toEqual(house.serials.map(() => 'ACTIVE'));
  });

  test.each([
    ['upload', 'product-pack-data'],
    ['product', 'product-master-data'],
  ])('of %s is asked about, and the report is taken in once', async (on, name) => {
    const refusals = ['status', ...(on === 'product' ? ['out-of-order'] : [])];
    await at.open({ faults: oneByOne(on, ...refusals) });
    const house = await at.signed();
    await at.release(house);
    await at.world.drain(at.sender(impatient), 100);
    const packs = await at.row(house, 'product-pack-data');
    expect([packs.state, (await at.row(house, name)).state]).toEqual(['acknowledged', 'acknowledged']);
    expect(await at.states(house)).toEqual(house.serials.map(() => 'ACTIVE'));
  });

  test('leaves a recall of another batch to be told again', async () => {
    await at.open({ faults: [{ on: 'recall', from: 1, count: 2, kind: 'wrong-id' }] });
    const house = await at.signed();
    await at.release(house);
    await at.send();
    await at.recalled(house);
    await at.send();
    expect(await at.row(house, 'batch-recall')).toMatchObject({ state: 'acknowledged', attempts: 3 });
  });
});

describe('a report that a person has sent anew', () => {
  test('is not sent again when the Hub has it, whatever was read of that', async () => {
    await at.open({ answerDelayMs: 60_000 });
    const house = await at.signed();
    await at.release(house);
    await at.send(2);
    const { tenant, deliveryId } = await at.row(house, 'product-pack-data');
    at.world.forward(10_000);
    const claim = await at.world.needs.deliveries.claim(tenant, deliveryId, at.world.needs.now());
    if (claim === undefined) throw new Error('not sent');
    const standing = { ...claim.delivery, state: 'rejected', failure: 'status 403' } as const;
    await at.world.needs.deliveries.settle(claim, { standing }, at.world.needs.now());
    at.world.woken.length = 0;
    expect(await at.act('resend', claim.delivery)).toBe(202);
    await at.send();
    const packs = await at.row(house, 'product-pack-data');
    expect([packs.state, packs.round, sentTimes(packs)]).toEqual(['acknowledged', 1, 1]);
  });

  test('is another request when the Hub refused all of it', async () => {
    await at.open();
    const house = await at.signed();
    await at.release(house);
    await at.send(1);
    const { gtin, lot, serials } = house;
    const other = { productCode: gtin, codingScheme: 'GTIN', version: 1, markets: ['DE'], serials };
    await at.atHub('product-packs', { ...other, requestId: 'other', batch: { id: `${lot}X`, expiry: '281231' } });
    await at.send();
    const refused = await at.row(house, 'product-pack-data');
    expect(refused).toMatchObject({ state: 'rejected', failure: expect.stringContaining('DUPLICATE_SERIAL') });
    await at.act('resend', refused);
    await at.send();
    expect(await at.row(house, 'product-pack-data')).toMatchObject({ state: 'rejected', round: 2 });
    await at.atHub('sandbox', { do: 'forget', productCode: gtin, serials });
    await at.act('resend', refused);
    await at.send();
    expect(await at.row(house, 'product-pack-data')).toMatchObject({ state: 'acknowledged', round: 3 });
  });
});
