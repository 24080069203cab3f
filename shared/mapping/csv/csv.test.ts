import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../refusal.ts';
import { commissionEvent } from '../../trace/commission.ts';
import type { CsvMapping } from '../mapping.ts';
import { readMapped } from '../read-mapped.ts';
import { writeMapped } from '../write-mapped.ts';
import { csvCell, csvRecords } from './records.ts';
import { readDay, readTime, writeDay, writeTime } from './time-form.ts';

const sheet = (change: Partial<CsvMapping> = {}): CsvMapping => ({
  format: 'csv',
  direction: 'in',
  identifiers: 'as-sent',
  separator: ';',
  header: true,
  lineEnd: 'crlf',
  rows: 'epc',
  within: ' ',
  columns: [
    { name: 'GTIN', of: 'gtin' },
    { name: 'SN', of: 'serial' },
    { name: 'SSCC', of: 'sscc' },
    { name: 'Lot', of: 'lot' },
    { name: 'Exp', of: 'expiry', form: 'yyMMdd' },
    { name: 'When', of: 'eventTime', form: 'yyyyMMddHHmmss' },
    { name: 'PO', of: 'bizTransaction', type: 'po', prefix: 'urn:epcglobal:cbv:bt:9521321000017:' },
    { name: 'Site', of: 'constant', value: 'S1' },
  ],
  defaults: { kind: 'commission', offset: '+02:00', readPoint: 'urn:epc:id:sgln:9521321.00017.0' },
  ...change,
});
const head = 'GTIN;SN;SSCC;Lot;Exp;When;PO;Site';
const row = '09521321123458;A1;;L1;281231;20260301080000;4500;S1';

const read = (rows: readonly string[], mapping = sheet()) =>
  readMapped(mapping, [head, ...rows].join('\r\n'), ['9521321']);
const problemsOf = (rows: readonly string[], mapping?: CsvMapping) => {
  const found = read(rows, mapping);
  return Array.isArray(found) ? found : [];
};

test('rows that say the same of different packs are one event, in the partner’s form of times and numbers', () => {
  expect(read([row, row.replace('A1', 'A2'), row.replace('A1', 'A3').replace('L1', 'L2')])).toMatchObject({
    family: 'epcis',
    events: [
      {
        eventTime: '2026-03-01T08:00:00+02:00',
        eventTimeZoneOffset: '+02:00',
        epcList: ['https://id.gs1.org/01/09521321123458/21/A1', 'https://id.gs1.org/01/09521321123458/21/A2'],
        ilmd: { 'cbvmda:lotNumber': 'L1', 'cbvmda:itemExpirationDate': '2028-12-31' },
        bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000017:4500' }],
        readPoint: { id: 'urn:epc:id:sgln:9521321.00017.0' },
      },
      { epcList: ['https://id.gs1.org/01/09521321123458/21/A3'] },
    ],
  });
});

test('identifiers become URNs where the mapping says so and the company prefix is known', () => {
  expect(read([row], sheet({ identifiers: 'urn' }))).toMatchObject({
    events: [{ epcList: ['urn:epc:id:sgtin:9521321.012345.A1'] }],
  });
});

test('columns may stand in any order, beside others', () => {
  const text = 'note;When;Site;Exp;Lot;SSCC;SN;GTIN;PO\nx;20260301080000;S1;281231;L1;;A1;09521321123458;\n';
  expect(readMapped(sheet(), text, [])).toMatchObject({
    events: [{ epcList: ['https://id.gs1.org/01/09521321123458/21/A1'] }],
  });
});

describe('what is wrong with a row is told by line and column', () => {
  test.each<[string, string, object]>([
    [
      'a check digit',
      row.replace('458;', '450;'),
      { at: '2:1 GTIN', line: 2, column: 1, remedy: 'write the GTIN with its check digit' },
    ],
    [
      'a serial with a sign that no code carries',
      row.replace('A1', 'A 1'),
      { at: '2:16 SN', detail: expect.stringContaining('"A 1" is no serial') },
    ],
    [
      'a day that does not exist',
      row.replace('281231', '280230'),
      { at: expect.stringContaining(' Exp'), remedy: 'write it as yyMMdd' },
    ],
    ['a time in another form', row.replace('20260301080000', '2026-03-01'), { at: expect.stringContaining(' When') }],
    [
      'another constant',
      row.replace('S1', 'S2'),
      { at: expect.stringContaining(' Site'), detail: expect.stringContaining('"S1" was agreed') },
    ],
    ['no unit', row.replace('09521321123458;A1', ';'), { detail: 'the row names no unit' }],
  ])('%s', (_, bad, told) => {
    expect(problemsOf([bad])).toContainEqual(expect.objectContaining(told));
  });

  test('all rows are looked at, and the first 100 problems told', () => {
    const bad = row.replace('458;', '450;');
    expect(problemsOf([row, bad, row, bad]).map(({ line }) => line)).toEqual([3, 5]);
    expect(problemsOf(Array.from({ length: 150 }, () => bad))).toHaveLength(100);
  });

  test('a header that lacks columns', () => {
    expect(readMapped(sheet(), 'GTIN;SN\n1;2\n', [])).toMatchObject([{ at: 'SSCC', line: 1 }, {}, {}, {}, {}]);
  });

  test('an empty sheet, and one with a header alone', () => {
    expect(readMapped(sheet(), '', [])).toMatchObject([{ refused: 'malformed' }, {}, {}, {}, {}, {}, {}]);
    expect(problemsOf([])).toMatchObject([{ detail: 'the sheet has no rows' }]);
  });
});

describe('a sheet that is no sheet is refused where it breaks', () => {
  test.each<[string, string, number, number]>([
    ['a quote that is never closed', 'a,b\n1,"2\n3,4', 2, 3],
    ['a quote inside a plain cell', 'a,b"c\n', 1, 4],
    ['text behind a quoted cell', 'a,"b"c\n', 1, 6],
  ])('%s', (_, text, line, column) => {
    expect(csvRecords(text, ',')).toMatchObject({ refused: 'malformed', rule: 'RFC 4180 §2', line, column });
  });

  test('a row of more cells than a sheet has', () => {
    expect(csvRecords(','.repeat(1000), ',')).toMatchObject({ refused: 'too-large', line: 1 });
  });

  test('whatever comes, it is read or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ';'), maxLength: 40 }), (text) => {
        const found = csvRecords(text, ',');
        expect(isRefusal(found) || Array.isArray(found)).toBe(true);
      }),
    );
  });
});

test('cells come back as they were written, with any sign in them', () => {
  const cells = fc.array(fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', ';', '=') }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(cells, (row) => {
      fc.pre(row.some((cell) => cell.trim() !== ''));
      const text = `${row.map((cell) => csvCell(cell, ',')).join(',')}\r\n`;
      const found = csvRecords(text, ',');
      expect(isRefusal(found) ? found : found.map((one) => one.cells.map((cell) => cell.text))).toEqual([row]);
    }),
  );
});

describe('times in a partner’s form', () => {
  test.each([
    ['dd.MM.yyyy HH:mm', '01.03.2026 10:30', '2026-03-01T10:30:00+02:00'],
    ['yyyy-MM-ddTHH:mm:ss.SSSXXX', '2026-03-01T10:30:05.250+02:00', '2026-03-01T10:30:05.250+02:00'],
    ['yyMMdd', '260301', '2026-03-01T00:00:00+02:00'],
  ])('%s', (form, text, time) => {
    expect(readTime(form, text, '+02:00')).toBe(time);
    expect(writeTime(form, time, '+02:00')).toBe(text);
  });
  test('a day, and a text that is none', () => {
    expect([
      writeDay('dd/MM/yy', '2028-12-31'),
      readDay('dd/MM/yy', '31/12/28'),
      readDay('dd/MM/yy', '31/02/28'),
    ]).toEqual(['31/12/28', '2028-12-31', undefined]);
  });
});

describe('what a sheet cannot tell is refused before it is sent', () => {
  const made = commissionEvent({
    epcs: ['urn:epc:id:sgtin:9521321.012345.A1'],
    at: '2026-03-01T08:00:00.000Z',
    offset: '+00:00',
    lot: 'L1',
    readPoint: 'urn:a:b',
    bizLocation: 'urn:a:b',
  });
  const about = { sender: 'a', receiver: 'b', id: 'c', at: '2026-03-01T10:00:00.000Z' };
  const out = sheet({ direction: 'out' });
  test.each<[string, object, string]>([
    [
      'an event that was declared an error',
      { errorDeclaration: { declarationTime: '2026-03-01T09:00:00Z' } },
      '/events/1/errorDeclaration',
    ],
    [
      'quantities',
      { quantityList: [{ epcClass: 'urn:epc:class:lgtin:9521321.012345.L1', quantity: 7 }] },
      '/events/1/quantityList',
    ],
    ['a step of somebody’s own', { bizStep: 'urn:own:step' }, '/events/1/bizStep'],
    ['an identifier that no column takes', { epcList: ['urn:own:thing:1'] }, '/events/1/epcList'],
  ])('%s', (_, change, at) => {
    expect(writeMapped(out, { ...about, events: [made, { ...made, ...change }] }, [])).toMatchObject([
      { refused: 'unsupported', at },
    ]);
  });

  test('a lot under another prefix is the same lot', () => {
    const { ilmd: _, ...rest } = made;
    const event = { '@context': { m: 'urn:epcglobal:cbv:mda:' }, ...rest, ilmd: { 'm:lotNumber': 'L7' } };
    expect(writeMapped(out, { ...about, events: [event] }, [])).toMatchObject({
      body: expect.stringContaining(';L7;'),
    });
  });

  test('what it can tell is a row', () => {
    expect(writeMapped(out, { ...about, events: [made] }, [])).toMatchObject({
      body: `${head}\r\n09521321123458;A1;;L1;;20260301080000;;S1\r\n`,
      fileExtension: 'csv',
    });
  });
});
