import * as v from 'valibot';
import { expect, test } from 'vitest';
import { lot as lotShape } from '../../shared/messages/lots-api.ts';
import { type ToldPool, toldPool } from '../../shared/messages/pools-api.ts';
import { newOrder } from '../../shared/messages/site-api.ts';
import { filledOrder, modelAmong, type Offered, orderOf, withTyped } from './order-draft.ts';

const gtin = '09521321543218';
const common = { next: 1, last: 9, left: 9, low: false, state: 'active', revision: 1 } as const;
const poolOf = (more: object) => v.parse(toldPool, { ...common, ...more });
const packs = (id: string) => poolOf({ id, kind: 'random', gtin, alphabet: '01', length: 13, generations: [] });
const sscc = poolOf({ id: 'cases', kind: 'sscc', companyPrefix: '9521321', extensionDigit: '0' });
const lotOf = (lot: string, createdAt: string, line = 'line-1') =>
  v.parse(lotShape, {
    ...{ order: `o-${lot}`, site: 'rotterdam', line, owner: 'acme', packer: 'packright', gtin, lot },
    ...{ expiry: '2028-06-30', quantity: 240, pool: 'old', ssccPool: 'cases', companyPrefix: '9521321' },
    ...{ unitsPerCase: 24, casesPerPallet: 40, state: 'released', createdAt },
  });

const offered = (pools: readonly ToldPool[], isCut = false): Offered => ({ pools, isCut, isLoading: false });
const none = offered([]);

test('the next lot of a product is ordered as the one before, with a number and days of its own', () => {
  const before = lotOf('A3', '2026-03-02', 'line-2');
  const typed = { gtin, lot: 'A/4' };
  const pools = { packs: offered([packs('old'), packs('new')]), sscc: offered([sscc]) };
  expect(filledOrder(typed, before, pools)).toEqual({
    ...{ ...typed, order: `${gtin}-A-4`, site: 'rotterdam', line: 'line-2', packer: 'packright', pool: 'old' },
    ...{ ssccPool: 'cases', quantity: '240', unitsPerCase: '24', casesPerPallet: '40', sampleEvery: '0' },
  });
  expect(filledOrder({ ...typed, line: 'line-9', pool: 'new' }, before, pools)).toMatchObject({
    ...{ line: 'line-9', pool: 'new' },
  });
});

test('a lot that was cancelled is no model for the next', () => {
  const [wrong, before] = [lotOf('A4', '2026-03-03'), lotOf('A3', '2026-03-02')];
  expect(modelAmong([{ ...wrong, state: 'cancelled' }, before])).toBe(before);
  expect(modelAmong([{ ...wrong, state: 'cancelled' }])).toBeUndefined();
});

test('an order that was changed is proposed as it stands, though its site has not answered', () => {
  const before = lotOf('A3', '2026-03-02');
  const content = { line: 'line-2', quantity: 96, expiry: before.expiry, unitsPerCase: 12, casesPerPallet: 8 };
  const revisions = [
    { revision: 1, at: '2026-03-02', ...content, quantity: 240, sampleEvery: 0 },
    { revision: 2, at: '2026-03-03', ...content, sampleEvery: 50 },
  ];
  const changed = v.parse(lotShape, { ...before, state: 'assigned', revision: 2, revisions });
  expect(filledOrder({ gtin }, changed, { packs: none, sscc: none })).toMatchObject({
    ...{
      line: 'line-2',
      quantity: '96',
      unitsPerCase: '12',
      casesPerPallet: '8',
      sampleEvery: '50',
      site: 'rotterdam',
    },
  });
});

test('the only pool of a product is taken, and none of several', () => {
  const of = (ids: string[], isCut = false) =>
    filledOrder({ gtin }, undefined, { packs: offered(ids.map(packs), isCut), sscc: none }).pool;
  expect([of(['one']), of(['one', 'two']), of([]), of(['one'], true)]).toEqual(['one', '', '', '']);
});

test('a pool that issues no more is not sent unseen: the one that issues is taken in its place', () => {
  const before = lotOf('A3', '2026-03-02');
  const pools = { packs: offered([packs('new')]), sscc: none };
  expect(filledOrder({ gtin }, before, pools)).toMatchObject({ pool: 'new', ssccPool: '' });
  expect(filledOrder({ gtin, pool: 'gone', ssccPool: 'gone' }, before, pools)).toMatchObject({
    ...{ pool: 'new', ssccPool: '' },
  });
});

test('where more pools issue than are offered, any may be typed', () => {
  const pools = { packs: offered([packs('p1')], true), sscc: offered([sscc], true) };
  const typed = { gtin, pool: 'p1200', ssccPool: '' };
  expect(filledOrder(typed, lotOf('A3', '2026-03-02'), pools)).toMatchObject({ pool: 'p1200', ssccPool: '' });
});

test('a pool that was chosen for one product is not that of the next', () => {
  const typed = { gtin, pool: 'p1', ssccPool: 'cases', lot: 'A4' };
  expect(withTyped(typed, 'gtin', `${gtin}0`)).toEqual({ gtin: `${gtin}0`, ssccPool: 'cases', lot: 'A4' });
  expect(withTyped(typed, 'gtin', ` ${gtin} `)).toMatchObject({ pool: 'p1' });
  expect(withTyped(typed, 'lot', 'A5')).toEqual({ ...typed, lot: 'A5' });
});

test('what is sent is an order: numbers are numbers, what is empty is absent, the prefix is that of the pool of cases', () => {
  const filled = {
    ...{ gtin: ` ${gtin} `, lot: 'A4', order: 'o', site: 's', line: 'l', expiry: '2029-01-31', quantity: '5' },
    ...{ pool: 'p', ssccPool: 'cases', unitsPerCase: '24', casesPerPallet: '40', bulkLot: ' ' },
  };
  const body = orderOf(filled, 'acme', sscc);
  expect(body).toMatchObject({ gtin, quantity: 5, companyPrefix: '9521321', owner: 'acme' });
  expect(body).not.toHaveProperty('bulkLot');
  expect(v.is(newOrder, body)).toBe(true);
  expect(v.is(newOrder, orderOf({ ...filled, quantity: 'many' }, 'acme', sscc))).toBe(false);
});
