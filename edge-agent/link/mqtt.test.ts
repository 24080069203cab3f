import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Broker, startBroker } from '../../infra/local/iot/broker.ts';
import { type Certificates, openCertificates, type ThingFiles } from '../../infra/local/iot/certificates.ts';
import { temporary } from '../testing/builders.ts';
import { reached } from '../testing/reached.ts';
import { MqttLink } from './mqtt.ts';

let home: ReturnType<typeof temporary>;
let certificates: Certificates;
let plant: ThingFiles;
let broker: Broker;
let link: MqttLink;
let published: string[];
beforeEach(async () => {
  home = temporary();
  published = [];
  certificates = await openCertificates(home.directory);
  plant = await certificates.registerThing('plant', 'packright');
  broker = await brokerAt(0);
  link = linkTo(broker.port);
});
afterEach(async () => {
  await link.close();
  await broker.close();
  home.remove();
});

const brokerAt = (port: number) =>
  startBroker({
    certificates,
    policy: () => true,
    rules: async ({ payload }) => void published.push(new TextDecoder().decode(payload)),
    port,
    log: () => undefined,
  });
const linkTo = (port: number) => new MqttLink({ ...plant, host: '127.0.0.1', port, thing: 'plant' });
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

  test('keeps trying when there is no broker yet', async () => {
    const { port } = broker;
    await link.close();
    await broker.close();
    link = linkTo(port);
    expect(link.connected()).toBe(false);
    broker = await brokerAt(port);
    await reached(() => link.connected());
  });
});
