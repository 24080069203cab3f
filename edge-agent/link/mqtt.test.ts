import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Broker, startBroker } from '../../infra/local/iot/broker.ts';
import { type Certificates, openCertificates, type ThingFiles } from '../../infra/local/iot/certificates.ts';
import { issueThing } from '../../infra/local/iot/issue-certificate.ts';
import { temporary } from '../testing/builders.ts';
import { reached } from '../testing/reached.ts';
import { MqttLink } from './mqtt.ts';

let home: ReturnType<typeof temporary>;
let certificates: Certificates;
let plant: ThingFiles;
let broker: Broker;
let link: MqttLink;
let published: string[];
/** Has the broker acknowledge what it has kept back. */
let answer: () => void;
beforeEach(async () => {
  home = temporary();
  published = [];
  answer = () => undefined;
  certificates = await openCertificates(home.directory);
  plant = await certificates.registerThing('plant', 'packright');
  broker = await brokerAt(0);
  link = linkTo(broker.port);
});
afterEach(async () => {
  answer();
  await link.close();
  await broker.close();
  home.remove();
});

const brokerAt = (port: number) =>
  startBroker({
    certificates,
    policy: () => true,
    rules: ({ payload }) => {
      const text = new TextDecoder().decode(payload);
      published.push(text);
      if (text !== 'never acknowledged') return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      answer = resolve;
      return promise;
    },
    port,
    patience: 60_000,
    log: () => undefined,
  });
const linkTo = (port: number) => new MqttLink({ ...plant, host: '127.0.0.1', port, thing: 'plant', patienceMs: 1_000 });
const tell = (topic: string, text: string) =>
  broker.publish({ topic, payload: new TextEncoder().encode(text), qos: 1, retain: false });

describe('the link to the broker', () => {
  test('publishes and hears by mutual TLS', async () => {
    const heard: string[] = [];
    link.subscribe('seriate/packright/plant/orders', (body) => heard.push(body));
    await reached(() => link.connected());
    await link.publish('seriate/packright/plant/line-1/capture', '{"sequence":1}');
    expect(published).toContain('{"sequence":1}');
    // A subscription made a moment ago may not stand yet.
    const telling = setInterval(() => void tell('seriate/packright/plant/orders', 'wake'), 20);
    await reached(() => heard.length > 0).finally(() => clearInterval(telling));
    expect(heard[0]).toBe('wake');
  });

  test('connects again by itself, says so, and hears as before', async () => {
    let connects = 0;
    const heard: string[] = [];
    link.onConnected(() => connects++);
    link.subscribe('seriate/packright/plant/line-1/ack', (body) => heard.push(body));
    await reached(() => connects === 1);
    await broker.close();
    await reached(() => !link.connected());
    broker = await brokerAt(broker.port);
    await reached(() => connects === 2);
    const telling = setInterval(() => void tell('seriate/packright/plant/line-1/ack', 'heard'), 20);
    await reached(() => heard.length > 0).finally(() => clearInterval(telling));
  });

  test('stands when the broker has left one message unanswered', async () => {
    await reached(() => link.connected());
    await expect(link.publish('seriate/packright/plant/line-1/capture', 'never acknowledged')).rejects.toThrow();
    await new Promise((resolve) => setImmediate(resolve));
    expect(link.connected()).toBe(true);
    await link.publish('seriate/packright/plant/line-1/capture', 'the next one');
    expect(published).toContain('the next one');
  });

  test('keeps trying when there is no broker yet', async () => {
    const { port } = broker;
    await link.close();
    await broker.close();
    link = linkTo(port);
    expect(link.connected()).toBe(false);
    await reached(() => link.troubles().length > 0);
    broker = await brokerAt(port);
    await reached(() => link.connected());
    expect(link.troubles()).toEqual([]);
  });

  test('says why when its certificate has ended', async () => {
    await link.close();
    const long = { notBefore: new Date('2020-01-01'), notAfter: new Date('2020-02-01') };
    const pem = (file: string) => readFileSync(join(home.directory, file), 'utf8');
    const expired = await issueThing({ certificate: pem('ca.pem'), key: pem('ca.key') }, 'plant', long);
    writeFileSync(plant.certificate, expired.certificate);
    writeFileSync(plant.key, expired.key);
    link = linkTo(broker.port);
    await reached(() => link.troubles().length > 0);
    expect([link.connected(), link.troubles()]).toEqual([false, [expect.stringMatching(/./)]]);
  });
});
