import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane';
import { iot, mqtt } from 'aws-iot-device-sdk-v2';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../test/kit/temporary-folder.ts';
import { clientConfig } from '../client-config.ts';
import { closeServer, listen } from '../http/listen.ts';
import type { Host } from '../provider.ts';
import { iotCore } from './iot-core.ts';

function ownFolder(): string {
  const { path, remove } = temporaryFolder();
  onTestFinished(remove);
  return path;
}

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** A host that records, with an object store that answers 200 to everything. */
async function host(sendToQueue: Host['sendToQueue']) {
  const stored: string[] = [];
  const store = createServer((request, response) => {
    stored.push(`${request.method} ${decodeURIComponent(request.url ?? '')}`);
    request.resume().once('end', () => response.end());
  });
  const s3 = `http://127.0.0.1:${await listen(store, 0)}`;
  undo.push(() => closeServer(store));
  const logged: string[] = [];
  const ready: (() => unknown)[] = [];
  const stand: Host = {
    data: ownFolder(),
    region: 'us-east-1',
    account: '000000000000',
    endpoints: { dynamodb: '', sqs: '', s3, secretsManager: '', iotData: '', cognito: '', kms: '' },
    url: 'http://127.0.0.1:1',
    hasten: 1,
    sendToQueue,
    invoke: async () => undefined,
    mount: () => undefined,
    onReady: (start) => void ready.push(start),
    onStop: (stop) => void undo.push(stop),
    onClose: (close) => void undo.push(close),
    log: (line) => void logged.push(line),
  };
  return { stand, stored, logged, becomeReady: () => Promise.all(ready.map((start) => start())) };
}

const resource = (type: string, properties: Record<string, unknown>) => ({
  logicalId: 'thing',
  stack: 'ingest',
  type,
  properties,
});

const everything = resource('AWS::IoT::Policy', {
  PolicyName: 'all',
  PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'iot:*', Resource: '*' }] },
});

const ruleOf = (Sql: string) =>
  resource('AWS::IoT::TopicRule', {
    TopicRulePayload: {
      Sql,
      AwsIotSqlVersion: '2016-03-23',
      Actions: [{ Sqs: { QueueUrl: 'http://queue', RoleArn: 'arn', UseBase64: false } }],
      ErrorAction: { S3: { BucketName: 'documents', RoleArn: 'arn', Key: `undelivered/\${topic()}` } },
    },
  });
const captureRule = ruleOf("SELECT * AS message, topic(2) AS tenant FROM 'seriate/+/+/+/capture'");

async function core(sendToQueue: Host['sendToQueue']) {
  const { stand, becomeReady, ...heard } = await host(sendToQueue);
  const started = iotCore({ data: stand.data, mqttPort: 0 });
  for (const each of [everything, captureRule]) await started.providers[each.type]?.create(each, stand);
  await becomeReady();
  const files = await started.registerThing('basel', 'acme');
  const builder = iot.AwsIotMqttConnectionConfigBuilder.new_mtls_builder_from_path(files.certificate, files.key);
  const config = builder
    .with_certificate_authority(await readFile(files.ca, 'utf8'))
    .with_endpoint('127.0.0.1')
    .with_port(started.mqttPort())
    .with_client_id('basel')
    .build();
  const connection = new mqtt.MqttClient().new_connection(config);
  connection.on('error', () => undefined);
  await connection.connect();
  undo.push(() => connection.disconnect());
  const data = new IoTDataPlaneClient(clientConfig(stand, stand.endpoints.iotData));
  undo.push(() => data.destroy());
  return { connection, data, stand, started, ...heard };
}

test('what a thing publishes is on the queue when it is acknowledged', async () => {
  const queued: [string, string][] = [];
  const { connection } = await core(async (queue, body) => void queued.push([queue, body]));
  await connection.publish('seriate/acme/basel/1/capture', '{"kind":"epcis"}', mqtt.QoS.AtLeastOnce);
  expect(queued).toEqual([['http://queue', '{"message":{"kind":"epcis"},"tenant":"acme"}']]);
});

test('what the queue does not take is in the bucket when it is acknowledged', async () => {
  const { connection, stored } = await core(() => Promise.reject(new Error('down')));
  await connection.publish('seriate/acme/basel/1/capture', '{"kind":"epcis"}', mqtt.QoS.AtLeastOnce);
  expect(stored).toEqual(['PUT /documents/undelivered/seriate/acme/basel/1/capture?x-id=PutObject']);
});

test('what a function publishes over HTTP reaches the thing, and runs the rules', async () => {
  const queued: string[] = [];
  const { connection, data } = await core(async (_queue, body) => void queued.push(body));
  const heard = Promise.withResolvers<string>();
  await connection.subscribe('seriate/acme/basel/#', mqtt.QoS.AtLeastOnce, (topic, payload) =>
    heard.resolve(`${topic}: ${Buffer.from(payload).toString()}`),
  );
  const topic = 'seriate/acme/basel/1/capture';
  await data.send(new PublishCommand({ topic, qos: 1, payload: Buffer.from('{"throughSequence":7}') }));
  expect(await heard.promise).toBe(`${topic}: {"throughSequence":7}`);
  expect(queued).toEqual(['{"message":{"throughSequence":7},"tenant":"acme"}']);
});

test('a resource not understood is refused by its place', async () => {
  const { started, stand } = await core(async () => undefined);
  const policy = resource('AWS::IoT::Policy', { PolicyDocument: { Statement: [{ Effect: 'Maybe' }] } });
  const create = (each: typeof policy) => started.providers[each.type]?.create(each, stand);
  await expect(create(policy)).rejects.toThrow('ingest/thing (AWS::IoT::Policy): ');
  await expect(create(ruleOf('SELECT'))).rejects.toThrow('topic rule ingest_thing');
});

test('before all resources are created there is no broker, but a thing may be registered', async () => {
  const { stand } = await host(async () => undefined);
  const early = iotCore({ data: stand.data, mqttPort: 0 });
  expect(() => early.mqttPort()).toThrow('when all resources are created');
  const { certificate } = await early.registerThing('basel', 'acme');
  expect(certificate).toBe(join(stand.data, 'certificates/things/basel.pem'));
});
