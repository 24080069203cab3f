import { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startFauxqs } from 'fauxqs';
import * as v from 'valibot';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { grants } from '#common/store/grants.ts';
import { inbox } from '#common/store/inbox.ts';
import { ledger } from '#common/store/ledger.ts';
import { members } from '#common/store/members.ts';
import { namedQueries } from '#common/store/named-queries.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { subscriptionRuns } from '#common/store/subscription-runs.ts';
import { subscriptions } from '#common/store/subscriptions.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import type { Channels } from '#common/subscriptions/channel.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import { subscriptionQueueMessage } from '#shared/messages/queue-messages.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { type RunNeeds, runSubscription } from '../../functions/send-subscription/run-subscription.ts';
import { webhookChannel } from '../../functions/send-subscription/webhook-channel.ts';
import { type Breaks, brokenClient } from './broken-client.ts';
import { exampleGtin } from './builders.ts';
import { good } from './delivery-world.ts';
import { anyCredentials, anyRegion, startDynoxide, tables } from './dynoxide.ts';
import { here } from './events.ts';
import { openCipher } from './open-cipher.ts';
import { startReceiver } from './receiver.ts';

const BUCKET = 'documents';
const HOUR = 3_600_000;

export type SubscriptionWorld = Awaited<ReturnType<typeof startSubscriptionWorld>>;

/** Everything between a captured event and its subscriber, on a real table engine, object store and receiver, with a clock that tests turn. */
export async function startSubscriptionWorld() {
  const engine = await startDynoxide();
  const files = await startFauxqs({ port: 0, logger: false });
  files.createBucket(BUCKET);
  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${files.port}`,
    region: anyRegion,
    credentials: anyCredentials,
    forcePathStyle: true,
  });
  const receiver = await startReceiver();
  const root = async () => new Uint8Array(64).fill(7);
  let ms = Date.parse('2026-03-01T10:00:00.000Z');
  const now = () => new Date(ms);
  const woken: { message: { tenant: string; subscriptionId: string }; at: number }[] = [];
  const closed: string[] = [];
  const channels: Channels = {
    webhook: webhookChannel({
      send: httpsSender(outboundGuard('loopback'), { timeoutMs: 2_000, maxAnswerBytes: 100_000 }),
      root,
      now,
    }),
    stream: () => Promise.reject(new Error('nobody streams here')),
  };

  const needsOn = (db: DynamoDBDocumentClient) => ({
    subscriptions: subscriptions(db, tables.registry, tables.deliveries, now),
    runs: subscriptionRuns(db, tables.deliveries),
    inbox: inbox(db, tables.deliveries),
    queries: namedQueries(db, tables.registry),
    namedQueries: namedQueries(db, tables.registry),
    vocabulary: vocabulary(db, tables.registry),
    registry: registry(db, tables.registry),
    ledger: ledger(db, tables.ledger, serialPools(db, tables.serials), openCipher),
    evidence: evidenceStore(s3, BUCKET),
    channels,
    granted: grants(db, tables.registry, now).granted,
    members: members(db, tables.registry),
    close: async (connectionId: string) => void closed.push(connectionId),
    guard: outboundGuard('loopback'),
    root,
    wake: async (message: object, delay = 0) =>
      void woken.push({ message: v.parse(subscriptionQueueMessage, message), at: ms + delay * 1000 }),
    now,
    random: () => 0.5,
  });
  const needs = needsOn(engine.db);
  const rows = dueRows(engine.db, tables.deliveries);
  let tenants = 0;
  let events = 0;

  return {
    engine,
    needs,
    receiver,
    now,
    woken,
    /** Connections that were closed. */
    closed,
    forward: (by: number) => {
      ms += by;
    },
    /** The needs of a process that dies before the commands that `breaks` names. */
    dying: (breaks: Breaks) => needsOn(brokenClient(engine, breaks)),
    /** A tenant with the query `packs`: all commissioning. */
    tenant: async () => {
      const tenant = `acme-${++tenants}`;
      const message = { queryName: 'SimpleEventQuery', params: { EQ_bizStep: ['commissioning'] } };
      await needs.queries.create(tenant, { name: 'packs', message, createdAt: now().toISOString(), by: 'me' });
      return tenant;
    },
    /** Captures so many commissionings, recorded now, each a millisecond after the other. */
    capture: async (tenant: string, count: number): Promise<StoredEvent[]> => {
      const stored = Array.from({ length: count }, (_, position): StoredEvent => {
        const epc = good(sgtinUrn({ gtin: exampleGtin, serial: `S${++events}`, companyPrefix: '9521321' }));
        const at = new Date(ms - HOUR + position).toISOString();
        const event = commissionEvent({ epcs: [epc], at, lot: 'LOT1', expiry: '2028-12-31', ...here });
        return {
          eventId: `urn:uuid:event-${events}`,
          recordTime: now().toISOString(),
          captureId: 'c1',
          position,
          event,
        };
      });
      await needs.ledger.append(tenant, stored);
      return stored;
    },
    /** Subscribes; what is absent of `controls` makes it a stream. */
    subscribe: async (tenant: string, controls: Partial<Parameters<typeof needs.subscriptions.create>[1]> = {}) => {
      const createdAt = now().toISOString();
      const created = await needs.subscriptions.create(tenant, {
        subscriptionId: `sub-${++events}`,
        queryName: 'packs',
        createdAt,
        initialRecordTime: createdAt,
        epcFormat: 'Always_GS1_Digital_Link',
        dest: receiver.url(tenant),
        reportIfEmpty: false,
        ...controls,
      });
      if (typeof created === 'string') throw new Error(created);
      await needs.wake({ tenant, subscriptionId: created.subscriptionId });
      return created;
    },
    /** Hands woken messages to the sender, each when it is due, until none is due before `until` (milliseconds from now). */
    drain: async (until = 0, by: RunNeeds = needs) => {
      const end = ms + until;
      for (let turn = 0; turn < 500; turn++) {
        woken.sort((a, b) => a.at - b.at);
        const [next] = woken;
        if (next === undefined || next.at > end) break;
        woken.shift();
        ms = Math.max(ms, next.at);
        await runSubscription(by)(next.message);
      }
      ms = Math.max(ms, end);
    },
    /** Sends the messages of what is overdue, as `sweep` does. */
    wakeOverdue: async (tenant: string) => {
      for (const { wake } of await rows.overdue(tenant, now(), 10))
        await needs.wake(v.parse(subscriptionQueueMessage, JSON.parse(wake?.message ?? '')));
    },
    /** Runs what is overdue until nothing is, a minute a pass. All messages are lost. */
    sweep: async (tenant: string) => {
      for (let pass = 0; pass < 200; pass++) {
        woken.length = 0;
        ms += 60_000;
        const overdue = await rows.overdue(tenant, now(), 10);
        if (overdue.length === 0) return;
        for (const { wake } of overdue) {
          const message = v.parse(subscriptionQueueMessage, JSON.parse(wake?.message ?? ''));
          await runSubscription(needs)(message);
        }
      }
      throw new Error('it never comes to rest');
    },
    stop: async () => {
      await receiver.stop();
      s3.destroy();
      await files.stop();
      await engine.stop();
    },
  };
}
