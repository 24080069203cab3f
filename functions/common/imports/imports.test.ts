import { Readable } from 'node:stream';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { epcPlaces } from '#common/store/epc-places.ts';
import { expandSerials } from '#common/store/expand-serials.ts';
import { bucketRow, hashOf } from '#common/store/listed-codes.ts';
import { begunListUpload, toldImport } from '#shared/messages/pools-api.ts';
import { brokenClient } from '../../../test/kit/broken-client.ts';
import { openCipher } from '../../../test/kit/open-cipher.ts';
import { type PoolWorld, startPoolWorld } from '../../../test/kit/pool-world.ts';
import { type ListItem, readList } from './read-list.ts';
import { runImport } from './run-import.ts';

let world: PoolWorld;
let tenant: string;
let gtin: string;
let count = 0;
beforeAll(async () => {
  world = await startPoolWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  tenant = `acme-${count++}`;
  gtin = await world.tenant(tenant, ['DE', 'RU']);
  await create('ru', { profile: 'ru' });
});

const create = (pool: string, change: object = {}) =>
  world.call('PUT /api/pools/{pool}', { tenant, path: { pool }, body: { kind: 'imported', gtin, ...change } });
const codeOf = (i: number) => `Kz${String(i * 7919).padStart(11, '0')}`;
const tailOf = (i: number) => ({ '91': 'EE11', '92': `${'Ab+/="'.repeat(7)}${i % 10}${i % 7}` });
const entries = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => ({ code: codeOf(from + i), extra: tailOf(from + i) }));
const csvOf = (from: number, to: number) =>
  `code,91,92\r\n${entries(from, to)
    .map(({ code, extra }) => `${code},${extra['91']},"${extra['92'].replaceAll('"', '""')}"\r\n`)
    .join('')}`;
const send = (importId: string, body: unknown, { pool = 'ru', type = 'application/json', db = undefined as Db } = {}) =>
  world.call(
    'PUT /api/pools/{pool}/imports/{importId}',
    { tenant, path: { pool, importId }, body, headers: { 'content-type': type } },
    db,
  );
type Db = Parameters<PoolWorld['call']>[2];
const pool = (id = 'ru') => world.needs().pools.get(tenant, id);

async function issued(first: number, last: number) {
  const { pools } = world.needs();
  const all = [];
  for await (const { serials } of expandSerials({ pools, cipher: openCipher }, tenant, await pool(), { first, last }))
    all.push(...serials);
  return all;
}

describe('an imported list', () => {
  test('becomes counters in the order of the list, tails and all, drawn like any others', async () => {
    expect(await send('l1', entries(0, 700))).toMatchObject({ status: 201, body: { first: 0, last: 699, count: 700 } });
    expect(await send('l2', entries(700, 1000))).toMatchObject({ status: 201, body: { first: 700, last: 999 } });
    expect(await world.draw(tenant, 'ru', 600, 'r1')).toEqual({ pool: 'ru', first: 0, last: 599 });
    expect(await world.draw(tenant, 'ru', 400, 'r2')).toEqual({ pool: 'ru', first: 600, last: 999 });
    expect(await issued(0, 999)).toEqual(entries(0, 1000));
    expect(await issued(511, 705)).toEqual(entries(511, 706));
    await expect(world.draw(tenant, 'ru', 1, 'r3')).rejects.toThrow('0 serials left');
  });

  test('is found again by each of its codes once issued, and by no other', async () => {
    await send('l1', entries(0, 700));
    await world.draw(tenant, 'ru', 650, 'r1');
    const placesOf = epcPlaces(world.needs().pools, openCipher);
    const epcOf = (code: string) => `https://id.gs1.org/01/${gtin}/21/${code}`;
    const asked = [epcOf(codeOf(0)), epcOf(codeOf(649)), epcOf(codeOf(650)), epcOf('Kz00000000001')];
    expect([...(await placesOf(tenant, asked)).values()]).toEqual([
      [{ pool: 'ru', counter: 0 }],
      [{ pool: 'ru', counter: 649 }],
      [],
      [],
    ]);
  });

  test('sent again is one import; its id for another list is refused', async () => {
    await send('l1', entries(0, 10));
    expect(await send('l1', entries(0, 10))).toMatchObject({ status: 201, body: { count: 10 } });
    expect(await send('l1', entries(10, 20))).toMatchObject({ status: 409, body: { at: 'importId' } });
    expect((await pool()).last).toBe(9);
  });

  test('in CSV and in JSON Lines is the same list', async () => {
    expect(await send('csv', csvOf(0, 20), { type: 'text/csv' })).toMatchObject({ status: 201 });
    const lines = entries(20, 40).map((entry) => JSON.stringify(entry));
    expect(await send('nd', lines.join('\n'), { type: 'application/x-ndjson' })).toMatchObject({ status: 201 });
    await world.draw(tenant, 'ru', 40, 'r');
    expect(await issued(0, 39)).toEqual(entries(0, 40));
  });

  test.each([
    ['a code twice', () => [...entries(0, 5), ...entries(2, 3)], 'line 6: the code stands in line 3 already'],
    ['a code too short', () => [{ code: 'short', extra: tailOf(1) }], 'line 1: the code has 5 characters, not 13'],
    ['a letter that may not be', () => [{ code: 'Kz-0000000001', extra: tailOf(1) }], 'line 1: codes of Russia'],
    ['no tail', () => [...entries(0, 2), codeOf(3)], 'line 3: the code comes with 4 characters of (91)'],
    ['something else', () => [17], 'line 1: the entry is neither'],
    ['nothing', () => [], 'the list has no code'],
  ])('with %s is refused, naming the line, and nothing of it comes in', async (_, list, detail) => {
    expect(await send('bad', list())).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining(detail), rule: expect.any(String), remedy: expect.any(String) },
    });
    expect((await pool()).last).toBe(-1);
    expect(await send('good', entries(0, 3))).toMatchObject({ status: 201 });
  });

  test('with codes of an earlier list, or of another pool, is refused, naming the lines', async () => {
    await send('l1', entries(0, 600));
    await create('other');
    const body = { detail: expect.stringContaining('line 2: pool ru has the code already, from import l1') };
    expect(await send('l2', [...entries(600, 601), ...entries(599, 600)])).toMatchObject({ status: 400, body });
    expect(await send('l3', [...entries(700, 701), ...entries(10, 11)], { pool: 'other' })).toMatchObject({
      status: 400,
      body,
    });
    await world.call('PUT /api/pools/{pool}', {
      tenant,
      path: { pool: 'own' },
      body: { kind: 'random', gtin, alphabet: 'ABCDEFGHIJ', length: 13 },
    });
    expect(await send('l4', ['ABCDEFGHABCDE'], { pool: 'other' })).toMatchObject({
      body: { detail: expect.stringContaining('line 1: pool own of the same GTIN may issue this code') },
    });
  });

  test('keeps random pools away that might spell its codes', async () => {
    await send('l1', entries(0, 3));
    const body = { kind: 'random', gtin, alphabet: '0123456789Kz', length: 13 };
    expect(await world.call('PUT /api/pools/{pool}', { tenant, path: { pool: 'own' }, body })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('pool ru') },
    });
  });

  test('so dense that a guess would hit is refused', async () => {
    await create('eu', { profile: 'eu' });
    const list = Array.from({ length: 30 }, (_, i) => String(10_000 + i));
    expect(await send('l1', list, { pool: 'eu' })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('a guess would hit more than once in 10000') },
    });
  });

  test('as dense as a bound allows, in two pools of the GTIN is refused: who guesses does not ask for the pool', async () => {
    const list = (from: number, count: number) => Array.from({ length: count }, (_, i) => String(100_000 + from + i));
    await create('eu', { profile: 'eu' });
    await create('eu-2', { profile: 'eu' });
    await create('any');
    expect(await send('l1', list(0, 60), { pool: 'eu' })).toMatchObject({ status: 201 });
    const body = { detail: expect.stringContaining('a guess would hit more than once in 10000') };
    expect(await send('l2', list(60, 60), { pool: 'eu-2' })).toMatchObject({ status: 400, body });
    expect(await send('l3', list(60, 60), { pool: 'any' })).toMatchObject({ status: 400, body });
    expect(await send('l4', list(60, 40), { pool: 'any' })).toMatchObject({ status: 201 });
  });

  test('that was stored and then refused leaves nothing behind that hides a code of another list', async () => {
    await create('other', { profile: 'ru' });
    await send('l1', entries(0, 3));
    const { imports } = world.needs();
    const left = async (importId: string, code: string, counter: number) => {
      const { bucket, print } = hashOf(code);
      await imports.putRows([bucketRow(tenant, gtin, bucket, { pool: 'ru', importId }, [{ print, counter }])]);
      return () => imports.bucket(tenant, gtin, bucket);
    };
    // Of lists that were refused: one before and one behind the list that stands.
    for (const importId of ['a-left', 'z-left']) await left(importId, codeOf(1), 999);
    expect(await send('l2', entries(1, 2), { pool: 'other' })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('line 1: pool ru has the code already, from import l1') },
    });
  });

  test('that is given up after it was stored takes all of its rows away', async () => {
    await create('other', { profile: 'ru' });
    await send('l1', entries(0, 1));
    const db = brokenClient(world.engine, (_, input) => JSON.stringify(input).includes('pool-list-imported'));
    await send('l2', entries(5, 6), { pool: 'other', db }).catch(() => undefined);
    const { bucket } = hashOf(codeOf(5));
    expect(await world.needs().imports.bucket(tenant, gtin, bucket)).toHaveLength(1);
    await world.call('POST /api/pools/{pool}/retire', {
      tenant,
      path: { pool: 'other' },
      body: { reason: 'a mistake' },
    });
    await send('l2', entries(5, 6), { pool: 'other' });
    expect(await world.needs().imports.get(tenant, 'other', 'l2')).toMatchObject({ state: 'refused' });
    expect(await world.needs().imports.bucket(tenant, gtin, bucket)).toEqual([]);
    expect(await send('l3', entries(5, 6))).toMatchObject({ status: 201 });
  });

  test('two at once of one GTIN come in one after the other, and one code in both comes in once', async () => {
    await create('other', { profile: 'ru' });
    world.woken.length = 0;
    const both = await Promise.all([send('a', entries(0, 50)), send('b', entries(40, 90), { pool: 'other' })]);
    for (const message of world.woken.splice(0)) {
      const { pool: id, importId } = v.parse(v.object({ pool: v.string(), importId: v.string() }), message);
      await runImport(world.needs(), tenant, id, importId);
    }
    expect(both.map(({ status }) => status).toSorted()).toContain(201);
    const [a, b] = [
      await world.needs().imports.get(tenant, 'ru', 'a'),
      await world.needs().imports.get(tenant, 'other', 'b'),
    ];
    expect([a?.state, b?.state].toSorted()).toEqual(['imported', 'refused']);
  });

  test('that is large is uploaded, goes on by itself, and tells how it ended', async () => {
    const text = csvOf(0, 2_000);
    const path = { pool: 'ru', importId: 'big' };
    const body = { contentType: 'text/csv', bytes: Buffer.byteLength(text) };
    const room = v.parse(
      begunListUpload,
      (await world.call('POST /api/pools/{pool}/imports/{importId}/upload', { tenant, path, body })).body,
    );
    expect(await world.call('POST /api/pools/{pool}/imports/{importId}/complete', { tenant, path })).toMatchObject({
      status: 409,
    });
    await fetch(room.url, { method: 'PUT', headers: { 'Content-Type': 'text/csv' }, body: text });
    expect(await world.call('POST /api/pools/{pool}/imports/{importId}/complete', { tenant, path })).toMatchObject({
      status: 201,
    });
    const told = v.parse(
      toldImport,
      (await world.call('GET /api/pools/{pool}/imports/{importId}', { tenant, path })).body,
    );
    expect(told).toMatchObject({ state: 'imported', count: 2_000 });
    expect(JSON.stringify(told)).not.toContain('EE11');
  });
});

test('killed before any of its writes, a list comes in whole and once when it is sent again', async () => {
  const wholeOf = async (breakAt: number) => {
    tenant = `kill-${count++}`;
    gtin = await world.tenant(tenant, ['DE', 'RU']);
    await create('ru', { profile: 'ru' });
    await send('first', entries(0, 20));
    let writes = 0;
    const db = brokenClient(world.engine, (command) => /Write|Put|Update|Delete/.test(command) && writes++ === breakAt);
    const killed = await send('l1', entries(20, 60), { db }).then(
      ({ status }) => status,
      () => 'killed' as const,
    );
    expect(await send('l1', entries(20, 60))).toMatchObject({ status: 201, body: { first: 20, last: 59 } });
    await world.draw(tenant, 'ru', 60, 'r');
    expect(await issued(0, 59)).toEqual(entries(0, 60));
    expect(await send('l2', entries(59, 61))).toMatchObject({ status: 400 });
    return killed;
  };
  const outcomes = [];
  for (let breakAt = 0; outcomes.at(-1) !== 201; breakAt++) outcomes.push(await wholeOf(breakAt));
  expect(outcomes.length).toBeGreaterThan(4);
}, 120_000);

test('a list in pieces cut anywhere is the same list, and one that is no CSV says where it ends', async () => {
  const bytes = Buffer.from(csvOf(0, 30));
  for (const size of [1, 7, 64]) {
    const pieces = Readable.from(
      (function* () {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      })(),
    );
    const codes = [];
    for await (const item of readList(pieces, 'text/csv')) codes.push(item);
    expect(codes.map((item) => item.line)).toEqual(Array.from({ length: 30 }, (_, i) => i + 2));
  }
  const broken = readList(Readable.from([Buffer.from('code,91\nAB,"unclosed\nCD,x\n')]), 'text/csv');
  for await (const item of broken) expect(item.problem).toContain('RFC 4180');
});

test.each(['text/csv', 'application/x-ndjson', 'application/json'])(
  'a list of %s in another encoding than UTF-8 is told by its line; a byte order mark of UTF-8 is no fault',
  async (type) => {
    const text = { 'text/csv': 'code\nAB1\n', 'application/x-ndjson': '\n"AB1"\n' }[type] ?? '[\n"AB1"\n]';
    const read = async (bytes: Uint8Array) => {
      const items: ListItem[] = [];
      for await (const item of readList(Readable.from([bytes]), type)) items.push(item);
      return items;
    };
    expect(await read(Buffer.from(`\ufeff${text}`))).toMatchObject([{ code: 'AB1' }]);
    for (const bytes of [Buffer.from(text.replace('A', 'Ä'), 'latin1'), Buffer.from(`\ufeff${text}`, 'utf16le')]) {
      const last = (await read(bytes)).at(-1);
      expect(last).toMatchObject({ line: bytes[0] === 0xff ? 1 : 2, problem: expect.stringContaining('UTF-8') });
    }
  },
);
