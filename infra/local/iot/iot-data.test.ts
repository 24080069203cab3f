import { IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane';
import { afterEach, describe, expect, test } from 'vitest';
import { PublishFault } from './broker.ts';
import type { Publish } from './gate.ts';
import { startDataPlane } from './iot-data.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0)) await step();
});

async function plane(publish: (message: Publish) => Promise<void> = async () => undefined) {
  const published: Publish[] = [];
  const { url, close } = await startDataPlane({
    publish: async (message) => {
      await publish(message);
      published.push(message);
    },
  });
  const client = new IoTDataPlaneClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  undo.push(close, async () => client.destroy());
  return { url, client, published };
}

const topic = 'seriate/acme/basel/1/ack';

describe('the data plane', () => {
  test('publishes what the SDK sends', async () => {
    const { client, published } = await plane();
    await client.send(new PublishCommand({ topic, qos: 1, payload: Buffer.from('{"throughSequence":7}') }));
    await client.send(new PublishCommand({ topic: 'ä b/%2F?', retain: true, payload: Buffer.alloc(0) }));
    expect(published).toEqual([
      { topic, qos: 1, retain: false, payload: Buffer.from('{"throughSequence":7}') },
      { topic: 'ä b/%2F?', qos: 0, retain: true, payload: Buffer.alloc(0) },
    ]);
  });

  test('refuses in words the SDK understands', async () => {
    const { client, url } = await plane(() => Promise.reject(new PublishFault('no wildcard')));
    const send = (payload: Buffer) => client.send(new PublishCommand({ topic, qos: 1, payload }));
    await expect(send(Buffer.alloc(0))).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: 'no wildcard',
    });
    await expect(send(Buffer.alloc(128 * 1024 + 1))).rejects.toMatchObject({ name: 'InvalidRequestException' });
    for (const [path, status] of [
      ['topics/a?qos=2', 400],
      ['topics/%FF', 400],
      ['things/x/shadow', 404],
    ] as const) {
      const answer = await fetch(`${url}/${path}`, { method: 'POST' });
      expect([answer.status, await answer.json()]).toEqual([status, { message: expect.any(String) }]);
    }
    expect((await fetch(`${url}/topics/a`)).status).toBe(405);
  });

  test('a broken broker is a server error, which the SDK may retry', async () => {
    const { client } = await plane(() => Promise.reject(new Error('broken')));
    const sent = client.send(new PublishCommand({ topic, payload: Buffer.alloc(0) }));
    await expect(sent).rejects.toMatchObject({ name: 'InternalFailureException', $metadata: { httpStatusCode: 500 } });
  });
});
