import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchHandler } from '#common/batch.ts';
import { captureQueueMessage } from '#shared/messages/queue-messages.ts';
import { acknowledgementTopic } from '#shared/messages/topics.ts';
import { containerEvents } from '../../edge-agent/line/container-events.ts';
import { MqttLink } from '../../edge-agent/link/mqtt.ts';
import { Sender } from '../../edge-agent/outbox/sender.ts';
import { openDatabase } from '../../edge-agent/store/database.ts';
import { anOrder, storesOf } from '../../edge-agent/testing/builders.ts';
import { reached } from '../../edge-agent/testing/reached.ts';
import { captureMessage } from '../../functions/capture-events/capture-message.ts';
import { setAside } from '../../functions/capture-events/set-aside.ts';
import { lineMessagesSql } from '../../infra/constructs/line-messages.ts';
import { type Broker, startBroker } from '../../infra/local/iot/broker.ts';
import { openCertificates } from '../../infra/local/iot/certificates.ts';
import { readTopicRule } from '../../infra/local/iot/topic-rules.ts';
import { captureNeeds } from '../kit/capture-needs.ts';
import { type Dynoxide, startDynoxide } from '../kit/dynoxide.ts';
import { here, minute } from '../kit/events.ts';
import { type Published, startPublished } from '../kit/published.ts';
import { deliver } from '../kit/queue-event.ts';
import { type QueuesAndBuckets, startQueuesAndBuckets } from '../kit/queues-and-buckets.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';

const LINES = ['line-1', 'line-2'];
const CASES = 20;
const PACKS = 10;
const tenant = 'packright';
const home = temporaryFolder();
let engine: Dynoxide;
let cloud: QueuesAndBuckets;
let mqtt: Published;
let broker: Broker | undefined;
let link: MqttLink | undefined;
let sender: Sender | undefined;
const bodies: string[] = [];

beforeAll(async () => {
  [engine, cloud, mqtt] = await Promise.all([startDynoxide(), startQueuesAndBuckets(), startPublished()]);
  cloud.bucket('documents');
});
afterAll(async () => {
  sender?.stop();
  await link?.close();
  await broker?.close();
  await Promise.all([engine.stop(), cloud.stop(), mqtt.stop()]);
  home.remove();
});

const packOf = (line: string, number: number, pack: number) =>
  `urn:epc:id:sgtin:9521321.054321.${line.at(-1)}C${number}P${pack}`;

test('cases that were packed while the cloud was away come through broker and rule to the ledger, each once', async () => {
  const stores = storesOf(openDatabase(home.path));
  for (const line of LINES) {
    stores.batches.create(anOrder({ order: line, line, lot: line }), minute(0));
    const batch = stores.batches.in('created').find((one) => one.line === line)?.batch ?? 0;
    for (let number = 0; number < CASES; number++) {
      const stamp = { at: minute(number), offset: '+01:00' };
      const groups = containerEvents({
        parent: `urn:epc:id:sscc:9521321.${line.at(-1)}${String(number).padStart(9, '0')}`,
        children: Array.from({ length: PACKS }, (_, pack) => packOf(line, number, pack)),
        commission: { lot: line, expiry: '2028-06-30' },
        place: here,
        commissioned: stamp,
        closed: stamp,
      });
      for (const events of groups) stores.outbox.gather(line, batch, tenant, events, Date.now());
    }
    stores.outbox.seal(line, Date.now());
  }
  const told = stores.outbox.depth();

  const certificates = await openCertificates(home.path);
  const needs = {
    ...captureNeeds({ db: engine.db, cloud, mqtt, planUrl: cloud.queue('plan'), now: () => new Date() }),
    acknowledge: async (line: Parameters<typeof acknowledgementTopic>[0], said: object) =>
      broker?.publish({
        topic: acknowledgementTopic(line),
        payload: Buffer.from(JSON.stringify(said)),
        qos: 1,
        retain: false,
      }),
  };
  const capture = batchHandler(captureQueueMessage, captureMessage(needs), setAside(needs));
  const failed: unknown[] = [];
  const rule = readTopicRule(
    'lines',
    {
      Sql: lineMessagesSql,
      AwsIotSqlVersion: '2016-03-23',
      RuleDisabled: false,
      Actions: [{ Sqs: { QueueUrl: 'capture', UseBase64: false, RoleArn: 'role' } }],
    },
    {
      // As from a queue: behind the acknowledgement, and twice.
      sendToQueue: async (_, body) => {
        bodies.push(body);
        setImmediate(() => void deliver(capture, [body, body]).then((back) => failed.push(...back)));
      },
      putObject: async () => undefined,
      log: (line) => failed.push(line),
    },
  );
  broker = await startBroker({
    certificates,
    policy: () => true,
    rules: (message) => rule({ ...message, at: Date.now(), newUuid: () => 'uuid' }),
    port: 0,
    log: () => undefined,
  });
  const files = await certificates.registerThing('plant', tenant);
  link = new MqttLink({ ...files, host: '127.0.0.1', port: broker.port, thing: 'plant' });
  const log = (code: string) => failed.push(code);
  sender = new Sender({
    ...stores,
    broker: link,
    tenant,
    site: 'plant',
    lines: LINES,
    gatherMs: 0,
    now: Date.now,
    ticks: () => performance.now(),
    log,
  });
  await reached(() => stores.outbox.depth() === 0, 60_000);

  expect([failed, stores.outbox.exceptions()]).toEqual([[], []]);
  expect(new Set(bodies).size).toBe(told);
  const last = await needs.ledger.eventsOf(tenant, packOf('line-2', CASES - 1, PACKS - 1));
  expect(last.map(({ event }) => event.type).toSorted()).toEqual(['AggregationEvent', 'ObjectEvent']);
  const first = await needs.ledger.eventsOf(tenant, packOf('line-1', 0, 0));
  expect(first).toHaveLength(2);
  stores.db.close();
}, 120_000);
