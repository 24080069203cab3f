import { describe, expect, test } from 'vitest';
import type { Change, Movement } from '../business-act.ts';
import { dueReports } from './due-reports.ts';
import { koreanDay, reportedBy } from './korean-day.ts';

const plant = { gln: '9521321000018', name: 'Plant', country: 'KR' };
const wholesaler = { gln: '9521999000014', name: 'Hanbit', country: 'KR', partner: 'hanbit' };
const abroad = { ...wholesaler, country: 'DE' };
const gtin = '09521321543218';
const moved = (kind: Movement['kind'], change: Partial<Movement> = {}): Movement => ({
  ...{ kind, markets: ['KR'], from: plant, to: wholesaler, gtins: [gtin, '09521321543225'] },
  ...{ at: '2026-03-02T10:00:00.000Z', eventId: 'e1', units: 251, ...change },
});
const changed = (change: Change['change']): Change => ({
  ...{ kind: 'change', change, at: '2026-03-02T10:00:00.000Z', eventId: 'e1', units: 3, lotUnits: 10 },
  product: {
    ...{ gtin, name: 'A', commonName: '', form: '', strength: '', packType: '' },
    packSize: 1,
    version: 1,
    markets: ['KR'],
  },
  lot: { lot: 'L1', expiry: '2028-12-31' },
});
const namesOf = (act: Movement | Change) => dueReports(act).map(({ name }) => name);

describe('what moves', () => {
  test('is told as a sale when it leaves a place in Korea, also for abroad, with the price of each product', () => {
    const [first, second] = dueReports(moved('shipment'));
    expect(first).toMatchObject({ name: 'sales-shipment', units: { first: 0, count: 250 } });
    expect(second).toMatchObject({ act: 'sales-shipment:e1', units: { first: 250, count: 1 } });
    expect(first?.wants).toEqual(['supplyClass', 'contractType', `unitPrice/${gtin}`, 'unitPrice/09521321543225']);
    expect(namesOf(moved('shipment', { to: abroad, units: 1 }))).toEqual(['sales-shipment']);
  });

  test('is told as a return when it comes from somebody in Korea', () =>
    expect(namesOf(moved('receipt', { from: wholesaler, to: plant, units: 1 }))).toEqual(['return-receipt']));

  test.each([
    ['between own places', moved('transfer')],
    ['from abroad to Korea', moved('shipment', { from: { ...plant, country: 'NL' } })],
    ['in from abroad', moved('receipt', { from: abroad, to: plant })],
  ])('is told to nobody when it goes %s', (_, act) => expect(dueReports(act)).toEqual([]));

  test('is taken back under the same slices, by reports that want nothing', () => {
    const back = dueReports(moved('shipment', { undo: true, changedAt: '2026-03-02T10:00:00.000Z' }));
    expect(back).toMatchObject([
      { key: 'undo:sales-shipment:e1:0', name: 'cancellation', undo: true, units: { first: 0, count: 250 } },
      { key: 'undo:sales-shipment:e1:250', units: { count: 1 } },
    ]);
    for (const { wants } of back) expect(wants).toBeUndefined();
  });
});

test('of what becomes of packs only their destruction is told, and what nobody said is held', () => {
  expect(namesOf(changed('destroyed'))).toEqual(['destruction']);
  expect(dueReports(changed('ended'))).toMatchObject([{ name: 'destruction', held: expect.any(String) }]);
  for (const other of ['sampled', 'stolen', 'exported'] as const) expect(namesOf(changed(other))).toEqual([]);
});

describe('the day in Korea', () => {
  test('begins nine hours earlier', () =>
    expect(['2026-03-02T14:59:59Z', '2026-03-02T15:00:00Z'].map(koreanDay)).toEqual(['2026-03-02', '2026-03-03']));

  test.each([
    ['on a Monday', '2026-03-02T01:00:00Z', '2026-03-03T14:59:59.000Z'],
    ['late on a Monday, which is Tuesday there', '2026-03-02T16:00:00Z', '2026-03-04T14:59:59.000Z'],
    ['on a Friday', '2026-03-06T01:00:00Z', '2026-03-09T14:59:59.000Z'],
    ['on a Saturday', '2026-03-07T01:00:00Z', '2026-03-09T14:59:59.000Z'],
    ['on a Sunday', '2026-03-08T01:00:00Z', '2026-03-09T14:59:59.000Z'],
  ])('after a shipment %s is the last one for its report', (_, at, by) => expect(reportedBy(at)).toBe(by));
});
