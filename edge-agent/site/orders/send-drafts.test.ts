import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NewOrder } from '#shared/messages/site-api.ts';
import { isRefusal } from '#shared/refusal.ts';
import { CloudFailure } from '../../link/cloud-failure.ts';
import { openDatabase } from '../../store/database.ts';
import { anOrder, at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { sendDrafts } from './send-drafts.ts';
import { dropDraft, sendAgain, writeOrder } from './write-order.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let sent: NewOrder[];
let answer: () => void;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  sent = [];
  answer = () => undefined;
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

const now = () => Date.parse(at);
const cloud = {
  createOrder: async (_: string, body: NewOrder) => {
    sent.push(body);
    answer();
  },
  changeOrder: async () => undefined,
};
const send = () => sendDrafts({ ...stores, cloud, now });
const needs = () => ({
  ...stores,
  tenant: 'packright',
  site: 'plant',
  owners: ['acme-pharma'],
  lines: ['line-1'],
  now,
  refresh: () => undefined,
});
const { site: _, owner: __, ...written } = anOrder();
const write = (change: object = {}) => writeOrder(needs(), { ...written, ...change }, 'lena');
const draft = () => stores.drafts.of('acme-pharma', 'order-1');

test('an order that is written here goes to L4 for its owner, and is a draft no more once L4 has taken it', async () => {
  expect(write()).toMatchObject({ state: 'waiting', who: 'lena' });
  expect(await send()).toEqual([]);
  expect(sent).toEqual([{ ...anOrder(), packer: 'packright' }]);
  expect(draft()).toBeUndefined();
});

test('what L4 may have taken is neither corrected nor dropped, and sent again until it answers', async () => {
  write();
  answer = () => {
    throw new CloudFailure('ambiguous', 'no answer');
  };
  expect(await send()).toEqual([{ subject: 'draft of order order-1 of acme-pharma', detail: 'no answer' }]);
  const waiting = draft();
  if (waiting === undefined) throw new Error('it is lost');
  expect([isRefusal(write({ quantity: 5 })), dropDraft(needs(), waiting, 'lena')?.refused]).toEqual([true, 'conflict']);
  answer = () => undefined;
  await send();
  expect(sent[1]).toEqual(sent[0]);
  expect(draft()).toBeUndefined();
});

test('what L4 refuses is shown with place, rule and remedy until somebody corrects it, sends it again or drops it', async () => {
  write({ pool: 'wrong' });
  const problem = { detail: 'no pool wrong', at: '/pool', rule: 'a pool of the product', remedy: 'name another' };
  answer = () => {
    throw new CloudFailure('permanent', 'no pool wrong', { problem });
  };
  await send();
  await send();
  expect(sent).toHaveLength(1);
  const refused = draft();
  if (refused === undefined) throw new Error('it is lost');
  expect(refused).toMatchObject({ state: 'refused', problem });
  expect(sendAgain(needs(), refused, 'lena')).toBeUndefined();
  await send();
  expect(sent).toHaveLength(2);
  write();
  expect(draft()).toMatchObject({ state: 'waiting', problem: undefined, asked: { body: { pool: 'serials' } } });
  expect(dropDraft(needs(), refused, 'lena')).toBeUndefined();
  expect(await send()).toEqual([]);
  expect(sent).toHaveLength(2);
});

test('an order that cannot be run here, or whose number is used, is not written', () => {
  expect(write({ line: 'line-9' })).toMatchObject({ refused: 'conflict', at: '/line', remedy: 'One of line-1.' });
  stores.batches.create(anOrder(), at);
  expect(write()).toMatchObject({ refused: 'conflict', at: '/order' });
});
