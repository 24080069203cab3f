import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../store/database.ts';
import { anOrder, assign, at, type Stores, storesOf, temporary } from '../../../testing/builders.ts';
import { FileDrop } from '../../drop/file-drop.ts';
import { openFolder } from '../../drop/open-folder.ts';
import { ordersSettings } from '../settings.ts';
import { orderReader } from './order-reader.ts';

let home: ReturnType<typeof temporary>;
let folder: ReturnType<typeof temporary>;
let stores: Stores;
let drop: FileDrop;
let asked: number;

const product = {
  gtin: '09521234000013',
  pool: 'serials',
  ssccPool: 'containers',
  companyPrefix: '9521234',
  unitsPerCase: 4,
  casesPerPallet: 2,
};
const settings = v.parse(ordersSettings, {
  columns: { order: 'AUFNR', gtin: 'EAN', lot: 'CHARG', expiry: 'VFDAT', quantity: 'GAMNG', line: 'ARBPL' },
  products: [product],
  mostRows: 5,
});

beforeEach(async () => {
  [home, folder] = [temporary(), temporary()];
  stores = storesOf(openDatabase(home.directory));
  asked = 0;
  const site = { tenant: 'acme-pharma', site: 'plant', owners: ['acme-pharma'], lines: ['line-1', 'line-2'] };
  const refresh = () => void asked++;
  const reader = orderReader({
    ...stores,
    ...site,
    products: settings.products,
    settings,
    now: () => Date.parse(at),
    refresh,
  });
  const opened = await openFolder(folder.directory);
  const failed = (why: string) => expect.fail(why);
  drop = new FileDrop({ reader, folder: opened, mostBytes: 64 * 1024, failed });
});
afterEach(() => {
  stores.db.close();
  home.remove();
  folder.remove();
});

/** Drops a file and answers its result. */
async function say(name: string, text: string) {
  writeFileSync(join(folder.directory, 'in', name), text);
  await drop.look();
  await drop.look();
  return JSON.parse(readFileSync(join(folder.directory, 'result', `${name}.result.json`), 'utf8'));
}
const csv = (...rows: string[]) => ['AUFNR;EAN;CHARG;VFDAT;GAMNG;ARBPL;MATNR', ...rows, ''].join('\r\n');
const row = (order: string, quantity = '12', line = 'line-1', lot = 'LOT42') =>
  `${order};9521234000013;${lot};20280630;${quantity};${line};4711`;
const draft = (order = 'order-1') => stores.drafts.of('acme-pharma', order)?.asked;

test('a list makes drafts: days and GTINs as they come, what it leaves out from the settings of the product', async () => {
  const result = await say('1.csv', csv(row('order-1'), row('order-2', '7')));
  expect(result).toMatchObject({
    verdict: 'taken',
    orders: [
      { row: 2, order: 'order-1', result: 'new' },
      { row: 3, result: 'new' },
    ],
  });
  expect(draft()).toEqual({ kind: 'order', body: anOrder() });
  expect([draft('order-2')?.body, asked]).toMatchObject([{ quantity: 7 }, 1]);
  expect(readdirSync(join(folder.directory, 'in'))).toEqual([]);
});

test('JSON says the same, and what the settings leave out comes from the last order of the product', async () => {
  const gtin = '09521234000020';
  assign(stores, anOrder({ order: 'before', gtin, unitsPerCase: 9, pool: 'others' }));
  const one = { AUFNR: 'order-3', EAN: gtin, CHARG: 'L1', VFDAT: '2028-06-30', GAMNG: 5, sampleEvery: '3' };
  expect(await say('1.json', JSON.stringify([one]))).toMatchObject({ verdict: 'taken' });
  expect(draft('order-3')?.body).toMatchObject({ line: 'line-1', unitsPerCase: 9, pool: 'others', sampleEvery: 3 });
});

test('the same again changes nothing; something else corrects what L4 has not been asked for', async () => {
  await say('1.csv', csv(row('order-1')));
  expect(await say('2.csv', csv(row('order-1'), row('order-2')))).toMatchObject({
    orders: [{ result: 'same' }, { result: 'new' }],
  });
  expect(await say('3.csv', csv(row('order-1', '15')))).toMatchObject({ orders: [{ result: 'corrected' }] });
  expect(draft()?.body).toMatchObject({ quantity: 15 });
});

test('other content under the number of an order that L4 has is a change, until the line begins', async () => {
  const batch = assign(stores, anOrder());
  expect(await say('1.csv', csv(row('order-1')))).toMatchObject({ orders: [{ result: 'same' }] });
  expect(await say('2.csv', csv(row('order-1', '15', 'line-2')))).toMatchObject({ orders: [{ result: 'change' }] });
  const change = { revision: 1, reason: 'file 2.csv', quantity: 15, line: 'line-2' };
  expect(draft()).toEqual({ kind: 'change', body: change });
  expect(await say('3.csv', csv(row('order-1', '15', 'line-2', 'LOT43')))).toMatchObject({
    verdict: 'refused',
    problems: [{ row: 2, column: 'CHARG', detail: 'cannot be changed', remedy: /Cancel the order/ }].map((one) => ({
      ...one,
      remedy: expect.stringMatching(one.remedy),
    })),
  });
  stores.batches.move(batch, 'clearance', at);
  expect(await say('4.csv', csv(row('order-1', '16', 'line-2')))).toMatchObject({
    verdict: 'refused',
    problems: [{ row: 2, column: 'GAMNG', rule: 'an order is changed before line clearance' }],
  });
});

test('where people have moved an order, a file that says what it said before does not move it back', async () => {
  await say('1.csv', csv(row('order-1')));
  const sent = stores.drafts.all()[0];
  if (sent === undefined) throw new Error('no draft');
  stores.drafts.taken(sent, at);
  expect(await say('2.csv', csv(row('order-1', '13')))).toMatchObject({
    problems: [{ remedy: 'Drop the file again in a minute.' }],
  });
  const batch = assign(stores, anOrder());
  stores.orderChanges.change(batch, { order: { ...batch.order, line: 'line-2' }, at, why: 'line-1 is down' });
  expect(await say('3.csv', csv(row('order-1'), row('order-2')))).toMatchObject({
    orders: [{ result: 'same' }, { result: 'new' }],
  });
  expect(draft()).toBeUndefined();
});

test('one row that is wrong keeps the whole file out, and every fault is named with row, column, rule and remedy', async () => {
  const bad = [
    'order-4;9521234000014;LOT42;20280630;12;line-1;1',
    'order-5;9521234000013;LOT42;20281340;1.000;line-9;1',
  ];
  const result = await say('1.csv', csv(row('order-1'), row('order-1'), ...bad, row('order-6', '12', 'line-9')));
  expect(result.problems.map(({ row: at, column }: { row: number; column: string }) => [at, column])).toEqual([
    [3, 'AUFNR'],
    [4, 'EAN'],
    [5, 'VFDAT'],
    [5, 'GAMNG'],
    [6, 'ARBPL'],
  ]);
  for (const one of result.problems)
    expect(Object.keys(one)).toEqual(expect.arrayContaining(['detail', 'rule', 'remedy']));
  expect(stores.drafts.all()).toEqual([]);
  expect(readdirSync(join(folder.directory, 'rejected'))).toHaveLength(1);
});

test.each([
  ['1.csv', csv(...Array.from({ length: 6 }, (_, i) => row(`order-${i}`))), 'too-large'],
  ['1.csv', 'AUFNR,EAN\r\norder-1', 'malformed'],
  ['1.json', '{"AUFNR": "order-1"}', 'malformed'],
  ['1.json', '[{"AUFNR"', 'malformed'],
  ['1.txt', 'order-1', 'unsupported-media'],
])('a file that is too long, cut off or of another form is refused as a whole: %s %s', async (name, text, code) => {
  expect(await say(name, text)).toMatchObject({ verdict: 'refused', problem: { type: `urn:seriate:problem:${code}` } });
});

test('a row that lacks what nobody else knows says so', async () => {
  const result = await say('1.json', JSON.stringify([{ AUFNR: 'order-1', EAN: '09521234000020', CHARG: 'L1' }]));
  const columns = result.problems.map(({ column }: { column: string }) => column);
  expect(columns).toEqual(expect.arrayContaining(['VFDAT', 'GAMNG', 'ARBPL', 'pool', 'ssccPool', 'companyPrefix']));
});
