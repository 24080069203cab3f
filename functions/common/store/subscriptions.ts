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
import { isSoapQuery } from '../epcis/soap-query.ts';
import { auditPut, type NewEntry } from './audit.ts';
import { inLanes } from './batches.ts';
import { namedQueryKey, networkConnectionKey, subscriptionKey, subscriptionRunKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { type NamedQuery, namedQueryItem } from './named-queries.ts';
import {
  type StreamSubscription,
  type Subscription,
  storedSubscription,
  type WebhookSubscription,
} from './subscription-row.ts';
import { newRunItem } from './subscription-run-row.ts';

/** Subscriptions a tenant may have: each is matched against everything that is captured. */
export const MOST_SUBSCRIPTIONS = 200;
/** Streams beside them, which whoever may read may open: of a tenant, and of one caller. */
export const MOST_STREAMS = 50;
export const MOST_STREAMS_OF_ONE = 5;

interface Controls {
  /** Absent: events are told as they are captured. */
  readonly schedule?: Schedule | undefined;
  readonly stream?: true;
}

export type NewWebhook = Omit<WebhookSubscription, 'tenant' | 'channel' | 'schedule' | 'stopped' | 'bringsQuery'> &
  Controls;
export type NewStream = Omit<
  StreamSubscription,
  'tenant' | 'channel' | 'schedule' | 'stopped' | 'bringsQuery' | 'subscriptionId' | 'createdAt'
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
    /**
     * Its run is due at once: wake it. `taken`: the tenant has a subscription of this id, to whatever query.
     *
     * @param query kept under the name of the subscription's query as long as the subscription; without, there must be such a query
     * @param audit absent only where nobody asked: in tests
     */
    create: (
      tenant: string,
      { schedule, stream: _, ...asked }: NewWebhook,
      query?: NamedQuery,
      audit?: NewEntry,
    ): Promise<Created | 'taken'> => {
      const bringsQuery = query !== undefined && { bringsQuery: true };
      const subscription = { tenant, channel: 'webhook', stopped: false, ...bringsQuery, ...asked } as const;
      return create(here, subscription, schedule, query, audit);
    },

    /** The same for an open connection, which is told instead of an address. A connection has one subscription. */
    createStream: async (tenant: string, { schedule, stream: _, ...asked }: NewStream): Promise<Created> => {
      const ids = { subscriptionId: randomUUID(), createdAt: now().toISOString() };
      const created = await create(here, { tenant, channel: 'stream', stopped: false, ...ids, ...asked }, schedule);
      if (created === 'taken') throw new Error(`two subscriptions drew the id ${ids.subscriptionId}`);
      return created;
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

    /** Ends a subscription, its run and the query it brought. Repeating it changes nothing. */
    remove: async (tenant: string, query: string, subscriptionId: string, audit?: NewEntry) => {
      const found = await store.get(tenant, query, subscriptionId);
      if (found !== undefined) await remove(here, found, audit);
      return found === undefined ? 'unknown' : 'removed';
    },

    /**
     * Ends all subscriptions of a query, which must not exist any more: then no new one can begin.
     *
     * @param entryOf what the audit trail says of each; absent only where nobody asked: in tests
     */
    endOfQuery: async (tenant: string, query: string, entryOf?: (id: string) => NewEntry): Promise<void> => {
      await inLanes(await store.list(tenant, query), (one) => remove(here, one, entryOf?.(one.subscriptionId)));
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
    stop: (subscription: Subscription) => stop(here, subscription),
  };
  return store;
}

async function create(
  here: Here,
  asked: Subscription,
  schedule: Schedule | undefined,
  query?: NamedQuery,
  audit?: NewEntry,
): Promise<Created | 'taken'> {
  const { tenant, queryName, subscriptionId, createdAt } = asked;
  if (query === undefined && isSoapQuery(queryName)) return 'no-such-query'; // it would not outlive the subscription that brought it
  // Several at one moment may all be the last: the bound keeps the cost of a capture low, which a few more do not change.
  if (isEnough(await listed(here, tenant, ''), asked)) return 'too-many';
  const subscription: Subscription = { ...asked, ...(schedule !== undefined && { schedule: sentFields(schedule) }) };
  const fireAt = schedule && nextFire(schedule, Date.parse(createdAt));
  const run = newRunItem(subscription, fireAt);
  const puts = [
    { TableName: here.registry, Item: { ...subscriptionKey(tenant, queryName, subscriptionId), ...subscription } },
    // A run belongs to one subscription: of two that take one id at once, to whatever queries, the first is made.
    { TableName: here.deliveries, Item: run, ConditionExpression: 'attribute_not_exists(pk)' },
    ...(query === undefined ? [] : [{ TableName: here.registry, Item: namedQueryItem(tenant, query) }]),
    ...connectionRow(here, subscription),
  ];
  const check = {
    TableName: here.registry,
    Key: namedQueryKey(tenant, queryName),
    ConditionExpression: 'attribute_exists(pk)', // the query may be deleted meanwhile, and its subscriptions with it
  };
  const checks = query === undefined ? [{ ConditionCheck: check }] : [];
  const told = audit === undefined ? [] : [auditPut(here.registry, tenant, audit)];
  const transaction = { TransactItems: [...checks, ...puts.map((Put) => ({ Put })), ...told] };
  const created = await wonOrLost(() => here.db.send(new TransactWriteCommand(transaction)), 'created', 'not-created');
  if (created === 'created') return subscription;
  const Key = subscriptionRunKey(tenant, subscriptionId);
  const { Item } = await here.db.send(new GetCommand({ TableName: here.deliveries, Key, ConsistentRead: true }));
  return Item !== undefined || query !== undefined ? 'taken' : 'no-such-query';
}

/** Whether those there are leave no room for one more. */
function isEnough(all: readonly Subscription[], asked: Subscription): boolean {
  const alike = all.filter(({ channel }) => channel === asked.channel);
  if (asked.channel === 'webhook') return alike.length >= MOST_SUBSCRIPTIONS;
  const own = alike.filter((one) => one.channel === 'stream' && one.by === asked.by);
  return alike.length >= MOST_STREAMS || own.length >= MOST_STREAMS_OF_ONE;
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

async function remove({ db, registry, deliveries }: Here, subscription: Subscription, audit?: NewEntry): Promise<void> {
  const { tenant, queryName, subscriptionId, channel, createdAt, bringsQuery = false } = subscription;
  const keys = [
    {
      TableName: registry,
      Key: subscriptionKey(tenant, queryName, subscriptionId),
      // Somebody else may have removed it since, and a new one taken its id, whose run this would end.
      ConditionExpression: 'createdAt = :createdAt',
      ExpressionAttributeValues: { ':createdAt': createdAt },
    },
    { TableName: deliveries, Key: subscriptionRunKey(tenant, subscriptionId) },
    ...(bringsQuery ? [{ TableName: registry, Key: namedQueryKey(tenant, queryName) }] : []),
    ...(channel === 'stream' ? [{ TableName: registry, Key: networkConnectionKey(subscription.connectionId) }] : []),
  ];
  const told = audit === undefined ? [] : [auditPut(registry, tenant, audit)];
  const transaction = { TransactItems: [...keys.map((Delete) => ({ Delete })), ...told] };
  await wonOrLost(() => db.send(new TransactWriteCommand(transaction)), 'removed', 'removed');
}

function stop(
  { db, registry }: Here,
  { tenant, queryName, subscriptionId }: Subscription,
): Promise<'stopped' | 'ended'> {
  const update = new UpdateCommand({
    TableName: registry,
    Key: subscriptionKey(tenant, queryName, subscriptionId),
    UpdateExpression: 'SET stopped = :true',
    ConditionExpression: 'attribute_exists(pk)', // it may be deleted meanwhile, and must not come back
    ExpressionAttributeValues: { ':true': true },
  });
  return wonOrLost(() => db.send(update), 'stopped', 'ended');
}
