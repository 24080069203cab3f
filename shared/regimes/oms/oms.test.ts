import { describe, expect, test } from 'vitest';
import type { BusinessAct } from '../business-act.ts';
import { type Answer, type Report, type ReportData, tailName } from '../regime.ts';
import { ruOms } from '../ru-oms/ru-oms.ts';

const GS = '\u001d';
const gtin = '09521234000013';
const product = {
  ...{ gtin, name: 'Acmeprazole', commonName: 'omeprazole', form: 'capsule', strength: '20 mg' },
  ...{ packType: 'blister', packSize: 28, version: 1, markets: ['RU'] },
};
const lot = { lot: 'LOT1', expiry: '2028-02-29' };
const at = '2026-03-01T10:00:00.000Z';
const holder = {
  ...{ tenant: 'acme', name: 'Acme', gln: '9521234000013' },
  registrations: { 'mdlp-place': '00000000100001', 'mdlp-subject': '6c5b9d64-1111-4222-8333-9a0000000001' },
};
const serialOf = (n: number) => `A1B2C3D4E5F6${n}`;
const serials = [serialOf(0), serialOf(1)];
const tails = new Map(serials.map((serial) => [tailName(gtin, serial), { '91': 'TEST', '92': `DUMMY${serial}` }]));
const data: ReportData = { requestId: 'r-1', holder, product, lot, serials, tails, at };
const wholeOf = (serial: string) => `01${gtin}21${serial}${GS}91TEST${GS}92DUMMY${serial}`;

const due = (act: BusinessAct): Report[] => ruOms.dueReports(act);
const first = (act: BusinessAct): Report => {
  const [report] = due(act);
  if (report === undefined) throw new Error('nothing is due');
  return report;
};
const release = { kind: 'release', product, lot, at, units: 2 } as const;
const written = (report: Report, change: Partial<ReportData> = {}): unknown =>
  JSON.parse(ruOms.writeMessage(report, { ...data, ...change }).body ?? '');

describe('reports to an order station', () => {
  test('name the codes of a lot whole, with lot and expiry, as of a place in Russia', () => {
    expect(written(first(release))).toEqual({
      productGroup: 'pharma',
      sntins: serials.map(wholeOf),
      attributes: {
        ...{ subjectId: '00000000100001', orderType: '1', seriesNumber: 'LOT1', expirationDate: '2028-02-29' },
        productionOrderId: 'r-1',
      },
    });
  });

  test('are of the place where the packs were made, where that has a number of its own', () => {
    const place = { gln: '9521234000020', name: 'Tula', registrations: { 'mdlp-place': '00000000100002' } };
    expect(written(first(release), { place })).toMatchObject({ attributes: { subjectId: '00000000100002' } });
  });

  test('are of the firm where the lot was packed abroad', () => {
    const { 'mdlp-subject': firm } = holder.registrations;
    expect(written(first({ ...release, packedIn: 'CH' }))).toMatchObject({
      attributes: { subjectId: firm, packingId: firm },
    });
  });

  test('hold at most as many codes as one report takes', () =>
    expect(due({ ...release, units: 60_001 }).map(({ units }) => units?.count)).toEqual([30_000, 30_000, 1]));

  test('write codes off for what became of their packs', () => {
    const dropout = first({ kind: 'dropout', change: 'sampled', product, lot, at, units: 2 });
    expect(written(dropout)).toMatchObject({ sntins: serials.map(wholeOf), dropoutReason: 'QA_SAMPLES' });
  });

  test('tell of packages from the lowest level up: packs by whole codes, packages by their SSCC', () => {
    const packing = due({ kind: 'packing', product, lot, at, units: 102, levels: [101, 1] });
    expect(packing.map(({ units, after = [] }) => [units?.count, after.length])).toEqual([
      [100, 0],
      [1, 0],
      [1, 2],
    ]);
    const containers = [
      { code: { sscc: '095212340000000014' }, level: 1, children: serials.map((serial) => ({ gtin, serial })) },
      { code: { sscc: '095212340000000021' }, level: 2, children: [{ sscc: '095212340000000014' }] },
    ];
    const [report] = packing;
    expect(report && written(report, { serials: [], containers })).toMatchObject({
      aggregationUnits: [
        { unitSerialNumber: '095212340000000014', sntins: serials.map(wholeOf), aggregatedItemsCount: 2 },
        { unitSerialNumber: '095212340000000021', sntins: ['095212340000000014'] },
      ],
    });
  });

  test('tell of fewer packages at once where those hold much, so that every report takes its codes', () => {
    const packing = {
      kind: 'packing',
      product,
      lot,
      at,
      units: 203,
      levels: [200, 0, 3],
      largest: [700, 0, 40_000],
    } as const;
    const counts = due(packing).map(({ units }) => units?.count);
    expect(counts).toEqual([42, 42, 42, 42, 32, 1, 1, 1]);
    expect(due({ ...packing, largest: [] }).map(({ units }) => units?.count)).toEqual([100, 100, 3]);
  });

  test('are not written of a pack whose tail nobody knows', () => {
    const accepted = ruOms.accept({ ...data, tails: new Map([...tails].slice(0, 1)) }, first(release));
    expect(accepted).toMatchObject({
      at: '/serials/1',
      rule: expect.any(String),
      remedy: expect.stringContaining('91'),
    });
    const inside = [{ code: { sscc: '095212340000000014' }, level: 1, children: [{ gtin, serial: serialOf(7) }] }];
    expect(ruOms.accept({ ...data, serials: [], containers: inside })).toMatchObject({
      at: '/containers/0/children/0',
    });
  });

  test.each<[string, Partial<ReportData>, string]>([
    ['a place without a number', { holder: { ...holder, registrations: {} } }, '/holder/registrations/mdlp-place'],
    ['a serial that no code of a station has', { serials: ['A1'] }, '/serials/0'],
    [
      'a package without SSCC',
      { containers: [{ code: { gtin, serial: '1' }, level: 1, children: [] }] },
      '/containers/0',
    ],
  ])('are refused of %s, with the place', (_, change, place) =>
    expect(ruOms.accept({ ...data, ...change }, first(release))).toMatchObject({ at: place, rule: expect.any(String) }),
  );

  test('bear a signature over the exact bytes', async () => {
    const message = ruOms.writeMessage(first(release), data);
    const sign = async (bytes: Uint8Array) => `signed ${new TextDecoder().decode(bytes).length}`;
    expect((await ruOms.seal?.(message, sign))?.headers['x-signature']).toBe(`signed ${message.body?.length}`);
  });
});

describe('answers of an order station', () => {
  const read = (to: Answer['to'], status: number, body: object, receipt = 'rep-1') =>
    ruOms.readAnswer({ to, status, body: JSON.stringify(body), sent: '', receipt });
  const info = (reportStatus: string, errorReason?: string) => ({
    omsId: 'o',
    reportId: 'rep-1',
    reportStatus,
    errorReason,
  });

  test('give a receipt, and then say how it stands', () => {
    expect(read('message', 200, { omsId: 'o', reportId: 'rep-1' })).toEqual({ verdict: 'received', receipt: 'rep-1' });
    expect(read('receipt', 200, info('PENDING')).verdict).toBe('pending');
    for (const done of ['SENT', 'SUCCESS']) expect(read('receipt', 200, info(done)).verdict).toBe('acknowledged');
    expect(read('receipt', 200, info('SUCCESS'), 'rep-2')).toMatchObject({ verdict: 'retry', failure: 'ambiguous' });
  });

  test('are kept without the tails that they quote', () => {
    const refused = read(
      'receipt',
      200,
      info(
        'REJECTED',
        `WRONG_TAIL: ${wholeOf(serialOf(0))} is another, see (01)${gtin}(21)${serialOf(1)}(91)TEST(92)DUMMY`,
      ),
    );
    expect(refused).toEqual({
      verdict: 'rejected',
      reason: `WRONG_TAIL: 01${gtin}21${serialOf(0)} is another, see (01)${gtin}(21)${serialOf(1)}`,
    });
  });

  test.each([
    [`(01) ${gtin} (21) ${serialOf(0)} (91) TEST (92) CRYPTO is another`],
    [`01${gtin}21${serialOf(0)} 91TEST 92CRYPTO is another`],
    ['another is CRYPTO'],
    ['fieldName: sntins[0]=01\\u001d92CRYPTO'],
  ])('are kept without crypto parts, in whatever form they quote them: %s', (text) => {
    const crypto = `${'Ab9+/z'.repeat(7)}=`;
    const { reason = '' } = { reason: '', ...read('receipt', 200, info('REJECTED', text.replace('CRYPTO', crypto))) };
    expect(reason).not.toContain('Ab9+');
    expect(reason).toContain('…');
  });

  test('that take a report and still find fault with it go before a person', () =>
    expect(read('receipt', 200, info('SENT', '2 refused'))).toEqual({ verdict: 'stopped', reason: '2 refused' }));

  test('find a report again by our own id of it, or say that it never arrived', () => {
    expect(read('request', 200, { totalCount: 1, results: [{ resultDocId: 'rep-1' }] })).toEqual({
      verdict: 'received',
      receipt: 'rep-1',
    });
    expect(read('request', 200, { totalCount: 0, results: [] })).toEqual({ verdict: 'unknown' });
  });
});
