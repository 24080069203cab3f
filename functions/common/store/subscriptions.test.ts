import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { brokenClient } from '../../../test/kit/broken-client.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { inLanes } from './batches.ts';
import { namedQueries } from './named-queries.ts';
import { subscriptionRuns } from './subscription-runs.ts';
import { MOST_STREAMS, MOST_STREAMS_OF_ONE, MOST_SUBSCRIPTIONS, subscriptions } from './subscriptions.ts';

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
const aStream = (connectionId: string, by = 'me') => ({
  queryName: 'packs',
  connectionId,
  by,
  stream: true as const,
  reportIfEmpty: false,
  initialRecordTime: at.toISOString(),
  epcFormat: 'Always_EPC_URN' as const,
});
const made = async (connectionId: string, by?: string) => {
  const created = await store().createStream(tenant, aStream(connectionId, by));
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

const numbers = (length: number) => Array.from({ length }, (_, i) => i);
const aWebhook = (queryName: string, createdAt = at.toISOString(), subscriptionId = 's-1') => ({
  subscriptionId,
  queryName,
  dest: 'https://partner.example.com/in',
  createdAt,
  stream: true as const,
  reportIfEmpty: false,
  initialRecordTime: at.toISOString(),
  epcFormat: 'Always_EPC_URN' as const,
});

test('a tenant has only so many, and its streams take nobody’s place', async () => {
  await inLanes(numbers(MOST_STREAMS), (i) => made(`many-${i}`, `caller-${i}`));
  expect(await store().createStream(tenant, aStream('one-more'))).toBe('too-many');
  const webhooks = await inLanes(numbers(MOST_SUBSCRIPTIONS), (i) =>
    store().create(tenant, aWebhook('packs', at.toISOString(), `w-${i}`)),
  );
  expect(webhooks.filter((one) => typeof one === 'string')).toEqual([]);
  expect(await store().create(tenant, aWebhook('packs'))).toBe('too-many');
});

test('a caller has only so many streams, and may open another when one is closed', async () => {
  for (let i = 0; i < MOST_STREAMS_OF_ONE; i++) await made(`own-${i}`, 'me');
  expect(await store().createStream(tenant, aStream('own-more', 'me'))).toBe('too-many');
  await made('of-another', 'another');
  await store().endConnection('own-0');
  await made('own-more', 'me');
});

describe('a subscription of an id that its maker chose', () => {
  const runOf = async () => (await runs().of(tenant, ['s-1'])).get('s-1');

  test('is made once, to whatever query', async () => {
    await queries().create(tenant, { name: 'other', message, createdAt: at.toISOString(), by: 'me' });
    const made = await Promise.all(['packs', 'other'].map((name) => store().create(tenant, aWebhook(name))));
    expect(made.filter((one) => one === 'taken')).toHaveLength(1);
    const [one] = await store().all(tenant);
    expect(await store().all(tenant)).toHaveLength(1);
    expect((await runOf())?.queryName).toBe(one?.queryName);
  });

  test('is not ended by who meant the one before', async () => {
    await store().create(tenant, aWebhook('packs'));
    const another = brokenClient(engine, async (command) => {
      if (command !== 'TransactWriteItemsCommand') return false;
      await store().remove(tenant, 'packs', 's-1');
      await store().create(tenant, aWebhook('packs', '2026-03-01T11:00:00.000Z'));
      return false;
    });
    await subscriptions(another, tables.registry, tables.deliveries).remove(tenant, 'packs', 's-1');
    expect(await store().all(tenant)).toMatchObject([{ createdAt: '2026-03-01T11:00:00.000Z' }]);
    expect(await runOf()).toBeDefined();
  });

  test('goes with the query it brought, to which nobody else can subscribe', async () => {
    const query = { name: 'soap:s-1', message, createdAt: at.toISOString(), by: 'me' };
    expect(await store().create(tenant, aWebhook('soap:s-1'), query)).toMatchObject({ subscriptionId: 's-1' });
    expect(await queries().get(tenant, 'soap:s-1')).toBeDefined();
    expect(await store().createStream(tenant, { ...aStream('c6'), queryName: 'soap:s-1' })).toBe('no-such-query');
    expect(await store().remove(tenant, 'soap:s-1', 's-1')).toBe('removed');
    expect(await queries().get(tenant, 'soap:s-1')).toBeUndefined();
    expect(await runOf()).toBeUndefined();
  });
});
