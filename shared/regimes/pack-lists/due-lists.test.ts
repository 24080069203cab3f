import { describe, expect, test } from 'vitest';
import type { Movement } from '../business-act.ts';
import { names as rsd } from '../sa/services.ts';
import { names as its } from '../tr/services.ts';
import { dueLists } from './due-lists.ts';

const [dueRsd, dueIts] = [dueLists(rsd), dueLists(its)];
const own = (country?: string) => ({ gln: '9521234000013', name: 'Plant', country });
const theirs = (country?: string) => ({ gln: '9521234000020', name: 'Buyer', country, partner: 'buyer' });
const move = (
  kind: Movement['kind'],
  from: Movement['from'],
  to: Movement['to'],
  more: Partial<Movement> = {},
): Movement => ({
  ...{ kind, from, to, markets: ['SA'], at: '2026-03-01T10:00:00.000Z', eventId: 'e1', units: 1, ...more },
});
const namesOf = (due: typeof dueRsd, act: Movement) => due(act).map(({ name }) => name);

describe('what a movement is told by', () => {
  test.each<[string, Movement, string[]]>([
    ['goods that go to a buyer', move('shipment', own('SA'), theirs('SA')), ['DispatchService']],
    ['goods of which nobody said a country', move('shipment', own(), theirs()), ['DispatchService']],
    ['goods that come to a buyer from a place abroad', move('shipment', own('NL'), theirs('SA')), ['DispatchService']],
    ['goods that leave the country', move('shipment', own('SA'), theirs('AE')), ['ExportService']],
    ['goods that are moved to an own place abroad', move('transfer', own('SA'), own('AE')), ['ExportService']],
    ['goods that were never in the country', move('shipment', own('NL'), theirs('AE')), []],
    ['goods that come from a seller', move('receipt', theirs('SA'), own('SA')), ['AcceptService']],
    ['goods that come from abroad', move('receipt', theirs('NL'), own('SA')), []],
    ['goods that come in abroad', move('receipt', theirs('SA'), own('NL')), []],
    ['goods between own places', move('transfer', own('SA'), own('SA')), ['TransferService']],
  ])('%s', (_, act, expected) => expect(namesOf(dueRsd, act)).toEqual(expected));

  test('goes with a package where the receiver is told what is in what, once the list itself', () => {
    const shipment = move('shipment', own('TR'), theirs('TR'));
    expect(namesOf(dueIts, shipment)).toEqual(['dispatch', 'SendPackage']);
    expect(namesOf(dueIts, { ...shipment, undo: true })).toEqual(['dispatchcancel']);
    expect(namesOf(dueIts, move('shipment', own('TR'), theirs('DE')))).toEqual(['export']);
  });

  test('is split so that every thing is in one list', () => {
    const parts = dueRsd(move('shipment', own('SA'), theirs('SA'), { first: 10, units: 120 })).map(
      ({ units }) => units,
    );
    expect(parts).toEqual([
      { first: 10, count: 50 },
      { first: 60, count: 50 },
      { first: 110, count: 20 },
    ]);
  });

  test('that nothing takes back is left to people', () => {
    const [back] = dueIts(move('shipment', own('TR'), theirs('DE'), { undo: true }));
    expect(back).toMatchObject({ name: 'export', undo: true, held: expect.stringContaining('no call takes it back') });
    expect(dueRsd(move('shipment', own('SA'), theirs('AE'), { undo: true }))).toMatchObject([
      { name: 'ExportCancelService' },
    ]);
    expect(dueRsd(move('shipment', own('SA'), theirs('AE'), { undo: true }))[0]?.held).toBeUndefined();
  });
});

test('a lot that was packed abroad is imported, under the key by which what became of it waits', () => {
  const product = {
    gtin: '09521234000013',
    name: 'A',
    commonName: '',
    form: '',
    strength: '',
    packType: '',
    packSize: 1,
    version: 1,
    markets: ['SA'],
  };
  const lot = { product, lot: { lot: 'L', expiry: '2028-02-29' }, at: '2026-03-01T10:00:00.000Z', units: 5_001 };
  const here = dueRsd({ ...lot, kind: 'release' });
  const abroad = dueRsd({ ...lot, kind: 'release', packedIn: 'NL' });
  expect([here.map(({ name }) => name), abroad.map(({ name }) => name)]).toEqual([
    ['SupplyService', 'SupplyService'],
    ['ImportService', 'ImportService'],
  ]);
  const [change] = dueRsd({ ...lot, kind: 'change', change: 'stolen', eventId: 'e', lotUnits: 5_001 });
  expect(change?.after).toEqual(abroad.map(({ key }) => key));
});
