import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { namedQueries } from './named-queries.ts';
import { subscriptionRuns } from './subscription-runs.ts';
import { MOST_SUBSCRIPTIONS, subscriptions } from './subscriptions.ts';

let engine: Dynoxide;
let tenant: string;
let tenants = 0;
const at = new Date('2026-03-01T10:00:00.000Z');
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  tenant = `acme-${++tenants}`;
  await queries().create(tenant, { name: 'packs', message, createdAt: at.toISOString(), by: 'me' });
});

const message = { queryName: 'SimpleEventQuery', params: {} };
const queries = () => namedQueries(engine.db, tables.registry);
const store = () => subscriptions(engine.db, tables.registry, tables.deliveries, () => at);
const runs = () => subscriptionRuns(engine.db, tables.deliveries);
const aStream = (connectionId: string) => ({
  queryName: 'packs',
  connectionId,
  stream: true as const,
  reportIfEmpty: false,
  initialRecordTime: at.toISOString(),
  epcFormat: 'Always_EPC_URN' as const,
});
const made = async (connectionId: string) => {
  const created = await store().createStream(tenant, aStream(connectionId));
  if (typeof created === 'string') throw new Error(created);
  return created;
};

describe('a subscription of a connection', () => {
  test('is there as long as the connection, with its run', async () => {
    const one = await made('c1');
    expect(await store().get(tenant, 'packs', one.subscriptionId)).toMatchObject({
      channel: 'stream',
      connectionId: 'c1',
    });
    expect((await runs().of(tenant, [one.subscriptionId])).size).toBe(1);
    await store().endConnection('c1');
    await store().endConnection('c1');
    expect(await store().all(tenant)).toEqual([]);
    expect((await runs().of(tenant, [one.subscriptionId])).size).toBe(0);
  });

  test('is not made to a query that does not exist', async () => {
    expect(await store().createStream(tenant, { ...aStream('c2'), queryName: 'none' })).toBe('no-such-query');
    await store().endConnection('c2');
    expect(await store().all(tenant)).toEqual([]);
  });

  test('ends with its query', async () => {
    await made('c3');
    await store().endOfQuery(tenant, 'packs');
    expect(await store().all(tenant)).toEqual([]);
  });
});

test('queries whose names begin alike have their own subscriptions', async () => {
  await queries().create(tenant, { name: 'packs2', message, createdAt: at.toISOString(), by: 'me' });
  await made('c4');
  await store().createStream(tenant, { ...aStream('c5'), queryName: 'packs2' });
  expect(await store().list(tenant, 'packs')).toMatchObject([{ connectionId: 'c4' }]);
  expect(await store().all(tenant)).toHaveLength(2);
  expect(await store().all('another')).toEqual([]);
});

test('a tenant has only so many', async () => {
  for (let i = 0; i < MOST_SUBSCRIPTIONS; i++) await made(`many-${i}`);
  expect(await store().createStream(tenant, aStream('one-more'))).toBe('too-many');
});
