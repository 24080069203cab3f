import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everything, kazan, leiden, moscow } from '../../../test/kit/mdlp-told.ts';
import type { Movement, Packing, Release, Repacking } from '../business-act.ts';
import { dueReports } from './due-reports.ts';

const { product } = everything;
const lot = { lot: 'LOT1', expiry: '2028-02-29' };
const at = '2026-03-01T10:00:00.000Z';
const release = (more: Partial<Release> = {}): Release => ({ kind: 'release', product, lot, at, units: 3, ...more });
const packing = (more: Partial<Packing> = {}): Packing => ({ kind: 'packing', product, lot, at, units: 3, ...more });
const movement = (kind: Movement['kind'], more: Partial<Movement> = {}): Movement => ({
  kind,
  markets: ['RU'],
  from: moscow,
  to: kazan,
  at,
  eventId: 'e1',
  units: 2,
  ...more,
});
const repacking = (how: Repacking['how'], more: Partial<Repacking> = {}): Repacking => ({
  ...{ kind: 'repacking', how, container: 'c', markets: ['RU'], at, eventId: 'e1', units: 1 },
  ...more,
});
const namesOf = (act: Parameters<typeof dueReports>[0]) => dueReports(act).map(({ name }) => name);

describe('what an act makes due at MDLP', () => {
  test.each([
    ['a lot packed in Russia', release(), ['313']],
    ['a lot packed abroad', release({ packedIn: 'NL' }), []],
    ['a package that was taken apart', repacking('apart'), ['912']],
    ['what was taken out of one', repacking('taken-out'), ['913']],
    ['what was put into one', repacking('put-in'), ['914']],
    ['a new package with more than a document takes', repacking('packed', { units: 25_001 }), ['911', '914']],
    ['more of a new package, known later', repacking('packed', { first: 3 }), ['914']],
    ['a package repacked abroad', repacking('apart', { country: 'NL' }), []],
    ['a sale', movement('shipment'), ['415']],
    ['goods that leave for Russia', movement('shipment', { from: leiden }), ['331']],
    ['goods that leave Russia, whose packs tell it', movement('shipment', { to: leiden }), []],
    ['a transfer', movement('transfer'), ['431']],
    [
      'own goods that come from abroad',
      movement('transfer', { from: leiden, to: moscow }),
      ['331', '332', '335', '342'],
    ],
    ['own goods that go abroad, whose packs tell it', movement('transfer', { to: leiden }), []],
    ['goods that came', movement('receipt'), ['701']],
    ['goods that came from abroad', movement('receipt', { from: leiden }), ['332', '335', '342']],
    ['a sale that did not happen', movement('shipment', { undo: true }), ['251']],
    ['a transfer that did not happen', movement('transfer', { undo: true }), ['250']],
  ])('%s', (_, act, names) => expect(namesOf(act)).toEqual(names));

  test('from partners with whom the receiver tells first, a 416 that wants prices', () => {
    const from = { ...kazan, registrations: { ...kazan.registrations, 'mdlp-hand-over': 'reverse' } };
    const [due] = dueReports(movement('receipt', { from, to: moscow, gtins: ['1', '2'] }));
    expect(due).toMatchObject({ name: '416' });
    expect(due?.wants).toEqual([
      'doc_date',
      'contract_type',
      'source',
      'receive_type',
      'cost/1',
      'cost/2',
      'vat/1',
      'vat/2',
    ]);
  });

  test('wants a price of each product, or one for all when it is not known which those are', () => {
    const wants = (more: Partial<Movement>) => dueReports(movement('shipment', more))[0]?.wants;
    expect(wants({ gtins: ['1'] })).toEqual([
      'doc_date',
      'contract_type',
      'source',
      'turnover_type',
      'cost/1',
      'vat/1',
    ]);
    expect(wants({})).toEqual(['doc_date', 'contract_type', 'source', 'turnover_type', 'cost', 'vat']);
  });

  test('of an import, one document after the other', () => {
    const reports = dueReports(movement('receipt', { from: leiden }));
    expect(reports.map(({ after }) => after)).toEqual([undefined, [reports[0]?.key], [reports[1]?.key]]);
  });

  test('holds what it has no word for', () => {
    for (const kind of ['receipt'] as const)
      for (const { held, name } of dueReports(movement(kind, { undo: true }))) {
        expect(name).toBe('250');
        expect(held).toContain('701');
      }
    expect(dueReports(movement('shipment', { from: leiden, undo: true }))[0]?.held).toContain('331');
  });

  test('tells packages from the lowest level up, few of a higher one by one', () => {
    const reports = dueReports(packing({ units: 1003, levels: [1000, 3] }));
    expect(reports.map(({ name, units }) => [name, units?.first, units?.count])).toEqual([
      ['915', 0, 500],
      ['915', 500, 500],
      ['911', 1000, 1],
      ['911', 1001, 1],
      ['911', 1002, 1],
    ]);
    const lowest = reports.slice(0, 2).map(({ key }) => key);
    for (const { after } of reports.slice(2)) expect(after).toEqual(lowest);
  });

  test('tells each package by itself when it is not known of what level it is', () =>
    expect(namesOf(packing({ units: 2 }))).toEqual(['911', '911']));

  test('names every unit once, from where it was told before', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc
            .record({ units: fc.integer({ min: 1, max: 200_000 }), first: fc.nat(10_000) })
            .map((more) => release(more)),
          fc
            .record({ units: fc.integer({ min: 1, max: 60_000 }), first: fc.nat(10_000) })
            .map((more) => movement('shipment', more)),
          fc
            .record({ levels: fc.array(fc.nat(3_000), { minLength: 1, maxLength: 4 }), first: fc.nat(100) })
            .map(({ levels, first }) => packing({ levels, first, units: levels.reduce((a, b) => a + b, 0) })),
        ),
        (act) => {
          const reports = dueReports(act);
          let next = act.first ?? 0;
          for (const { units } of reports) {
            expect(units?.first).toBe(next);
            expect(units?.count).toBeGreaterThan(0);
            expect(units?.count).toBeLessThanOrEqual(25_000);
            next += units?.count ?? 0;
          }
          expect(next).toBe((act.first ?? 0) + act.units);
          expect(new Set(reports.map(({ key }) => key)).size).toBe(reports.length);
        },
      ),
      { numRuns: 60 },
    ));
});
