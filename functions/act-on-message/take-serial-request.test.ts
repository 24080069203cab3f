import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { drawSerials } from '#common/draw-serials.ts';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import type { ContentOf } from '#shared/mapping/exchange/families.ts';
import { approved } from '../../test/kit/approved.ts';
import { aProduct } from '../../test/kit/builders.ts';
import { type ExchangeHouse, type ExchangeWorld, site, startExchangeWorld } from '../../test/kit/exchange-world.ts';

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

const request = (change: Partial<ContentOf<'serial-request'>> = {}) => ({
  family: 'serial-request' as const,
  content: {
    requestId: 'r-1',
    idType: 'GTIN' as const,
    size: 30,
    objectKey: { gtin: house.gtin },
    lot: 'L1',
    ...change,
  },
});
const answers = async (of = house) =>
  (await of.told()).filter(({ subject }) => subject.message?.family === 'serial-response');
const withCheckDigit = (gtin: string) => gtin.slice(0, 13) + checkDigit(gtin.slice(0, 13));
const blockOf = (id = 'packright:r-1') => world.needs.blocks.get(house.tenant, id);

describe('a packer that asks for numbers of an order', () => {
  test('gets them as one block that is its own, and a message that brings them all', async () => {
    expect(await house.send(request())).toMatchObject({ state: 'accepted', problems: [] });
    expect(await blockOf()).toMatchObject({
      ...{ pool: 'packs', count: 30, partner: 'packright', order: 'order-L1', site, state: 'allocated' },
      by: 'partner packright',
    });
    const [delivery, ...others] = await answers();
    expect(others).toEqual([]);
    const { messages, fileName } = await house.written(delivery?.deliveryId ?? '');
    expect(fileName).toMatch(/^serial-response-[0-9a-f]{32}\.xml$/);
    expect(messages).toMatchObject([
      { family: 'serial-response', content: { requestId: 'r-1', objectKey: { gtin: house.gtin } } },
    ]);
    const [message] = messages;
    expect(message?.family === 'serial-response' && new Set(message.content.serials).size).toBe(30);
  });

  test('and asks again, under another number of its own, gets the same and draws nothing more', async () => {
    await house.send(request());
    const before = await world.needs.pools.get(house.tenant, 'packs');
    expect(await house.send(request())).toMatchObject({ state: 'accepted' });
    expect(await world.needs.pools.get(house.tenant, 'packs')).toEqual(before);
    expect(await answers()).toHaveLength(1);
  });

  test('and asks again after its pool was frozen, is told the same', async () => {
    await house.send(request());
    const { tenant } = house;
    const { pools } = world.needs;
    expect(await pools.changeState(tenant, await pools.get(tenant, 'packs'), 'frozen')).not.toBe('moved');
    expect(await house.send(request())).toMatchObject({ state: 'accepted', problems: [] });
    expect(await answers()).toHaveLength(1);
  });

  test.each([
    ['fewer numbers', { size: 29 }],
    ['another product', { objectKey: { gtin: '09521321999992' } }],
    ['another lot', { lot: 'L2' }],
    ['stock', { lot: undefined }],
    ['containers', { idType: 'SSCC' as const, objectKey: {} }],
    ['another order', { references: [{ type: 'PO', number: 'order-L2' }] }],
  ])('and asks for %s under the same id is refused', async (_, change) => {
    await house.order('L2');
    await house.send(request());
    expect(await house.send(request(change))).toMatchObject({
      state: 'refused',
      problems: [{ code: 'conflict', at: '/SerialRequest/RequestId' }],
    });
    expect(await answers()).toHaveLength(1);
  });

  test('under the name of a block that a person drew for others gets none of its numbers', async () => {
    const who = { tenant: house.tenant, home: house.tenant, caller: 'ada' };
    const wanted = { requestId: 'packright:r-1', pool: 'packs', count: 30, site, order: 'order-L1' };
    await drawSerials(world.needs, who, wanted, async () => undefined);
    expect(await house.send(request())).toMatchObject({ state: 'refused', problems: [{ code: 'conflict' }] });
    expect(await answers()).toEqual([]);
  });

  test('whose version names no product gets numbers of its cases, and none of another product', async () => {
    const [cases, other] = [`1${house.gtin.slice(1)}`, '09521321999992'].map(withCheckDigit);
    const packaging = [
      { level: 'item', gtin: house.gtin },
      { level: 'case', gtin: cases, contains: house.gtin, quantity: 10 },
    ];
    await approved(world.engine.db, house.tenant, 'product', house.gtin, aProduct({ packaging }));
    await house.pool('cases', cases);
    await house.pool('others', other);
    expect(await house.send(request({ requestId: 'r-2', objectKey: { gtin: other } }))).toMatchObject({
      state: 'refused',
      problems: [{ code: 'not-permitted', detail: expect.stringContaining('not released') }],
    });
    expect(await house.send(request({ requestId: 'r-3', objectKey: { gtin: cases } }))).toMatchObject({
      state: 'accepted',
    });
    expect(await answers()).toHaveLength(1);
  });

  test('under an id that stands for another request is refused', async () => {
    await house.send(request());
    expect(await house.send(request({ size: 31 }))).toMatchObject({
      state: 'refused',
      problems: [{ code: 'conflict', at: '/SerialRequest/RequestId' }],
    });
  });

  test('gets numbers of containers from the pool of the order', async () => {
    expect(await house.send(request({ idType: 'SSCC', objectKey: {}, size: 3 }))).toMatchObject({ state: 'accepted' });
    const [delivery] = await answers();
    const { messages } = await house.written(delivery?.deliveryId ?? '');
    const one = expect.stringMatching(/^09521321\d{10}$/);
    expect(messages).toMatchObject([{ content: { objectKey: { ssccPrefix: '09521321' }, serials: [one, one, one] } }]);
  });

  test('gets many in parts', async () => {
    await house.send(request({ size: 250_000 }));
    const parts = (await answers()).map(({ subject }) => subject.message);
    const sizes = parts.map((one) => (one?.family === 'serial-response' ? one.last - one.first + 1 : 0));
    expect(sizes.toSorted((a, b) => b - a)).toEqual([100_000, 100_000, 50_000]);
  });
});

describe('is refused with the reason', () => {
  const refused = async (change: Partial<ContentOf<'serial-request'>>, of = house) => {
    const row = await of.send({ ...request(change), content: { ...request(change).content } });
    expect(row.state).toBe('refused');
    expect(await answers(of)).toEqual([]);
    return row.problems;
  };

  test.each([
    ['a lot that nobody ordered from it', { lot: 'L9' }, 'not-found', 'no lot L9'],
    ['a product that no pool issues for', { objectKey: { gtin: '09521321999992' } }, 'not-found', 'no pool'],
    ['a market that the pool is not of', { objectKey: { market: 'US' } }, 'not-found', 'market US'],
    ['more than it may ask for at once', { size: 9_999_999 }, 'too-large', 'at most'],
    ['numbers for no order', { lot: undefined }, 'not-permitted', 'no lot and no order'],
    ['a place that is not its own', { lot: undefined, location: '9521321000018' }, 'not-permitted', 'no location'],
  ])('%s', async (_, { objectKey, ...change }: Partial<ContentOf<'serial-request'>>, code, words) => {
    house = await world.house({ most: 1_000_000 });
    await house.order('L1');
    const said = { ...change, ...(objectKey && { objectKey: { gtin: house.gtin, ...objectKey } }) };
    const problems = await refused(said);
    expect(problems).toMatchObject([
      { code, at: expect.stringMatching(/^\/SerialRequest/), detail: expect.stringContaining(words) },
    ]);
    // It cannot call our API.
    expect(problems[0]?.remedy).toMatch(/^(?!.*\/api\/).+/);
  });

  test('who may not draw at all, and a product that is not released to it', async () => {
    const none = await world.house(null);
    await none.order('L1');
    expect(await refused({ objectKey: { gtin: none.gtin } }, none)).toMatchObject([{ code: 'not-permitted' }]);
    const other = await world.house({ scope: { gtins: ['09521321999992'] } });
    await other.order('L1');
    expect(await refused({ objectKey: { gtin: other.gtin } }, other)).toMatchObject([
      { detail: expect.stringContaining('not released') },
    ]);
  });

  test('who cannot be sent numbers', async () => {
    const deaf = await world.house({}, ['processing-response']);
    await deaf.order('L1');
    expect(await refused({ objectKey: { gtin: deaf.gtin } }, deaf)).toMatchObject([{ code: 'unsupported' }]);
  });

  test('a pool that was frozen since the order was given to it, in words that it can act on', async () => {
    const { tenant } = house;
    const { pools } = world.needs;
    expect(await pools.changeState(tenant, await pools.get(tenant, 'packs'), 'frozen')).not.toBe('moved');
    const [problem] = await refused({});
    expect(problem).toMatchObject({ code: 'conflict', at: '/SerialRequest/ObjectKey' });
    expect(problem?.remedy).not.toContain('/api/');
  });

  test('a pool that is used up, with how many are left', async () => {
    await house.leave('packs', 10);
    expect(await refused({})).toMatchObject([
      { code: 'pool-exhausted', at: '/SerialRequest/Size', detail: expect.stringContaining('10') },
    ]);
  });
});

test('numbers for stock are drawn where the partner’s version permits it', async () => {
  house = await world.house({ forStock: true, scope: { pools: ['packs'] } });
  expect(await house.send(request({ lot: undefined, location: site }))).toMatchObject({ state: 'accepted' });
  expect(await blockOf()).toMatchObject({ site, partner: 'packright' });
  expect((await blockOf())?.order).toBeUndefined();
});
