import * as v from 'valibot';
import { expect, test } from 'vitest';
import { lot as lotShape } from '../../shared/messages/lots-api.ts';
import { toldPool } from '../../shared/messages/pools-api.ts';
import { newOrder } from '../../shared/messages/site-api.ts';
import { orderDefaults, orderOf } from './order-draft.ts';

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

test('the next lot of a product is ordered as the one before, with a number and days of its own', () => {
  const before = lotOf('A3', '2026-03-02', 'line-2');
  const typed = { gtin, lot: 'A/4' };
  const filled = orderDefaults(typed, before, { packs: [packs('new')], sscc: [sscc] });
  expect(filled).toEqual({
    ...{ order: `${gtin}-A-4`, site: 'rotterdam', line: 'line-2', packer: 'packright', pool: 'old' },
    ...{ ssccPool: 'cases', quantity: '240', unitsPerCase: '24', casesPerPallet: '40', sampleEvery: '0' },
  });
});

test('the only pool of a product is taken, and none of several', () => {
  const of = (...ids: string[]) => orderDefaults({ gtin }, undefined, { packs: ids.map(packs), sscc: [] });
  expect(of('one')).toEqual({ pool: 'one' });
  expect(of('one', 'two')).toEqual({});
});

test('what is sent is an order: numbers are numbers, what is empty is absent, the prefix is that of the pool of cases', () => {
  const filled = {
    ...{ gtin: ` ${gtin} `, lot: 'A4', order: 'o', site: 's', line: 'l', expiry: '2029-01-31', quantity: '5' },
    ...{ pool: 'p', ssccPool: 'cases', unitsPerCase: '24', casesPerPallet: '40', bulkLot: ' ' },
  };
  const body = orderOf(filled, 'acme', [sscc]);
  expect(body).toMatchObject({ gtin, quantity: 5, companyPrefix: '9521321', owner: 'acme' });
  expect(body).not.toHaveProperty('bulkLot');
  expect(v.is(newOrder, body)).toBe(true);
  expect(v.is(newOrder, orderOf({ ...filled, quantity: 'many' }, 'acme', [sscc]))).toBe(false);
});
