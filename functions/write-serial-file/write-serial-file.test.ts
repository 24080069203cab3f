import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import {
  CompleteMultipartUploadCommand,
  ListObjectsV2Command,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DROPPED_SOON, writeObject } from '#common/store/object-writer.ts';
import { serialFileAnswer } from '#shared/messages/serials-api.ts';
import { serialPage } from '#shared/messages/site-api.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
import { exampleGtin } from '../../test/kit/builders.ts';
import { type SerialsWorld, startSerialsWorld } from '../../test/kit/serials-world.ts';
import { writeSerialFile } from './write-serial-file.ts';

let world: SerialsWorld;
let house: Awaited<ReturnType<SerialsWorld['house']>>;
beforeAll(async () => {
  world = await startSerialsWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  house = await world.house();
  await house.request({ requestId: 'r', count: 1000 });
});

const POST = 'POST /api/serial-requests/{requestId}/file';
const GET = 'GET /api/serial-requests/{requestId}/file';
const order = (body: object = { format: 'text' }) => house.of(POST, 'r', { body });
const shown = async (query: Record<string, string> = {}) =>
  v.parse(serialFileAnswer, (await house.of(GET, 'r', { query })).body);
const work = (file = 'txt', db = world.engine.db) =>
  writeSerialFile(world.needs(db))({ tenant: house.tenant, requestId: 'r', file });
const serials = async () =>
  v.parse(serialPage, (await house.of('GET /api/serial-requests/{requestId}/serials', 'r')).body).serials;

async function fetched(query?: Record<string, string>): Promise<Buffer> {
  const { url, sha256, bytes } = await shown(query);
  const body = Buffer.from(await (await fetch(url ?? '')).arrayBuffer());
  expect([createHash('sha256').update(body).digest('hex'), body.byteLength]).toEqual([sha256, bytes]);
  return body;
}

const keys = async () =>
  (
    (await world.cloud.s3.send(new ListObjectsV2Command({ Bucket: 'documents', Prefix: `${house.tenant}/` })))
      .Contents ?? []
  ).map(({ Key }) => Key);

describe('a file of serials', () => {
  test('is wanted, then written, then fetched under a URL that holds for minutes', async () => {
    expect(await order()).toMatchObject({ status: 202, body: { state: 'due', format: 'text' } });
    expect(world.woken.at(-1)).toEqual({ tenant: house.tenant, requestId: 'r', file: 'txt' });
    await work();
    expect(await shown()).toMatchObject({ state: 'ready', count: 1000, urlUntil: '2026-03-01T10:15:00.000Z' });
    expect((await fetched()).toString()).toBe(`${(await serials()).join('\n')}\n`);
  });

  test('comes as CSV and as JSON Lines, plain or packed', async () => {
    const [first] = await serials();
    await order({ format: 'csv', compression: 'gzip' });
    await work('csv.gz');
    expect(gunzipSync(await fetched()).toString()).toMatch(new RegExp(`^gtin,serial\n${exampleGtin},${first}\n`));
    await order({ format: 'jsonl' });
    await work('jsonl');
    const lines = (await fetched({ format: 'jsonl' })).toString().trimEnd().split('\n');
    expect([lines.length, JSON.parse(lines[0] ?? '')]).toEqual([1000, { gtin: exampleGtin, serial: first }]);
    expect(await shown({ format: 'csv', compression: 'gzip' })).toMatchObject({ state: 'ready', count: 1000 });
  });

  test('asked for again is the same job, and written once', async () => {
    await Promise.all([order(), order(), order()]);
    await Promise.all([work(), work(), work()]);
    const before = await shown();
    expect(await order()).toMatchObject({ status: 202, body: { state: 'ready', createdAt: before.createdAt } });
    expect(await keys()).toHaveLength(1);
  });

  test('leaves out what was given back, and is another once more is', async () => {
    const all = await serials();
    const give = (id: string, first: number, last: number) =>
      house.of('POST /api/serial-requests/{requestId}/returns', 'r', {
        body: { id, reason: 'not needed', ranges: [{ first, last }] },
      });
    await give('b1', 0, 9);
    await order();
    await work();
    expect((await fetched()).toString().split('\n')[0]).toBe(all[10]);
    await give('b2', 990, 999);
    expect(await order()).toMatchObject({ body: { state: 'due' } });
    await work();
    expect(await shown()).toMatchObject({ state: 'ready', count: 980 });
  });

  test('is dropped after a week, and may be asked for again', async () => {
    await order();
    await work();
    world.forward(7 * 24 * 3_600_000);
    expect(await shown()).toMatchObject({ state: 'expired' });
    expect((await shown()).url).toBeUndefined();
    expect(await order()).toMatchObject({ body: { state: 'due' } });
    await work();
    expect(await shown()).toMatchObject({ state: 'ready' });
  });

  test.each([
    ['no format', {}, 400],
    ['another format', { format: 'xml' }, 400],
    ['another compression', { format: 'text', compression: 'zip' }, 400],
  ])('with %s is refused', async (_, body, status) => {
    expect(await order(body)).toMatchObject({ status });
  });

  test('nobody asked for, or of others, is not there', async () => {
    expect(await house.of(GET, 'r')).toMatchObject({ status: 404, body: { remedy: expect.stringContaining('POST') } });
    const other = await world.house();
    expect(await other.of(POST, 'r', { body: { format: 'text' } })).toMatchObject({ status: 404 });
  });
});

describe('whoever writes it', () => {
  test.each([0, 1, 2])(
    'and is killed before write %i of the table is followed by another, and there is one file',
    async (nth) => {
      await order();
      let writes = 0;
      const db = brokenClient(world.engine, (command) => /Write|Put|Update/.test(command) && writes++ === nth);
      for (let i = 0; i < 2; i++) {
        await work('txt', db).catch(() => undefined);
        world.forward(400_000);
      }
      await work();
      expect(await shown()).toMatchObject({ state: 'ready', count: 1000 });
      expect(await keys()).toHaveLength(1);
      expect((await fetched()).toString().split('\n')).toHaveLength(1001);
    },
  );

  test.each([
    ['a part', UploadPartCommand],
    ['the end', CompleteMultipartUploadCommand],
  ])('and is killed before %s of the upload leaves nothing that anybody sees', async (_, command) => {
    await order();
    const needs = world.needs();
    const dies = {
      send: (sent: object) =>
        sent instanceof command ? new Promise(() => {}) : Reflect.apply(world.cloud.s3.send, world.cloud.s3, [sent]),
    };
    const killed = new Promise<void>((resume) => {
      const write: typeof needs.write = (key, contentType, source) => {
        const client: S3Client = Object.assign(Object.create(world.cloud.s3), {
          send: (sent: object) => {
            if (sent instanceof command) resume();
            return dies.send(sent);
          },
        });
        return writeObject(client, { bucket: 'documents', key, contentType, tag: DROPPED_SOON }, source);
      };
      void writeSerialFile({ ...needs, write })({ tenant: house.tenant, requestId: 'r', file: 'txt' });
    });
    await killed;
    expect(await keys()).toEqual([]);
    await work();
    expect(await shown()).toMatchObject({ state: 'due' });
    world.forward(400_000);
    await work();
    expect(await shown()).toMatchObject({ state: 'ready', count: 1000 });
    expect(await keys()).toHaveLength(1);
  });

  test('tries again when the bucket fails, and tells in the end that it cannot', async () => {
    await order();
    const write = () => Promise.reject(new Error('the bucket is gone'));
    for (let i = 0; i < 10; i++) {
      await writeSerialFile({ ...world.needs(), write })({ tenant: house.tenant, requestId: 'r', file: 'txt' });
      world.forward(7 * 3_600_000);
    }
    expect(await shown()).toMatchObject({ state: 'failed', failure: 'the bucket is gone' });
    expect(await order()).toMatchObject({ body: { state: 'due' } });
    await work();
    expect(await shown()).toMatchObject({ state: 'ready' });
  });
});
