import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HttpLine } from '../../../devices/simulated/foreign/http-line.ts';
import { runBatch } from '../../../devices/simulated/foreign/run-batch.ts';
import { type Hmi, openHmi } from '../../../hmi/server.ts';
import { hashPassword } from '../../../people/password.ts';
import { anOrder, assign } from '../../../testing/builders.ts';
import { type Bench, bench, FOREIGN } from '../../../testing/foreign-bench.ts';
import { signature } from '../../../testing/hand-bench.ts';
import { resolveException } from '../../integrity/resolve-exception.ts';
import { MOST_BYTES } from './answer-line.ts';
import { createLineApi } from './line-api.ts';
import { LineClients } from './line-clients.ts';
import { reference } from './reference.ts';

let it: Bench;
let site: Hmi;
let clock = 0;
const failures: string[] = [];

beforeEach(async () => {
  it = bench();
  assign(it.stores, anOrder({ line: FOREIGN, quantity: 16 }));
  const secret = await hashPassword('a secret of the line', 14);
  const client = (id: string, line: string) => ({ id, line, secret });
  const clients = new LineClients([client('packer', FOREIGN), client('other', 'foreign-2')], () => clock);
  const other = { ...it.line, line: 'foreign-2', orders: () => [] };
  const api = createLineApi({ lines: [it.line, other], clients, log: (code) => failures.push(code) });
  site = await openHmi({ status: () => ({}), api }, 0);
});

afterEach(async () => {
  await site.close();
  it.close();
  expect(failures.splice(0)).toEqual([]);
});

const lineOf = (id = 'packer') => new HttpLine({ url: site.url, id, secret: 'a secret of the line' });

test('a line of another maker runs an order, and what the world is told is what it packed', async () => {
  const { ended, packs, cases, pallets } = await runBatch(lineOf(), 'order-1');
  expect(ended).toMatchObject({ ok: true, body: { state: 'closed', exceptions: [] } });
  expect([packs.length, cases.length, pallets.length]).toEqual([12, 3, 1]);
  const { events, report } = it.told();
  expect(report).toMatchObject({ printed: 15, commissioned: 12, rejected: 1, destroyed: 2, unaccounted: 0 });
  expect(events.filter(({ bizStep }) => bizStep === 'packing')).toHaveLength(4);
});

test('what a line says wrong is refused or held with its reason, and the order ends when people have resolved it', async () => {
  const { faults, ended } = await runBatch(lineOf(), 'order-1', true);
  const result = (name: string) => [faults[name]?.body['results']].flat()[0];
  expect(faults['repeat']?.body['numbers']).toHaveLength(4);
  expect(faults['other content']).toMatchObject({ ok: false, body: { status: 409, at: '/token' } });
  expect(result('check digit')).toMatchObject({ result: 'refused', at: '/facts/0/numbers/0' });
  expect(result('twice in a list')).toMatchObject({ result: 'refused', at: '/facts/0/numbers/1' });
  expect(result('foreign GTIN')).toMatchObject({ result: 'held', at: '/facts/0/numbers/0' });
  for (const name of ['commissioned again', 'encoded at last'])
    expect(result(name)).toMatchObject({ result: 'held', at: '/facts/0/numbers/0' });
  expect(result('in two cases')).toMatchObject({ result: 'held', at: '/facts/0/children/0' });
  for (const name of ['check digit', 'foreign GTIN', 'in two cases'])
    expect(result(name)).toMatchObject({ rule: expect.any(String), remedy: expect.any(String) });
  expect(ended.body).toMatchObject({ state: 'closing' });
  for (const one of it.stores.exceptions.open(1)) await resolveException(it.resolving, one, 'drop', signature);
  expect(it.stores.batches.get(1).state).toBe('closed');
  expect(it.told().report).toMatchObject({ commissioned: 12, unaccounted: 0 });
});

test('a line that hangs up in the middle says it again, and it has happened once', async () => {
  const line = lineOf();
  await line.say('begin', 'order-1', { token: 'begin' });
  const ask = { token: 'n', level: 'item', count: 5 };
  const out = () => it.line.orders()[0]?.handedOut.item;
  await line.hangUp('allocations', 'order-1', ask, 'half');
  expect(out()).toBe(0);
  await line.hangUp('allocations', 'order-1', ask, { reached: () => out() === 5 });
  expect((await line.say('allocations', 'order-1', ask)).body['numbers']).toHaveLength(5);
  expect(out()).toBe(5);
});

test('what is too much, no text or of no shape is refused, and nothing of it is kept', async () => {
  const line = lineOf();
  const path = '/line-api/v1/orders/order-1/facts';
  const post = (body: string | Uint8Array) => line.ask('POST', path, body);
  expect(await post(`"${'x'.repeat(2 * MOST_BYTES)}"`)).toMatchObject({ ok: false, body: { status: 413 } });
  expect(await post(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]))).toMatchObject({
    ok: false,
    body: { status: 400 },
  });
  expect(await post('{"token":"t","facts":[{"kind":"packed"}]}')).toMatchObject({
    body: { status: 400, at: '/facts/0/level' },
  });
  expect(await line.say('facts', 'order-1', { token: 't', facts: [] })).toMatchObject({
    body: { status: 409, at: '/order' },
  });
  expect(await line.say('begin', 'no-order', { token: 't' })).toMatchObject({ body: { status: 404 } });
  expect(it.stores.db.prepare('SELECT count(*) AS many FROM tokens').get()).toEqual({ many: 0 });
});

test('nobody speaks for a line but its clients, with a token that is still good', async () => {
  await expect(lineOf().signIn('wrong')).rejects.toThrow('401');
  await expect(lineOf('nobody').signIn()).rejects.toThrow('401');
  const other = lineOf('other');
  expect(await other.orders()).toEqual({ line: 'foreign-2', orders: [] });
  const orders = () =>
    fetch(new URL('/line-api/v1/orders', site.url), { headers: { authorization: `Bearer ${token}` } });
  const token = await lineOf().signIn();
  expect((await orders()).status).toBe(200);
  clock += 3_600_000;
  const late = await orders();
  expect([late.status, late.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
});

test('the interface describes itself, and the page in docs is that description', async () => {
  const answer = await fetch(new URL('/line-api/v1/openapi.json', site.url));
  const document = Object(await answer.json());
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toContain('/line-api/v1/orders/{order}/facts');
  expect(reference()).toBe(readFileSync('docs/line-api.md', 'utf8'));
});
