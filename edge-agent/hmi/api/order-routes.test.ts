import { afterEach, beforeEach, expect, test } from 'vitest';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import { refuse } from '#shared/refusal.ts';
import { clearanceKind, clearanceOf, lineSubject } from '../../line/awaited.ts';
import type { EndedOrder } from '../../site/foreign/end-order.ts';
import { openDatabase } from '../../store/database.ts';
import { anOrder, assign, at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { hire, PASSWORD, staffOf } from '../../testing/staff.ts';
import { openHmi } from '../server.ts';
import { createApi } from './api.ts';
import { orderRoutes } from './routes/orders.ts';
import { sessionRoutes } from './routes/session.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let hmi: Awaited<ReturnType<typeof openHmi>>;
let woken: string[];
let refreshed: number;
let standing: boolean;
let ended: EndedOrder | undefined;
let token: string;

beforeEach(async () => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  [woken, refreshed] = [[], 0];
  const staff = staffOf(stores.db);
  const lines = ['line-1', 'line-2', 'line-3'];
  const site = { tenant: 'acme-pharma', site: 'plant', owners: ['acme-pharma'], lines, lineNames: lines, products: [] };
  standing = true;
  ended = undefined;
  const told = {
    assigned: (line: string) => void woken.push(line),
    refresh: () => void refreshed++,
    stands: () => standing,
    cannotCarryOut: (line: string) => (line === 'line-3' ? refuse('conflict', 'it has no camera') : undefined),
  };
  const enders = [{ line: 'line-9', end: async () => ended ?? refuse('conflict', 'it waits') }];
  const needs = { ...stores, ...staff, ...site, ...told, enders, now: () => Date.parse(at), log: () => undefined };
  hmi = await openHmi(
    { status: () => ({}), api: createApi(needs, [...sessionRoutes(needs), ...orderRoutes(needs)]) },
    0,
  );
  await hire(staff.people, 'lena', 'lead');
  await hire(staff.people, 'otto', 'operator');
  token = await tokenOf('lena');
});
afterEach(async () => {
  await hmi.close();
  stores.db.close();
  home.remove();
});

async function ask(method: string, path: string, body?: unknown, by = token) {
  const answer = await fetch(new URL(path, hmi.url), {
    method,
    headers: { authorization: `Bearer ${by}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
}
const tokenOf = async (username: string) =>
  String((await ask('POST', '/api/session', { username, password: PASSWORD }, 'none')).body.token);
const signature = { meaning: 'it is so', reason: 'line-1 is under repair', password: PASSWORD };

test('orders are listed with state, line and numbers; a lead moves one to another line and signs for it', async () => {
  assign(stores, anOrder());
  const { body } = await ask('GET', '/api/orders');
  expect(body).toMatchObject({ lines: ['line-1', 'line-2', 'line-3'], drafts: [] });
  expect(body.orders).toMatchObject([
    {
      order: 'order-1',
      line: 'line-1',
      state: 'assigned',
      open: true,
      numbers: [{ pool: 'serials', needed: 12, ready: 12 }, {}],
    },
  ]);
  expect(await ask('POST', '/api/batches/1/move', { line: 'line-3', signature })).toMatchObject({
    status: 409,
    body: { detail: 'it has no camera' },
  });
  expect(await ask('POST', '/api/batches/1/move', { line: 'line-2', signature })).toMatchObject({ status: 201 });
  expect([stores.batches.get(1).line, woken]).toEqual(['line-2', ['line-2']]);
  expect(stores.acts.of(1)).toMatchObject([
    { kind: 'move-order', body: { from: 'line-1', to: 'line-2' }, signature: { by: 'lena' } },
  ]);
  expect(stores.standings.find('acme-pharma', 'order-1')?.standing).toMatchObject({
    line: 'line-2',
    why: 'lena Smith: line-1 is under repair',
  });
});

test('a line that has begun keeps its order: neither is it moved, nor anything signed', async () => {
  stores.batches.move(assign(stores, anOrder()), 'clearance', at);
  for (const [path, more] of [
    ['move', { line: 'line-2' }],
    ['cancel', {}],
  ] as const)
    expect(await ask('POST', `/api/batches/1/${path}`, { ...more, signature })).toMatchObject({
      status: 409,
      body: { rule: expect.stringMatching('clearance') },
    });
  expect(stores.acts.of(1)).toEqual([]);
});

test('a batch of which nothing is printed is taken back where its line stands: its recipe and line clearance count no more', async () => {
  const recipe = { ...standardRecipe(anOrder()), clearance: { before: ['Bin is empty'], after: [] } };
  const batch = stores.batches.move(assign(stores, anOrder(), recipe), 'clearance', at);
  const cleared = { by: 'otto', name: 'Otto', meaning: 'line cleared', at, offset: '+00:00' };
  const subject = lineSubject('line-1');
  stores.acts.append({
    line: 'line-1',
    batch: 1,
    kind: clearanceKind('before'),
    subject,
    signature: cleared,
    body: {},
  });
  expect(clearanceOf(stores, batch, 'before')).toBeUndefined();
  const back = '/api/batches/1/take-back';
  standing = false;
  expect(await ask('POST', back, { next: 'prepare', signature })).toMatchObject({
    status: 409,
    body: { remedy: expect.stringContaining('Hold or stop') },
  });
  standing = true;
  const operator = await tokenOf('otto');
  expect((await ask('POST', back, { next: 'prepare', signature }, operator)).status).toBe(403);
  expect(await ask('POST', back, { next: 'prepare', signature })).toMatchObject({ status: 201 });
  expect([stores.batches.get(1).state, woken, refreshed]).toEqual(['created', ['line-1'], 1]);
  expect(clearanceOf(stores, batch, 'before')).toMatchObject({ items: ['Bin is empty'] });
  expect(stores.acts.of(1).at(-1)).toMatchObject({ kind: 'take-back', body: { from: 'clearance', next: 'prepare' } });
  expect((await ask('POST', back, { next: 'cancel', signature })).status).toBe(409);
  stores.batches.assign(stores.batches.get(1), recipe, at);
  expect(await ask('POST', back, { next: 'cancel', signature })).toMatchObject({ body: { state: 'cancelled' } });
  expect(stores.batches.next('line-1')).toBeUndefined();
});

test('a batch that has begun is not taken back', async () => {
  stores.batches.move(stores.batches.move(assign(stores, anOrder()), 'clearance', at), 'running', at);
  expect(await ask('POST', '/api/batches/1/take-back', { next: 'cancel', signature })).toMatchObject({
    status: 409,
    body: { remedy: expect.stringContaining('command Complete') },
  });
});

test('a lead cancels an order; an operator does not', async () => {
  assign(stores, anOrder());
  const operator = await tokenOf('otto');
  expect((await ask('POST', '/api/batches/1/cancel', { signature }, operator)).status).toBe(403);
  expect(
    (await ask('POST', '/api/batches/1/cancel', { signature: { ...signature, password: 'wrong wrong' } })).status,
  ).toBe(401);
  expect((await ask('POST', '/api/batches/1/cancel', { signature })).status).toBe(201);
  expect((await ask('POST', '/api/batches/1/cancel', { signature })).status).toBe(409);
  expect(stores.batches.get(1)).toMatchObject({ state: 'cancelled', why: 'lena Smith: line-1 is under repair' });
});

test('an order is written with what the last one of the product said, corrected, sent again and dropped', async () => {
  assign(stores, anOrder());
  const { body: defaults } = await ask('GET', '/api/orders/defaults?gtin=09521234000013');
  expect(defaults).toMatchObject({ line: 'line-1', pool: 'serials', unitsPerCase: 4 });
  const written = {
    ...defaults,
    gtin: '09521234000013',
    order: 'order-2',
    lot: 'L2',
    expiry: '2028-06-30',
    quantity: 9,
  };
  const { status, body } = await ask('POST', '/api/orders', written);
  expect([status, body.state, refreshed]).toEqual([201, 'waiting', 1]);
  const path = `/api/drafts/${body.draft}`;
  expect((await ask('PUT', path, { ...written, quantity: 10 })).body.asked.body.quantity).toBe(10);
  expect((await ask('PUT', path, { ...written, order: 'order-3' })).status).toBe(409);
  expect((await ask('POST', `${path}/send`)).status).toBe(204);
  expect((await ask('DELETE', path)).status).toBe(204);
  expect((await ask('DELETE', path)).status).toBe(404);
  expect((await ask('POST', '/api/orders', { ...written, lot: 'no good lot' })).body).toMatchObject({
    at: '/lot',
    remedy: expect.any(String),
  });
});

test('an order of another maker’s line is ended by a lead, one of our own line at the line', async () => {
  const signature = { meaning: 'reviewed', password: PASSWORD, reason: 'the packer is gone' };
  assign(stores, anOrder({ line: 'line-1' }));
  assign(stores, anOrder({ line: 'line-9', order: 'order-9', lot: 'LOT9' }));
  const foreign = stores.batches.get(2);
  stores.batches.move(foreign, 'running', at, 'begun');
  const { orders } = (await ask('GET', '/api/orders')).body;
  expect(orders).toMatchObject([
    { batch: 1, end: false },
    { batch: 2, end: true },
  ]);
  expect(await ask('POST', '/api/batches/1/end', { signature })).toMatchObject({
    status: 409,
    body: { remedy: expect.stringContaining('Complete') },
  });
  expect(await ask('POST', '/api/batches/2/end', { signature }, await tokenOf('otto'))).toMatchObject({ status: 403 });
  expect(await ask('POST', '/api/batches/2/end', { signature })).toMatchObject({ status: 409 });
  ended = { state: 'created', exceptions: [], openExceptions: 0 };
  expect(await ask('POST', '/api/batches/2/end', { signature })).toMatchObject({
    status: 201,
    body: { state: 'created' },
  });
  expect(refreshed).toBe(1);
});
