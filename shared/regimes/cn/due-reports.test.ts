import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chinaProduct } from '../../../test/kit/china.ts';
import type { Movement } from '../business-act.ts';
import { batchOf, billTypeOfReport, dueReports } from './due-reports.ts';

const at = '2026-03-01T10:00:00.000Z';
const of = { product: chinaProduct, lot: { lot: 'LOT:1', expiry: '2028-02-29' }, at };
const place = { gln: '9521234000014', name: 'Plant' };
const moved = (kind: Movement['kind'], units = 3): Movement => ({
  kind,
  markets: ['CN'],
  from: place,
  to: place,
  at,
  eventId: 'e1',
  units,
});
const change = { ...of, kind: 'change', change: 'sampled', eventId: 'e1', units: 7_000, lotUnits: 120_000 } as const;

test('a release and a packing want what no event tells', () => {
  const [release] = dueReports({ ...of, kind: 'release', units: 3 });
  const [packing] = dueReports({ ...of, kind: 'packing', units: 3 });
  for (const report of [release, packing])
    expect(report).toMatchObject({ name: 'uploadrelation', wants: expect.arrayContaining(['subTypeNo', 'madeDate']) });
  expect([release, packing].map((report) => report && batchOf(report))).toEqual(['LOT:1', 'LOT:1']);
});

test('whatever is cut names each thing once, in parts that a call takes', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('release', 'packing', 'shipment', 'receipt'),
      fc.integer({ min: 1, max: 400_000 }),
      fc.integer({ min: 0, max: 100_000 }),
      (kind, units, first) => {
        const act = kind === 'shipment' || kind === 'receipt' ? moved(kind, units) : ({ ...of, kind, units } as const);
        const [one, ...others] = dueReports({ ...act, first });
        // The bills of production of a release name what its files name.
        const alike = [one, ...others.filter(({ name }) => name === one?.name)];
        const parts = alike.map((report) => report?.units ?? { first: -1, count: 0 });
        expect(parts[0]?.first).toBe(first);
        for (const [i, part] of parts.entries())
          expect(part.first + part.count).toBe(parts[i + 1]?.first ?? first + units);
        const most = kind === 'release' ? 25_000 : kind === 'packing' ? 500 : 3_499;
        expect(Math.max(...parts.map(({ count }) => count))).toBeLessThanOrEqual(most);
      },
    ),
    { numRuns: 50 },
  );
});

test('containers of containers are told after those that are put into them', () => {
  const reports = dueReports({ ...of, kind: 'packing', units: 1_010, levels: [1_000, 10] });
  const keys = reports.map(({ key }) => key);
  expect(reports.map(({ after }) => after)).toEqual([undefined, undefined, keys.slice(0, 2)]);
});

test('goods that go between own places go out, and come in after that', () => {
  const reports = dueReports(moved('transfer', 4_000));
  expect(reports.map((report) => billTypeOfReport(report, false))).toEqual([203, 203, 104, 104]);
  expect(reports.slice(2).map(({ after }) => after)).toEqual(reports.slice(0, 2).map(({ key }) => [key]));
});

describe('the bill that tells', () => {
  test.each([
    ['shipment', false, 201],
    ['shipment', true, 202],
    ['receipt', false, 102],
    ['receipt', true, 103],
  ] as const)('a %s (return: %s) is %i', (kind, isReturn, type) => {
    const [report] = dueReports(moved(kind));
    expect(report && billTypeOfReport(report, isReturn)).toBe(type);
  });

  test.each([
    ['sampled', 206],
    ['destroyed', 205],
    ['stolen', 214],
    ['ended', undefined],
  ] as const)('%s packs is %s', (became, type) => {
    const [report] = dueReports({ ...change, change: became });
    expect(report && billTypeOfReport(report, false)).toBe(type);
    expect(report?.held === undefined).toBe(type !== undefined);
  });
});

test('specially controlled drugs want who hands over and who takes', () => {
  const product = { ...chinaProduct, nationalNumbers: [{ type: 'china-code', value: '8999999' } as const] };
  expect(dueReports({ ...change, product })[0]?.wants).toEqual(['from_person', 'to_person']);
  expect(dueReports(change)[0]?.wants).toBeUndefined();
});

test('what cannot be taken back is held for a person, with what to do', () => {
  const back = dueReports({ ...change, kind: 'undo', changedAt: at });
  expect(back).toHaveLength(3);
  for (const { held, undo } of back) expect([undo, held]).toEqual([true, expect.stringContaining('revoke the bill')]);
});

test('a movement that did not happen is held for a person, too', () =>
  expect(dueReports({ ...moved('transfer'), undo: true, changedAt: at })).toMatchObject([
    { key: 'undo:transfer-out:e1:0', undo: true, held: expect.stringContaining('by hand') },
    { key: 'undo:transfer-in:e1:0', undo: true, held: expect.stringContaining('by hand') },
  ]));

describe('of goods that are not in China', () => {
  const inChina = { ...place, country: 'CN', registrations: { 'msfx-ent': 'ent0001' } };
  const germany = { ...place, country: 'DE' };
  const between = (kind: Movement['kind'], from: Movement['from'], to: Movement['to']) =>
    dueReports({ ...moved(kind), from, to }).map((report) => billTypeOfReport(report, false));

  test('the platform hears when they come or leave, and of nothing else', () => {
    for (const kind of ['shipment', 'receipt', 'transfer'] as const) {
      expect(between(kind, germany, germany)).toEqual([]);
      expect(dueReports({ ...moved(kind), from: germany, to: germany, undo: true })).toEqual([]);
    }
    expect(between('receipt', germany, inChina)).toEqual([102]);
    expect(between('shipment', inChina, germany)).toEqual([201]);
    expect(between('transfer', germany, inChina)).toEqual([203, 104]);
  });

  test('nothing is told of what stays in one firm', () => {
    const other = { ...inChina, gln: '9521234000021', registrations: { 'msfx-ent': 'ent0002' } };
    expect(between('transfer', inChina, { ...inChina, gln: '9521234000038' })).toEqual([]);
    expect(between('transfer', inChina, other)).toEqual([203, 104]);
  });

  test('a lot that was packed elsewhere for other countries, too, is for a person to release', () => {
    const many = { ...chinaProduct, markets: ['CN', 'DE'] };
    const heldOf = (more: object) => new Set(dueReports({ ...of, kind: 'release', units: 3, ...more }).map(isHeld));
    expect(heldOf({ product: many, packedIn: 'DE' })).toEqual(new Set([true]));
    expect(heldOf({ packedIn: 'DE' })).toEqual(new Set([false]));
    expect(heldOf({ product: many, packedIn: 'CN' })).toEqual(new Set([false]));
  });
});
const isHeld = ({ held }: { readonly held?: string | undefined }) => held !== undefined;

test('goods that leave China are told once, by their shipment', () =>
  expect(dueReports({ ...change, change: 'exported', to: 'DE' })).toEqual([]));
