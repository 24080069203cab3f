import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { networkPrefixKey } from '#common/store/keys.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type PoolWorld, startPoolWorld } from '../../test/kit/pool-world.ts';

let world: PoolWorld;
beforeAll(async () => {
  world = await startPoolWorld();
});
afterAll(() => world.stop());

/** The tables, where something happens to the company prefix when the pool is about to be written. */
const tablesWhere = (UpdateExpression: string, values: Record<string, unknown> = {}) => {
  const { db } = world.engine;
  let isDone = false;
  const send = async (command: Parameters<typeof db.send>[0], ...more: []) => {
    if (command instanceof TransactWriteCommand && !isDone) {
      isDone = true;
      await db.send(
        new UpdateCommand({
          TableName: tables.registry,
          Key: networkPrefixKey('9521321'),
          UpdateExpression,
          ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
        }),
      );
    }
    return db.send(command, ...more);
  };
  return Object.assign(Object.create(db), { send });
};
const put = (tenant: string, db: ReturnType<typeof tablesWhere>) =>
  world.call(
    'PUT /api/pools/{pool}',
    { tenant, path: { pool: 'pallets' }, body: { kind: 'sscc', companyPrefix: '9521321' } },
    db,
  );

test.each([
  ['is given up', 'REMOVE tenant', {}],
  ['comes to another company', 'SET tenant = :tenant', { ':tenant': 'mallory' }],
])(
  'whoever makes a pool of containers while its company prefix %s is told that it is no longer his',
  async (_, change, values) => {
    const tenant = `acme-${change.length}`;
    await world.tenant(tenant);
    expect(await put(tenant, tablesWhere(change, values))).toMatchObject({
      status: 403,
      body: { at: '/companyPrefix', detail: `9521321 is not a company prefix of ${tenant}` },
    });
    const path = { pool: 'pallets' };
    expect(await world.call('GET /api/pools/{pool}', { tenant, path })).toMatchObject({ status: 404 });
  },
);

test('a pool is made while another use of its company prefix is marked at the same moment', async () => {
  await world.tenant('acme-used');
  const marked = tablesWhere('SET used = :at', { ':at': '2026-03-01T09:00:00.000Z' });
  expect(await put('acme-used', marked)).toMatchObject({ status: 201 });
});
