import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientConfig } from '../client-config.ts';
import type { Engine } from './dynoxide.ts';
import { startFauxqs } from './fauxqs.ts';

let directory: string;
let engine: Engine;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'fauxqs-'));
  engine = await startFauxqs(join(directory, 'objects'), 'us-east-1');
});
afterEach(async () => {
  await engine.stop();
  rmSync(directory, { recursive: true });
});
const config = () => clientConfig({ region: 'us-east-1' }, engine.endpoint);

test('nobody but the machine itself can reach it', async () => {
  const port = new URL(engine.endpoint).port;
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address?.family === 'IPv4' && !address.internal)
    .map((address) => `http://${address?.address}:${port}/health`);
  expect((await fetch(`${engine.endpoint}/health`)).status).toBe(200);
  for (const url of others) await expect(fetch(url)).rejects.toThrow();
});

test('a queue is named by the address it was asked for under', async () => {
  const sqs = new SQSClient(config());
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'work' }));
  sqs.destroy();
  expect(QueueUrl).toBe(`${engine.endpoint}/000000000000/work`);
});

test('a key cannot climb out of its bucket', async () => {
  const s3 = new S3Client({ ...config(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'documents' }));
  s3.destroy();
  for (const key of ['%2e%2e/%2e%2e/out', '..%2fout', 'a/%2e%2e/out', '%zz']) {
    // As it stands: `fetch` would tidy the path.
    const asked = request(engine.endpoint, { method: 'PUT', path: `/documents/${key}` }).end('x');
    const [response] = await once(asked, 'response');
    response.resume();
    expect(response.statusCode).toBe(400);
  }
  expect(existsSync(join(directory, 'objects', 'out.data'))).toBe(false);
});

test('an object of 20 MB is taken in one piece', async () => {
  const s3 = new S3Client({ ...config(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'documents' }));
  const put = await fetch(`${engine.endpoint}/documents/large`, { method: 'PUT', body: new Uint8Array(20_000_000) });
  expect(put.status).toBe(200);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'documents' }));
  s3.destroy();
  expect(Contents.map(({ Key, Size }) => [Key, Size])).toEqual([['large', 20_000_000]]);
});

test('a page of this machine may put an object, no other page may', async () => {
  const ask = (origin: string) =>
    fetch(`${engine.endpoint}/documents/large`, { method: 'OPTIONS', headers: { origin } });
  const ours = await ask('http://127.0.0.1:4000');
  expect(ours.status).toBe(204);
  expect(ours.headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:4000');
  const other = await ask('https://elsewhere.example');
  expect(other.headers.get('access-control-allow-origin')).toBeNull();
});

test('an object that was being written when the power failed does not stop the start', async () => {
  const s3 = new S3Client({ ...config(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'documents' }));
  await s3.send(new PutObjectCommand({ Bucket: 'documents', Key: 'whole', Body: 'x' }));
  s3.destroy();
  await engine.stop();
  const objects = join(directory, 'objects', 'buckets', 'documents', 'objects');
  mkdirSync(join(objects, 'tenant'));
  writeFileSync(join(objects, 'tenant', 'torn.data'), 'half');
  writeFileSync(join(objects, 'tenant', 'torn.meta.json'), '');
  engine = await startFauxqs(join(directory, 'objects'), 'us-east-1');
  const again = new S3Client({ ...config(), forcePathStyle: true });
  const { Contents } = await again.send(new ListObjectsV2Command({ Bucket: 'documents' }));
  again.destroy();
  expect(Contents?.map(({ Key }) => Key)).toEqual(['whole']);
});
