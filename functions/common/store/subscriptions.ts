import { randomUUID } from 'node:crypto';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { nextFire, type Schedule } from '#shared/epcis/schedule.ts';
import { inLanes } from './batches.ts';
import { namedQueryKey, networkConnectionKey, subscriptionKey, subscriptionRunKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import {
  type StreamSubscription,
  type Subscription,
  storedSubscription,
  type WebhookSubscription,
} from './subscription-row.ts';
import { newRunItem } from './subscription-run-row.ts';

/** Subscriptions a tenant may have: each is matched against everything that is captured. */
export const MOST_SUBSCRIPTIONS = 200;

interface Controls {
  /** Absent: events are told as they are captured. */
  readonly schedule?: Schedule | undefined;
  readonly stream?: true;
}

export type NewWebhook = Omit<WebhookSubscription, 'tenant' | 'channel' | 'schedule' | 'stopped'> & Controls;
export type NewStream = Omit<
  StreamSubscription,
  'tenant' | 'channel' | 'schedule' | 'stopped' | 'subscriptionId' | 'createdAt'
> &
  Controls;

/** A subscription that was made, or why none was: its query does not exist, or the tenant has enough. */
export type Created = Subscription | 'no-such-query' | 'too-many';

const connection = v.object({ tenant: v.string(), queryName: v.string(), subscriptionId: v.string() });

export type Subscriptions = ReturnType<typeof subscriptions>;

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly registry: string;
  readonly deliveries: string;
}

/** Subscriptions to named queries, in the registry table, each with its run in the deliveries table: they come and go together. */
export function subscriptions(
  db: DynamoDBDocumentClient,
  registry: string,
  deliveries: string,
  now: () => Date = () => new Date(),
) {
  const here = { db, registry, deliveries };
  const store = {
    /** Its run is due at once: wake it. */
    create: (tenant: string, { schedule, stream: _, ...asked }: NewWebhook): Promise<Created> =>
      create(here, { tenant, channel: 'webhook', stopped: false, ...asked }, schedule),

    /** The same for an open connection, which is told instead of an address. A connection has one subscription. */
    createStream: async (tenant: string, { schedule, stream: _, ...asked }: NewStream): Promise<Created> => {
      const ids = { subscriptionId: randomUUID(), createdAt: now().toISOString() };
      return create(here, { tenant, channel: 'stream', stopped: false, ...ids, ...asked }, schedule);
    },

    get: async (tenant: string, query: string, subscriptionId: string): Promise<Subscription | undefined> => {
      const Key = subscriptionKey(tenant, query, subscriptionId);
      const { Item } = await db.send(new GetCommand({ TableName: registry, Key, ConsistentRead: true }));
      return Item && v.parse(storedSubscription, Item);
    },

    /** Those of one query, by id. */
    list: async (tenant: string, query: string): Promise<Subscription[]> =>
      (await listed(here, tenant, query)).filter(({ queryName }) => queryName === query),

    /** All of a tenant, as they stand now. */
    all: (tenant: string): Promise<Subscription[]> => listed(here, tenant, ''),

    /** Ends a subscription and its run. Repeating it changes nothing. */
    remove: async (tenant: string, query: string, subscriptionId: string): Promise<'removed' | 'unknown'> => {
      const found = await store.get(tenant, query, subscriptionId);
      if (found !== undefined) await remove(here, found);
      return found === undefined ? 'unknown' : 'removed';
    },

    /** Ends all subscriptions of a query, which must not exist any more: then no new one can begin. */
    endOfQuery: async (tenant: string, query: string): Promise<void> => {
      await inLanes(await store.list(tenant, query), (one) => remove(here, one));
    },

    /** Ends the subscription of a connection that is closed. Repeating it changes nothing. */
    endConnection: async (connectionId: string): Promise<void> => {
      const Key = networkConnectionKey(connectionId);
      const { Item } = await db.send(new GetCommand({ TableName: registry, Key, ConsistentRead: true }));
      if (Item === undefined) return;
      const { tenant, queryName, subscriptionId } = v.parse(connection, Item);
      await store.remove(tenant, queryName, subscriptionId);
      await db.send(new DeleteCommand({ TableName: registry, Key }));
    },

    /** Keeps a subscription that is told nothing more, for people to see. */
    stop: ({ tenant, queryName, subscriptionId }: Subscription): Promise<'stopped' | 'ended'> => {
      const update = new UpdateCommand({
        TableName: registry,
        Key: subscriptionKey(tenant, queryName, subscriptionId),
        UpdateExpression: 'SET stopped = :true',
        ConditionExpression: 'attribute_exists(pk)', // it may be deleted meanwhile, and must not come back
        ExpressionAttributeValues: { ':true': true },
      });
      return wonOrLost(() => db.send(update), 'stopped', 'ended');
    },
  };
  return store;
}

async function create(here: Here, asked: Subscription, schedule: Schedule | undefined): Promise<Created> {
  const { tenant, queryName, subscriptionId, createdAt } = asked;
  // Several at one moment may all be the last: the bound keeps the cost of a capture low, which a few more do not change.
  if ((await listed(here, tenant, '')).length >= MOST_SUBSCRIPTIONS) return 'too-many';
  const subscription: Subscription = { ...asked, ...(schedule !== undefined && { schedule: sentFields(schedule) }) };
  const fireAt = schedule && nextFire(schedule, Date.parse(createdAt));
  const puts = [
    { TableName: here.registry, Item: { ...subscriptionKey(tenant, queryName, subscriptionId), ...subscription } },
    { TableName: here.deliveries, Item: newRunItem(subscription, fireAt) },
    ...connectionRow(here, subscription),
  ];
  const check = {
    TableName: here.registry,
    Key: namedQueryKey(tenant, queryName),
    ConditionExpression: 'attribute_exists(pk)', // the query may be deleted meanwhile, and its subscriptions with it
  };
  const transaction = { TransactItems: [{ ConditionCheck: check }, ...puts.map((Put) => ({ Put }))] };
  const created = await wonOrLost(
    () => here.db.send(new TransactWriteCommand(transaction)),
    'created',
    'no-such-query',
  );
  return created === 'created' ? subscription : created;
}

function connectionRow({ registry }: Here, subscription: Subscription) {
  if (subscription.channel !== 'stream') return [];
  const { tenant, queryName, subscriptionId, connectionId } = subscription;
  return [{ TableName: registry, Item: { ...networkConnectionKey(connectionId), tenant, queryName, subscriptionId } }];
}

const sentFields = ({ sent }: Schedule): Record<string, string> => Object.fromEntries(Object.entries(sent));

async function listed({ db, registry }: Here, tenant: string, query: string): Promise<Subscription[]> {
  const { pk, sk } = subscriptionKey(tenant, query, '');
  const found: Subscription[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.send(
      new QueryCommand({
        TableName: registry,
        KeyConditionExpression: query === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :query)',
        ExpressionAttributeValues: { ':pk': pk, ...(query !== '' && { ':query': sk }) },
        ConsistentRead: true, // what is captured after a subscription was made must be told
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    found.push(...(page.Items ?? []).map((item) => v.parse(storedSubscription, item)));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return found;
}

async function remove({ db, registry, deliveries }: Here, subscription: Subscription): Promise<void> {
  const { tenant, queryName, subscriptionId, channel } = subscription;
  const keys = [
    { TableName: registry, Key: subscriptionKey(tenant, queryName, subscriptionId) },
    { TableName: deliveries, Key: subscriptionRunKey(tenant, subscriptionId) },
    ...(channel === 'stream' ? [{ TableName: registry, Key: networkConnectionKey(subscription.connectionId) }] : []),
  ];
  const transaction = { TransactItems: keys.map((Delete) => ({ Delete })) };
  await wonOrLost(() => db.send(new TransactWriteCommand(transaction)), 'removed', 'removed');
}
