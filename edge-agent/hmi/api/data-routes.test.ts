import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noCounters } from '#shared/line/counters.ts';
import { oeeOf } from '#shared/line/oee.ts';
import { AlarmBook } from '../../line/alarm-book.ts';
import { openStores, type Stores } from '../../open-stores.ts';
import { SiteAlarms } from '../../site/site-alarms.ts';
import { openDatabase } from '../../store/database.ts';
import { anOrder, assign, at, temporary } from '../../testing/builders.ts';
import { hire, PASSWORD, staffOf } from '../../testing/staff.ts';
import { type Hmi, openHmi } from '../server.ts';
import { createApi } from './api.ts';
import { dataRoutes } from './data-routes.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let staff: ReturnType<typeof staffOf>;
let book: AlarmBook;
let hmi: Hmi;
let resets: string[];
let sent: string[];
beforeEach(async () => {
  home = temporary();
  stores = openStores(openDatabase(home.directory));
  staff = staffOf(stores.db);
  [resets, sent] = [[], []];
  book = new AlarmBook(
    stores.alarms,
    'line-1',
    () => at,
    () => undefined,
    () => 7,
  );
  const counters = {
    now: () => ({ ...noCounters, oee: oeeOf({ plannedTime: 0, executeTime: 0, processed: 0, defective: 0 }) }),
    reset: (who: string) => void resets.push(who),
  };
  const needs = {
    ...stores,
    ...staff,
    site: 'plant',
    log: () => undefined,
    siteAlarms: siteAlarms(),
    alarmBooks: [{ name: 'line-1', alarms: book }],
    resolvers: [],
    sendNow: () => sent.push('now'),
    countersOf: (name: string) => (name === 'line-1' ? counters : undefined),
    devicesOf: () => [],
    designSpeedOf: () => undefined,
  };
  hmi = await openHmi({ status: () => ({}), api: createApi(needs, dataRoutes(needs)) }, 0);
});
afterEach(async () => {
  await hmi.close();
  stores.db.close();
  home.remove();
});

const siteAlarms = () =>
  new SiteAlarms(
    stores.siteAlarmRows,
    () => at,
    () => undefined,
  );
const ask = (path: string, method = 'GET', token = '') =>
  fetch(new URL(path, hmi.url), { method, headers: token === '' ? {} : { authorization: `Bearer ${token}` } });
const pageShape = v.object({ alarms: v.array(v.looseObject({ detail: v.string() })), next: v.optional(v.number()) });
const alarmsAt = async (query: string) =>
  v.parse(pageShape, await (await ask(`/api/lines/line-1/alarms?${query}`)).json());

describe('alarms of a line', () => {
  test('are listed with what is behind them and what to do while they are open', async () => {
    book.raise('bin-full', '3 packs in the zone');
    expect(await alarmsAt('open')).toMatchObject({
      alarms: [{ code: 'bin-full', cause: expect.stringContaining('bin'), remedy: expect.stringContaining('Empty') }],
    });
  });

  test('are looked up later with the batch and who acknowledged, page by page', async () => {
    for (const detail of ['one', 'two', 'three']) {
      book.raise('bin-full', detail);
      book.acknowledge('otto');
    }
    stores.alarms.raise('line-1', { code: 'serials-low', detail: 'of another batch', stops: false, batch: 8 }, at);
    const first = await alarmsAt('history&batch=7&limit=2');
    expect(first.alarms.map(({ detail }) => detail)).toEqual(['three', 'two']);
    expect(first.alarms[0]).toMatchObject({ batch: 7, acknowledgedBy: 'otto', acknowledgedAt: at });
    const rest = await alarmsAt(`history&batch=7&limit=2&before=${first.next}`);
    expect(rest).toMatchObject({ alarms: [{ detail: 'one' }] });
    expect(rest.next).toBeUndefined();
  });

  test('of an unknown line, or by a page that is none, are refused', async () => {
    expect((await ask('/api/lines/line-9/alarms')).status).toBe(404);
    expect((await ask('/api/lines/line-1/alarms?limit=many')).status).toBe(400);
    expect((await ask('/api/lines/line-1/alarms?limit=1000')).status).toBe(400);
  });
});

describe('counters of a line', () => {
  test('are told, and begun anew by whoever may command the line', async () => {
    await hire(staff.people, 'quirin', 'qa');
    await hire(staff.people, 'otto', 'operator');
    const token = async (who: string) => {
      const opened = await staff.sessions.open(who, PASSWORD);
      return 'token' in opened ? opened.token : '';
    };
    const reset = '/api/lines/line-1/counters/reset';
    expect((await ask('/api/lines/line-1/counters')).status).toBe(401);
    expect((await ask(reset, 'POST', await token('quirin'))).status).toBe(403);
    expect((await ask(reset, 'POST', await token('otto'))).status).toBe(200);
    expect(resets).toEqual(['otto']);
  });
});

describe('the report of a batch', () => {
  test('as data has the digest that its print bears', async () => {
    assign(stores, anOrder());
    const answer = await ask('/api/batches/1/report');
    const bytes = Buffer.from(await answer.arrayBuffer());
    const digest = createHash('sha256').update(bytes).digest('base64');
    expect(answer.headers.get('repr-digest')).toBe(`sha-256=:${digest}:`);
    expect(JSON.parse(bytes.toString())).toMatchObject({ report: 'batch', batch: 1, provisional: true });
    const print = await ask('/api/batches/1/report.pdf');
    expect(print.headers.get('content-type')).toBe('application/pdf');
    expect(
      Buffer.from(await print.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect((await ask('/api/batches/9/report.pdf')).status).toBe(404);
  }, 60_000);
});

test('alarms of the site are looked up page by page, with what to do', async () => {
  siteAlarms().raise('clock-skew', '3 s behind');
  siteAlarms().clear('clock-skew');
  siteAlarms().raise('numbers-low', '12 of serials');
  const page = async (query: string) => v.parse(pageShape, await (await ask(`/api/alarms?${query}`)).json());
  const remedy = expect.stringContaining('connection to the cloud');
  expect(await page('open')).toEqual({ alarms: [expect.objectContaining({ detail: '12 of serials', remedy })] });
  const newest = await page('limit=1');
  expect(newest).toMatchObject({ alarms: [{ code: 'numbers-low', raisedAt: at }], next: expect.any(Number) });
  expect(await page(`before=${newest.next}`)).toMatchObject({ alarms: [{ code: 'clock-skew', clearedAt: at }] });
  expect((await ask('/api/alarms?limit=0')).status).toBe(400);
});

test('messages that the repository has refused are looked through and resolved by signature', async () => {
  await hire(staff.people, 'quirin', 'qa');
  const opened = await staff.sessions.open('quirin', PASSWORD);
  const token = 'token' in opened ? opened.token : '';
  assign(stores, anOrder());
  const document = { epcisBody: {} };
  const sequence = stores.outbox.append('line-1', 1, { kind: 'epcis', owner: 'acme', document }, 1_000);
  stores.outbox.refused('line-1', [{ sequence, detail: 'no such product' }]);
  const path = `/api/refused-messages/line-1/${sequence}`;
  const said = async (of: string) => (await ask(of, 'GET', token)).json();
  expect(await said('/api/refused-messages')).toMatchObject({ count: 1, messages: [{ sequence, kind: 'epcis' }] });
  expect(await said(path)).toMatchObject({ detail: 'no such product', body: { document } });
  const resolve = (how: string) =>
    fetch(new URL(`${path}/resolve`, hmi.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        how,
        signature: { password: PASSWORD, meaning: 'resolved', reason: 'the product was entered' },
      }),
    });
  expect((await resolve('resend')).status).toBe(201);
  expect(sent).toEqual(['now']);
  expect(stores.outbox.waiting('line-1', 9)).toHaveLength(1);
  expect((await resolve('corrected')).status).toBe(404);
});
