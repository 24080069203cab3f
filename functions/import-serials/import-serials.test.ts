import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runImport } from '#common/imports/run-import.ts';
import { serialListKey } from '#common/store/documents.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { expandSerials } from '#common/store/expand-serials.ts';
import { toldImport } from '#shared/messages/pools-api.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { openCipher } from '../../test/kit/open-cipher.ts';
import { type PoolWorld, startPoolWorld } from '../../test/kit/pool-world.ts';
import { deliver } from '../../test/kit/queue-event.ts';
import { importSerials } from './import-serials.ts';

let world: PoolWorld;
let tenant: string;
let count = 0;
beforeAll(async () => {
  world = await startPoolWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  tenant = `acme-${count++}`;
  const gtin = await world.tenant(tenant, ['DE', 'RU']);
  for (const pool of ['codes', 'more'])
    await world.call('PUT /api/pools/{pool}', { tenant, path: { pool }, body: { kind: 'imported', gtin } });
  world.woken.length = 0;
});

const codeOf = (i: number) => `K${String(i * 7919).padStart(12, '0')}`;
const codes = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => codeOf(from + i));
/** Above what is brought in while the caller waits: a line has 378 bytes. */
const LARGE = 1_400;
const tail = Array.from({ length: 4 }, () => 'x'.repeat(90)).join(',');

const send = (importId: string, list: readonly string[], pool = 'codes') =>
  world.call('PUT /api/pools/{pool}/imports/{importId}', {
    tenant,
    path: { pool, importId },
    body: `code,91,92,93,94\n${list.map((code) => `${code},${tail}\n`).join('')}`,
    headers: { 'content-type': 'text/csv' },
  });
const told = async (importId: string, pool = 'codes') =>
  v.parse(
    toldImport,
    (await world.call('GET /api/pools/{pool}/imports/{importId}', { tenant, path: { pool, importId } })).body,
  );
const work = (messages: readonly unknown[]) => deliver(importSerials(world.needs()), messages);

async function inPool(id = 'codes') {
  const { pools } = world.needs();
  const pool = await pools.get(tenant, id);
  const all: string[] = [];
  const block = { first: 0, last: pool.last };
  for await (const { serials } of expandSerials({ pools, cipher: openCipher }, tenant, pool, block))
    all.push(...serials.map(({ code }) => code));
  return all;
}

describe('a list too large to wait for', () => {
  test('is answered at once, goes on by itself, and is told when it is in; doubled messages change nothing', async () => {
    expect(await send('big', codes(0, LARGE))).toMatchObject({ status: 202, body: { state: 'waiting' } });
    const messages = [...world.woken];
    expect(messages).toEqual([{ tenant, pool: 'codes', importId: 'big' }]);
    expect(await work([...messages, ...messages])).toEqual([]);
    expect(await told('big')).toMatchObject({ state: 'imported', first: 0, last: LARGE - 1, count: LARGE });
    expect(await work(messages)).toEqual([]);
    expect(await send('big', codes(0, LARGE))).toMatchObject({ status: 201, body: { count: LARGE } });
    expect(await inPool()).toEqual(codes(0, LARGE));
  }, 60_000);

  test('tells the lines that are wrong, and none of it comes in', async () => {
    await send('big', [...codes(0, LARGE), codeOf(3)]);
    expect(await work(world.woken)).toEqual([]);
    expect(await told('big')).toMatchObject({
      state: 'refused',
      problems: [{ line: LARGE + 2, detail: 'the code stands in line 5 already' }],
    });
    expect(await inPool().catch(() => [])).toEqual([]);
  }, 60_000);

  test('whose message was lost is found by the sweep', async () => {
    await send('big', codes(0, LARGE));
    const due = await dueRows(world.engine.db, tables.deliveries).overdue(tenant, new Date('2026-03-01T11:00:00Z'), 10);
    expect(JSON.stringify(due)).toContain('big');
  });
});

test('a message waits in the queue while another list of the GTIN comes in', async () => {
  const { imports, pools } = world.needs();
  await send('big', codes(0, LARGE), 'more');
  const [message] = world.woken;
  const held = await imports.get(tenant, 'more', 'big');
  const pool = await pools.get(tenant, 'codes');
  if (held === undefined || pool.kind !== 'imported') throw new Error('nothing is held');
  await imports.claim(tenant, pool.gtin, held);
  await send('next', codes(6_000, 6_010));
  expect(await work([{ tenant, pool: 'codes', importId: 'next' }])).toEqual([0]);
  expect(await work([message])).toEqual([]);
  expect(await work([{ tenant, pool: 'codes', importId: 'next' }])).toEqual([]);
  expect(await told('next')).toMatchObject({ state: 'imported', count: 10 });
}, 60_000);

test('a message that names no import, or is none, is dropped', async () => {
  expect(await work([{ tenant, pool: 'codes', importId: 'nobody' }, { tenant }, 'no JSON'])).toEqual([]);
});

test('a worker that was believed dead stores nothing any more when its list was refused and others came in', async () => {
  const { imports } = world.needs();
  await send('first', codes(0, 10));
  const key = serialListKey(tenant, 'codes', 'late');
  const { documents } = world.needs();
  const list = (from: number, to: number) => `code\n${codes(from, to).join('\n')}\n`;
  await documents.put(key, list(5_000, 5_530), 'text/csv');
  const facts = await documents.facts(key);
  if (facts === undefined) throw new Error('the list is not there');
  const row = { importId: 'late', pool: 'codes', state: 'waiting', key, etag: facts.etag, bytes: facts.bytes } as const;
  const who = { mediaType: 'text/csv', by: 'p', home: tenant, at: '2026-03-01T10:00:00Z' } as const;
  await imports.create(tenant, { ...row, ...who }, new Date('2026-03-01T10:01:00Z'));

  let isAsleep = false;
  const othersGoOn = async (command: string, input: unknown) => {
    if (isAsleep || !command.startsWith('TransactWrite') || !JSON.stringify(input).includes(codeOf(5_000)))
      return false;
    isAsleep = true;
    await documents.put(key, list(7_000, 7_001), 'text/csv');
    expect(await runImport(world.needs(), tenant, 'codes', 'late')).toMatchObject({ state: 'refused' });
    expect(await send('second', codes(10, 13))).toMatchObject({ status: 201, body: { first: 10, last: 12 } });
    return false;
  };
  const late = runImport(world.needs(brokenClient(world.engine, othersGoOn)), tenant, 'codes', 'late');
  expect(await late).toMatchObject({ state: 'refused' });
  expect(isAsleep).toBe(true);
  expect(await send('third', codes(13, 540))).toMatchObject({ status: 201, body: { first: 13, last: 539 } });
  expect(await inPool()).toEqual(codes(0, 540));
}, 60_000);
