import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../refusal.ts';
import type { BusinessAct, Change, Packing } from '../business-act.ts';
import { kz } from '../kz/kz.ts';
import type { Answer, Report, ReportData } from '../regime.ts';
import { uz } from '../uz/uz.ts';
import { withoutTails } from './codes.ts';

const at = '2026-03-01T10:00:00.000Z';
const gtin = '09521234000013';
const sscc = '095212340000000018';
const product = {
  ...{ gtin, name: 'A', commonName: 'a', form: 'f', strength: '1', packType: 'p', packSize: 1, version: 1 },
  markets: ['KZ', 'UZ'],
};
const lot = { lot: 'L1', expiry: '2028-02-29' };
const serials = ['A1B2C3D4E5F60', 'A1B2C3D4E5F61'];
const tail = { '91': 'TEST', '92': 'x+/='.repeat(11) };
const tails = new Map(serials.map((serial) => [gtin + serial, tail]));
const registrations = { 'mpt-place': '36', 'asl-place': '7' };
const data: ReportData = {
  ...{ requestId: 'r-1', holder: { tenant: 'acme', name: 'Acme', gln: '9521234000013', registrations }, product, lot },
  ...{ serials, tails, at, facts: { madeDate: '2026-02-20' } },
};
const release = (units: number, packedIn = 'KZ'): BusinessAct => ({
  kind: 'release',
  product,
  lot,
  at,
  units,
  packedIn,
});
const [used = { key: '', name: '', act: '' }] = kz.dueReports(release(2));
const bodyOf = ({ body = '' }: { readonly body?: string }): unknown => JSON.parse(body);
const documentIn = (message: { readonly body?: string }) => JSON.parse(atob(Object(bodyOf(message)).documentBody));
const change = (kind: Change['change']): Change => ({
  ...{ kind: 'change', change: kind, product, lot, at, to: 'DE', eventId: 'e1', units: 2, lotUnits: 2 },
});
const containers = [
  { code: { sscc }, level: 1, children: serials.map((serial) => ({ gtin, serial })) },
  { code: { sscc: '095212340000000025' }, level: 2, children: [{ sscc }] },
];

describe('a lot', () => {
  test('is told in reports that each country takes, and wants the day of making', () => {
    expect(kz.dueReports(release(10_001)).map(({ units }) => units?.count)).toEqual([10_000, 1]);
    expect(uz.dueReports(release(30_001)).map(({ units }) => units?.count)).toEqual([30_000, 1]);
    expect(used).toMatchObject({ name: 'utilisation', wants: ['madeDate'] });
  });

  test('is reported with whole codes, at the own place, by days of that country', () => {
    const message = kz.writeMessage(used, data);
    expect(message.path).toBe('/api/utilisation?productGroup=pharma');
    expect(bodyOf(message)).toEqual({
      sntins: serials.map((serial) => `01${gtin}21${serial}\u001d91TEST\u001d92${tail[92]}`),
      ...{ businessPlaceId: 36, releaseType: 'PRODUCTION', manufacturerCountry: 'KZ', productionOrderId: 'r-1' },
      ...{
        productionDate: '2026-02-20T00:00:00+05:00',
        expirationDate: '2028-02-29T00:00:00+05:00',
        seriesNumber: 'L1',
      },
    });
    expect(message.attached).not.toContain('TEST');
    expect(bodyOf(uz.writeMessage(used, data))).toMatchObject({ businessPlaceId: 7, manufacturerCountry: 'KZ' });
  });

  test('that was packed abroad is an import from there', () => {
    const [report = used] = uz.dueReports(release(2, 'DE'));
    expect(bodyOf(uz.writeMessage(report, data))).toMatchObject({ releaseType: 'IMPORT', manufacturerCountry: 'DE' });
  });

  test('that nobody knows where it was packed waits until a person says so, and is told as he says', () => {
    const { packedIn: _, ...unknown } = { packedIn: undefined, ...release(2) };
    const [report = used] = uz.dueReports(unknown);
    expect(report.wants).toEqual(['madeDate', 'packedIn']);
    expect(uz.accept(data, report)).toMatchObject({ at: '/facts/packedIn', remedy: expect.stringMatching(/country/) });
    const told = (packedIn: string) => {
      const facts = { ...data.facts, packedIn };
      expect(uz.accept({ ...data, facts }, report)).toBeUndefined();
      return Object(bodyOf(uz.writeMessage(report, { ...data, facts }))).releaseType;
    };
    expect([told('UZ'), told('IN')]).toEqual(['PRODUCTION', 'IMPORT']);
  });

  test.each<[string, Partial<ReportData>, string]>([
    [
      'with a package whose code is none',
      {
        containers: [{ code: { sscc: '095212340000000019' }, level: 1, children: [{ gtin, serial: 'A1B2C3D4E5F60' }] }],
      },
      '/containers/0/code',
    ],
    [
      'with a pack in a package whose serial is too short',
      { containers: [{ code: { sscc }, level: 1, children: [{ gtin, serial: 'A1' }] }] },
      '/containers/0/children/0',
    ],
    ['without the crypto part of a pack', { tails: new Map([[gtin + serials[0], tail]]) }, '/serials/1'],
    [
      'without a place of business',
      { holder: { ...data.holder, registrations: {} } },
      '/holder/registrations/mpt-place',
    ],
    ['without the day of making', { facts: {} }, '/facts/madeDate'],
    ['made after it expires', { facts: { madeDate: '2029-01-01' } }, '/facts/madeDate'],
    [
      'with more in a package than is taken',
      { containers: [{ code: { sscc }, level: 1, children: Array.from({ length: 1_501 }, () => ({ sscc })) }] },
      '/containers/0/children',
    ],
  ])('%s is refused before it is sent, with a remedy', (_, change, place) => {
    const refusal = kz.accept({ ...data, ...change }, used);
    expect(isRefusal(refusal) && refusal.at).toBe(place);
    expect(refusal?.remedy).toBeDefined();
    expect(refusal?.rule).toBeDefined();
  });
});

describe('packing', () => {
  const packing = (levels: number[], first = 0): Packing => ({
    ...{ kind: 'packing', product, lot, at, levels, first, units: levels.reduce((a, b) => a + b, 0) },
  });

  test('is told from the lowest level up, each package behind all below it', () => {
    const due = kz.dueReports(packing([21, 2]));
    expect(due.map(({ units }) => units)).toEqual([
      { first: 0, count: 20 },
      { first: 20, count: 1 },
      { first: 21, count: 2 },
    ]);
    expect(due[2]?.after).toEqual([due[0]?.key, due[1]?.key]);
    expect(kz.dueReports({ ...packing([2]), levels: [] }).map(({ after }) => after?.length)).toEqual([undefined, 1]);
  });

  test('is a document of packages with what is directly in them, without crypto parts, its members in order', () => {
    const [report = used] = uz.dueReports(packing([1, 1]));
    const message = uz.writeMessage(report, { ...data, serials: [], containers });
    const document = documentIn(message);
    expect(document).toEqual({
      aggregationUnits: [
        {
          aggregationItemsCount: 2,
          aggregationUnitCapacity: 2,
          codes: serials.map((s) => `01${gtin}21${s}`),
          unitSerialNumber: sscc,
        },
        { aggregationItemsCount: 1, aggregationUnitCapacity: 1, codes: [sscc], unitSerialNumber: '095212340000000025' },
      ],
      ...{ businessPlaceId: 7, documentDate: at, productionOrderId: 'r-1' },
    });
    expect(Object.keys(document)).toEqual(Object.keys(document).toSorted());
  });
});

test('packs leave circulation in Kazakhstan by a document, in Uzbekistan by none that is known', () => {
  const [report = used] = kz.dueReports(change('destroyed'));
  expect(documentIn(kz.writeMessage(report, data))).toMatchObject({
    ...{ withdrawalType: 'WRITE_OFF', withdrawalReason: 'DESTRUCTION' },
    codes: serials.map((serial) => ({ code: `01${gtin}21${serial}` })),
  });
  expect(kz.dueReports({ ...change('exported'), to: 'KZ' })).toEqual([]);
  expect(uz.dueReports(change('destroyed'))).toEqual([]);
});

describe('an answer', () => {
  const [packed = used] = kz.dueReports({ kind: 'packing', product, lot, at, units: 2, levels: [2] });
  const sentOf = (report: Report, more: Partial<ReportData> = {}) => kz.writeMessage(report, { ...data, ...more });
  const read = (to: Answer['to'], body: object, more: Partial<Answer> = {}) => {
    const { body: sent = '', attached = '' } = sentOf(used);
    return kz.readAnswer({ to, status: 200, body: JSON.stringify(body), sent, attached, ...more });
  };
  const ofPacking = (() => {
    const { body: sent = '', attached = '' } = sentOf(packed, { serials: [], containers });
    return { sent, attached };
  })();

  test.each<[string, ReturnType<typeof read>, object]>([
    ['that a report is taken', read('message', { reportId: 'a' }), { verdict: 'received', receipt: 'report:a' }],
    ['that a document is', read('message', { documentId: 'a' }), { verdict: 'received', receipt: 'document:a' }],
    ['that it is worked on', read('receipt', { reportId: 'a', reportStatus: 'IN_PROCESS' }), { verdict: 'pending' }],
    ['that it is done', read('receipt', { reportId: 'a', reportStatus: 'SUCCESS' }), { verdict: 'acknowledged' }],
    [
      'about another report',
      read('receipt', { reportId: 'b', reportStatus: 'SUCCESS' }, { receipt: 'report:a' }),
      { verdict: 'retry' },
    ],
    [
      'why a report is refused, without crypto parts',
      read('receipt', {
        reportId: 'a',
        reportStatus: 'ERROR',
        rejectReason: `used 01${gtin}21${serials[0]}\u001d91TEST\u001d92abc`,
      }),
      { verdict: 'rejected', reason: `used 01${gtin}21${serials[0]}` },
    ],
    [
      'that a document is wrong, which is asked about further',
      read('receipt', { documentId: 'a', status: 'PARTIALLY_PROCESSED' }, { receipt: 'document:a' }),
      { verdict: 'received', receipt: 'errors:part:a' },
    ],
    [
      'which packages are',
      read(
        'receipt',
        { documentErrors: [{ propertyName: 'aggregationUnits', index: 0, errorCode: 'UNIT_USED' }] },
        { receipt: 'errors:part:a', ...ofPacking },
      ),
      { verdict: 'partially-accepted', accepted: 1, rejected: [{ object: sscc, code: 'UNIT_USED' }] },
    ],
    [
      'that some are, and not which',
      read('receipt', { documentErrors: [{ errorCode: 'COUNT' }] }, { receipt: 'errors:part:a', ...ofPacking }),
      { verdict: 'stopped' },
    ],
    [
      'that all are',
      read(
        'receipt',
        { documentErrors: [{ index: 1, errorCode: 'COUNT' }] },
        { receipt: 'errors:all:a', ...ofPacking },
      ),
      { verdict: 'rejected', reason: 'COUNT 095212340000000025' },
    ],
  ])('says %s', (_, verdict, expected) => expect(verdict).toMatchObject(expected));

  const state = (status: string, productSeries?: string) =>
    serials.map((serial) => ({ code: `01${gtin}21${serial}`, status, productSeries }));
  test.each<[string, object[], Partial<Answer>, string]>([
    ['none arrived', state('RECEIVED'), {}, 'unknown'],
    ['all arrived', state('APPLIED', 'L1'), {}, 'acknowledged'],
    ['another lot has them', state('APPLIED', 'L2'), {}, 'stopped'],
    ['one is missing in it', state('APPLIED', 'L1').slice(1), {}, 'retry'],
    ['a state says nothing', state('VOID'), {}, 'stopped'],
    ['one of two arrived', [...state('APPLIED').slice(1), ...state('RECEIVED').slice(0, 1)], {}, 'stopped'],
    ['nothing is packed', [...state('APPLIED'), { code: sscc, status: 'APPLIED' }], ofPacking, 'unknown'],
    [
      'all is packed',
      [
        ...state('APPLIED').map((one) => ({ ...one, parentCode: sscc })),
        { code: sscc, status: 'APPLIED', parentCode: '095212340000000025' },
      ],
      ofPacking,
      'acknowledged',
    ],
  ])('of states says whether a report arrived: %s', (_, results, more, verdict) =>
    expect(read('request', { results }, more).verdict).toBe(verdict),
  );

  const many = Array.from({ length: 150 }, (_, i) => `A1B2C3D4E5${100 + i}`);
  const codesIn = ({ attached = '' }: { readonly attached?: string }): string[] => JSON.parse(attached).codes;

  test('of states is asked for of every package, each of which is refused by itself', () => {
    const [first = [], second = []] = [many.slice(0, 120), many.slice(120)];
    const units = [first, second].map((some, i) => ({
      ...{ code: { sscc: `${sscc.slice(0, 17)}${i}` }, level: 1 },
      children: some.map((serial) => ({ gtin, serial })),
    }));
    const message = sentOf(packed, { serials: [], containers: units });
    const codes = codesIn(message);
    expect(codes).toContain(`01${gtin}21${second[0]}`);
    expect(codes.length).toBeLessThanOrEqual(100);
    const inFirst = (code: string) => first.some((serial) => code.endsWith(serial));
    const results = codes.map((code) => ({
      code,
      status: 'APPLIED',
      parentCode: inFirst(code) ? units[0]?.code.sscc : null,
    }));
    const { body: sent = '', attached = '' } = message;
    expect(read('request', { results }, { sent, attached }).verdict).toBe('stopped');
  });

  test('of some packs that left circulation does not speak for the others, each of which is refused by itself', () => {
    const [leaving = used] = kz.dueReports(change('destroyed'));
    const of = (list: string[]) => {
      const { body: sent = '', attached = '' } = sentOf(leaving, { serials: list });
      const results = codesIn({ attached }).map((code) => ({ code, status: 'WRITTEN_OFF' }));
      return read('request', { results }, { sent, attached }).verdict;
    };
    expect([of(many.slice(0, 100)), of(many)]).toEqual(['acknowledged', 'stopped']);
  });
});

test('texts for people have no crypto parts in them, written out or escaped', () =>
  expect(withoutTails('a 01…21X\u001d91AB\u001d92cd)ef) b \\u001d92zz c')).toBe('a 01…21X b  c'));

test.each(['', '<GS>', '%1D', '\\x1d', '&#29;', '{GS}', '(', ' ', '\u241d'])(
  'nor behind a separator written as %j',
  (gs) => {
    const code = `01${gtin}21${serials[0]}`;
    expect(withoutTails(`${code}${gs}91TEST${gs}92DUMMY+/= is used`)).toBe(`${code} is used`);
    expect(withoutTails(`(${code}) is used; ${code}: used`)).toBe(`(${code}) is used; ${code}: used`);
  },
);
