import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mappingListKey } from '#common/store/network-keys.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type ExchangeHouse, type ExchangeWorld, startExchangeWorld } from '../../test/kit/exchange-world.ts';

let world: ExchangeWorld;
beforeAll(async () => {
  world = await startExchangeWorld();
});
afterAll(() => world.stop());

/** From now on the mapping for what goes out holds from that day. */
const holdsFrom = ({ tenant }: ExchangeHouse, day: string) =>
  world.engine.db.send(
    new UpdateCommand({
      TableName: tables.registry,
      Key: mappingListKey(tenant, 'exchange-out'),
      UpdateExpression: 'SET #current[0].effectiveFrom = :at',
      ExpressionAttributeNames: { '#current': 'current' },
      ExpressionAttributeValues: { ':at': `${day}T00:00:00.000Z` },
    }),
  );
const later = async (families?: readonly string[]) => {
  const house = await world.house({}, families);
  await holdsFrom(house, '2026-12-24');
  return house;
};
const request = ({ gtin }: ExchangeHouse) => ({
  family: 'serial-request' as const,
  content: { requestId: 'r-1', idType: 'GTIN' as const, size: 5, objectKey: { gtin }, lot: 'L1' },
});
const families = async (house: ExchangeHouse) =>
  (await house.told()).map(({ subject }) => subject.message?.family).toSorted();

describe('while the mapping for what a packer is sent is out of force', () => {
  test('it is told of orders all the same, and what it asks for is drawn: the messages wait until it is in force', async () => {
    const house = await later();
    const order = await house.order('L1');
    expect(order).toEqual(expect.any(String));
    expect(await house.send(request(house))).toMatchObject({ state: 'accepted', problems: [] });
    expect(await families(house)).toEqual(['processing-response', 'production-order', 'serial-response']);
    await expect(house.written(order ?? '')).rejects.toThrow('exchange-out');
    await holdsFrom(house, '2026-01-01');
    expect((await house.written(order ?? '')).messages).toMatchObject([{ family: 'production-order' }]);
  });

  test('it is told nothing that is not agreed by it', async () => {
    const house = await later(['processing-response']);
    expect(await house.order('L1')).toBeUndefined();
    expect(await house.send(request(house))).toMatchObject({ state: 'refused', problems: [{ code: 'unsupported' }] });
    expect(await families(house)).toEqual(['processing-response']);
  });
});
