import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newRandomPool, newSsccPool } from '#shared/serials/new-pool.ts';
import { type Pool, spaceOf } from '#shared/serials/pool.ts';
import { exampleGtin } from '../../../test/kit/builders.ts';
import { anyCredentials, anyRegion, type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { companyPrefix, good } from '../../../test/kit/unit-maker.ts';
import { serialPools } from './serial-pools.ts';

let engine: Dynoxide;
let tenant: string;
let count = 0;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(() => {
  tenant = `acme-${count++}`;
});

const open = () => serialPools(engine.db, tables.serials);
const random = (id: string, change: object = {}): Pool =>
  good(newRandomPool({ id, gtin: exampleGtin, alphabet: 'ABCDEF0123', length: 10, ...change }));
const sscc = (id: string, extensionDigit = '0') => good(newSsccPool({ id, companyPrefix, extensionDigit }));
const idsOf = async (pool: Pool) => (await open().issuersOf(tenant, [spaceOf(pool)])).map(({ id }) => id);
const refused = { refusal: { refused: 'conflict', remedy: expect.stringContaining('pool a') } };

describe('a pool', () => {
  test.each([
    ['SSCCs', sscc('a'), sscc('b')],
    ['serials', random('a'), random('b', { alphabet: '3456789XYZ' })],
  ])('that may issue the same %s as another is refused', async (_, first, second) => {
    expect(await open().create(tenant, first)).toBe('created');
    await expect(open().create(tenant, second)).rejects.toMatchObject(refused);
    await expect(open().get(tenant, 'b')).rejects.toMatchObject({ refusal: { refused: 'not-found' } });
    expect(await idsOf(first)).toEqual(['a']);
  });

  test('that exists is said to, not to collide with itself', async () => {
    await open().create(tenant, sscc('a'));
    expect(await open().create(tenant, sscc('a'))).toBe('exists');
  });

  test('beside others of its GTIN that share no serial with it is created', async () => {
    const pools = [random('a'), random('b', { length: 11 }), random('c', { alphabet: 'GHJKL45678' })];
    for (const pool of pools) expect(await open().create(tenant, pool)).toBe('created');
    expect(await idsOf(random('a'))).toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['SSCC', sscc],
    ['random', random],
  ])('made by eight people at once under names of their own exists once (%s)', async (_, make) => {
    const made = await Promise.allSettled(Array.from('abcdefgh', (id) => open().create(tenant, make(id))));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await idsOf(make('a'))).toHaveLength(1);
  });

  test('made by eight people at once, none colliding, are eight', async () => {
    const pools = Array.from('abcdefgh', (id, i) => random(id, { length: 8 + i }));
    expect(await Promise.all(pools.map((pool) => open().create(tenant, pool)))).toEqual(pools.map(() => 'created'));
    expect((await idsOf(random('a'))).toSorted()).toEqual([...'abcdefgh']);
  });
});

test('issuers are read consistently, and again when the table leaves some unread', async () => {
  await open().create(tenant, random('a'));
  await open().create(tenant, sscc('b'));
  const asked: unknown[] = [];
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: anyRegion, credentials: anyCredentials });
  const batchGet = v.object({
    RequestItems: v.object({ serials: v.looseObject({ Keys: v.array(v.unknown()), ConsistentRead: v.boolean() }) }),
  });
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'BatchGetItemCommand') return next(args);
        const { serials } = v.parse(batchGet, args.input).RequestItems;
        asked.push(serials.ConsistentRead);
        const [first, ...left] = serials.Keys;
        const answer = await next({ ...args, input: { RequestItems: { serials: { ...serials, Keys: [first] } } } });
        if (left.length > 0) Object.assign(Object(answer.output), { UnprocessedKeys: { serials: { Keys: left } } });
        return answer;
      },
    { step: 'initialize', name: 'leaves-some', priority: 'low' },
  );
  const thrifty = serialPools(DynamoDBDocumentClient.from(client), tables.serials);
  const found = await thrifty.issuersOf(tenant, [exampleGtin, spaceOf(sscc('b'))]);
  expect(found.map(({ id }) => id).toSorted()).toEqual(['a', 'b']);
  expect(asked).toEqual([true, true, true, true]);
  client.destroy();
});
