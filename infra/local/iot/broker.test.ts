import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { iot, mqtt } from 'aws-iot-device-sdk-v2';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../test/kit/temporary-folder.ts';
import { type Broker, type BrokerNeeds, PublishFault, startBroker } from './broker.ts';
import { openCertificates, type ThingFiles } from './certificates.ts';
import { readIotPolicies } from './iot-policy.ts';

function ownFolder(): string {
  const { path, remove } = temporaryFolder();
  onTestFinished(remove);
  return path;
}

const { AtLeastOnce } = mqtt.QoS;
const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step().catch(() => undefined);
});

// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable of AWS IoT, not of JavaScript
const own = 'seriate/${iot:Connection.Thing.Attributes[tenant]}/${iot:Connection.Thing.ThingName}/*';
const policy = readIotPolicies([
  {
    Statement: [
      { Effect: 'Allow', Action: 'iot:Connect', Resource: 'arn:aws:iot:eu:1:client/*' },
      { Effect: 'Allow', Action: ['iot:Publish', 'iot:Receive'], Resource: `arn:aws:iot:eu:1:topic/${own}` },
      { Effect: 'Allow', Action: 'iot:Subscribe', Resource: `arn:aws:iot:eu:1:topicfilter/${own}` },
    ],
  },
]);

async function house(needs: Partial<BrokerNeeds> = {}) {
  const certificates = await openCertificates(ownFolder());
  const logged: string[] = [];
  const log = (line: string) => void logged.push(line);
  const broker = await startBroker({ certificates, policy, rules: async () => undefined, port: 0, log, ...needs });
  undo.push(() => broker.close());
  const basel = await certificates.registerThing('basel', 'acme');
  return { broker, basel, certificates, logged };
}

async function client(broker: Broker, files: ThingFiles, { id = 'basel', clean = true, host = '127.0.0.1' } = {}) {
  const ca = await readFile(files.ca, 'utf8');
  const config = iot.AwsIotMqttConnectionConfigBuilder.new_mtls_builder_from_path(files.certificate, files.key)
    .with_certificate_authority(ca)
    .with_endpoint(host)
    .with_port(broker.port)
    .with_client_id(id)
    .with_clean_session(clean)
    .with_reconnect_min_sec(1)
    .build();
  const connection = new mqtt.MqttClient().new_connection(config);
  // An unheard error event would end the process.
  connection.on('error', () => undefined);
  undo.push(() => connection.disconnect());
  return connection;
}

/** Subscribes, then `heard` is the first message to come, as text. */
async function listen(connection: mqtt.MqttClientConnection, filter: string) {
  const { promise: heard, resolve } = Promise.withResolvers<string>();
  const { qos } = await connection.subscribe(filter, AtLeastOnce, (topic, payload) =>
    resolve(`${topic}: ${Buffer.from(payload).toString()}`),
  );
  return { heard, granted: qos };
}

const interrupted = (connection: mqtt.MqttClientConnection) =>
  new Promise<void>((resolve) => connection.on('interrupt', () => resolve()));

const capture = 'seriate/acme/basel/1/capture';
const ack = 'seriate/acme/basel/1/ack';

describe('the device SDK on the broker', () => {
  test.each(['127.0.0.1', 'localhost'])('publishes and hears over %s', async (host) => {
    const { broker, basel } = await house();
    const connection = await client(broker, basel, { host });
    await connection.connect();
    const { heard } = await listen(connection, 'seriate/acme/basel/+/ack');
    await connection.publish(ack, 'hello', AtLeastOnce);
    expect(await heard).toBe(`${ack}: hello`);
  });

  test('is told "published" when the rules have run', async () => {
    const ran: string[] = [];
    const { broker, basel } = await house({
      rules: async ({ topic, payload, clientId }) => {
        await new Promise((resolve) => setImmediate(resolve));
        ran.push(`${clientId} on ${topic}: ${Buffer.from(payload).toString()}`);
      },
    });
    const connection = await client(broker, basel);
    await connection.connect();
    await connection.publish(capture, '{"n":1}', AtLeastOnce);
    expect(ran).toEqual([`basel on ${capture}: {"n":1}`]);
  });

  test('is told "published" even when the rules hang, and the broker waits for them before it closes', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { broker, basel, logged } = await house({ rules: () => promise, patience: 1 });
    const connection = await client(broker, basel);
    await connection.connect();
    await connection.publish(capture, '{}', AtLeastOnce);
    expect(logged).toEqual([`mqtt: rules on ${capture} take longer than 1 ms; acknowledged meanwhile`]);
    const closed = broker.close().then(() => 'closed');
    expect(await Promise.race([closed, Promise.resolve('open')])).toBe('open');
    resolve();
    expect(await closed).toBe('closed');
  });

  test('finds what was published while it was away in its session', async () => {
    const { broker, basel } = await house();
    const first = await client(broker, basel, { clean: false });
    await first.connect();
    await listen(first, ack);
    await first.disconnect();
    await broker.publish({ topic: ack, payload: Buffer.from('meanwhile'), qos: 1, retain: false });
    const second = await client(broker, basel, { clean: false });
    const heard = new Promise<string>((resolve) =>
      second.on('message', (topic, payload) => resolve(`${topic}: ${Buffer.from(payload).toString()}`)),
    );
    expect(await second.connect()).toBe(true);
    expect(await heard).toBe(`${ack}: meanwhile`);
  });

  test('hears what the cloud publishes, and only below its own name', async () => {
    const { broker, basel } = await house();
    const connection = await client(broker, basel);
    await connection.connect();
    const { heard } = await listen(connection, 'seriate/acme/basel/#');
    await broker.publish({
      topic: 'seriate/acme/bern/1/ack',
      payload: Buffer.from('not yours'),
      qos: 1,
      retain: false,
    });
    await broker.publish({ topic: ack, payload: Buffer.from('yours'), qos: 1, retain: false });
    expect(await heard).toBe(`${ack}: yours`);
  });
});

describe('a refusal', () => {
  test('of a publish ends the connection, and no rule runs', async () => {
    const ran: string[] = [];
    const { broker, basel, logged } = await house({ rules: async ({ topic }) => void ran.push(topic) });
    const connection = await client(broker, basel);
    await connection.connect();
    const cut = interrupted(connection);
    connection.publish('seriate/medico/basel/1/capture', '{}', AtLeastOnce).catch(() => undefined);
    await cut;
    expect(ran).toEqual([]);
    expect(logged[0]).toContain('no policy allows iot:Publish on seriate/medico/basel/1/capture');
  });

  test('of a payload over 128 KB ends the connection', async () => {
    const { broker, basel, logged } = await house();
    const connection = await client(broker, basel);
    await connection.connect();
    await connection.publish(capture, Buffer.alloc(128 * 1024), AtLeastOnce);
    const cut = interrupted(connection);
    connection.publish(capture, Buffer.alloc(128 * 1024 + 1), AtLeastOnce).catch(() => undefined);
    await cut;
    expect(logged[0]).toContain('131072 bytes');
  });

  test('of a subscription is answered and leaves the connection', async () => {
    const { broker, basel } = await house();
    const connection = await client(broker, basel);
    await connection.connect();
    expect((await listen(connection, 'seriate/medico/#')).granted).toBe(128);
    expect((await listen(connection, ack)).granted).toBe(1);
  });

  test('meets a client id that is not of the thing', async () => {
    const { broker, basel, logged } = await house();
    await expect((await client(broker, basel, { id: 'bern' })).connect()).rejects.toThrow();
    expect(logged[0]).toContain('does not begin with');
  });

  test('meets a certificate of another authority', async () => {
    const { broker, basel, logged } = await house();
    const elsewhere = await openCertificates(ownFolder());
    const forged = { ...(await elsewhere.registerThing('basel', 'acme')), ca: basel.ca };
    await expect((await client(broker, forged)).connect()).rejects.toThrow();
    expect(logged[0]).toContain('a connection was refused');
  });

  test('meets a certificate of our authority that belongs to no thing', async () => {
    const directory = ownFolder();
    const basel = await (await openCertificates(directory)).registerThing('basel', 'acme');
    await writeFile(join(directory, 'things.json'), '[]');
    const { broker, logged } = await house({ certificates: await openCertificates(directory) });
    await expect((await client(broker, basel)).connect()).rejects.toThrow();
    expect(logged[0]).toContain('belongs to no registered thing');
  });
});

test('the cloud cannot publish what AWS IoT would not take', async () => {
  const { broker } = await house();
  const message = { payload: Buffer.from(''), qos: 1, retain: false };
  await expect(broker.publish({ ...message, topic: 'a/+' })).rejects.toThrow(PublishFault);
});

test('a port that is taken is named', async () => {
  const { broker } = await house();
  await expect(house({ port: broker.port })).rejects.toThrow(`cannot listen: port ${broker.port} is taken`);
});
