import { beforeEach, describe, expect, test } from 'vitest';
import { newKorea } from './korea.ts';
import type { Portal } from './problem.ts';

const [acme, hanbit, seoul] = ['1000000009', '1234567891', '2000000008'];
const gtin = '09521321543218';
const header =
  'ReportKind,OriginalReportNumber,SupplyDate,SupplierNumber,PartnerNumber,PartnerInstitution,PartnerName,PartnerCountry,SupplyClass,ContractType,ProductCode,Lot,Expiry,Serial,Quantity,UnitPrice,Package';
/** Noon in Korea on the second of March. */
const NOON = Date.parse('2026-03-02T03:00:00Z');

const sale = (serial: string, to = hanbit, from = acme) =>
  `SALES,,2026-03-02,${from},${to},,,KR,1,2,${gtin},L1,2028-12-31,${serial},1,1200,`;
const back = (serial: string, from = hanbit) =>
  `RETURN,,2026-03-02,${acme},${from},,,KR,1,2,${gtin},L1,2028-12-31,${serial},1,1200,`;
const destruction = (serial: string, by = acme) =>
  `DESTRUCTION,,2026-03-02,${by},,,,,,,${gtin},L1,2028-12-31,${serial},1,,`;
const correction = (original: string, serial: string, { quantity = '0', to = hanbit, date = '' } = {}) =>
  `CORRECTION,${original},${date},${acme},${to},,,KR,,,${gtin},L1,2028-12-31,${serial},${quantity},1300,`;
const cancellation = (original: string, to = hanbit, by = acme) =>
  `CANCELLATION,${original},,${by},${to},,,KR,,,,,,,,,`;

let portal: Portal;
beforeEach(() => {
  const parties = new Set([acme, hanbit, seoul].map((one = '') => one));
  portal = newKorea({ glns: new Set(), gtins: new Set([gtin]), parties });
});
const judged = (...rows: string[]) => portal.judge([header, ...rows].map((row) => `${row}\r\n`).join(''), NOON);
/** The number of a report, or the first row and code that fail it. */
function told(...rows: string[]): string {
  const { problems, number = '' } = judged(...rows);
  const [first] = problems;
  return first === undefined ? number : `${first.row} ${first.code}`;
}
const holder = (serial: string) => portal.unit(`${gtin}.${serial}`);

describe('KPIS', () => {
  test('follows packs from hand to hand, and numbers each report', () => {
    expect(told(sale('A'), sale('B'))).toBe('20260302000001');
    expect(told(sale('A', seoul, hanbit))).toBe('20260302000002');
    expect(holder('A')).toMatchObject({ holder: seoul });
    expect(told(back('B'))).toBe('20260302000003');
    expect(told(destruction('B'))).toBe('20260302000004');
    expect(holder('B')).toMatchObject({ isDestroyed: true });
  });

  test('takes what has no serial by its packed quantity', () =>
    expect(told(sale('').replace(',1,1200,', ',30,1200,'))).toBe('20260302000001'));

  test.each([
    ['2 ALREADY_SUPPLIED', [sale('X'), sale('A')]],
    ['2 TWICE', [sale('X'), sale('X')]],
    ['1 NOT_SUPPLIED', [back('X')]],
    ['1 NOT_SUPPLIED', [back('A', seoul)]],
    ['1 NOT_HERE', [destruction('A')]],
    ['1 UNKNOWN_PARTY', [sale('X', '1111111119')]],
    ['1 UNKNOWN_PRODUCT', [sale('X').replace(gtin, '09521321543225')]],
    ['1 EXPIRY_DIFFERS', [sale('X').replace('2028-12-31', '2028-12-30')]],
    ['1 FUTURE', [sale('X').replace('2026-03-02', '2026-03-03')]],
    ['1 FORM', [sale('X').replace(',1200,', ',,')]],
    ['1 FORM', [sale('X').replace(',1,2,', ',,2,')]],
    ['1 FORM', [sale('X').replace('SALES,', 'SALES,20260302000001')]],
    ['1 FORM', [sale('X').replace('SALES', 'GIFT')]],
    ['2 FORM', [sale('X'), sale('Y', seoul)]],
  ])('fails a file as a whole: %s', (expected, rows) => {
    told(sale('A'));
    expect(told(...rows)).toBe(expected);
    expect(holder('X')).toBeUndefined();
  });

  test('takes a day of shipment that has begun in Korea alone', () => {
    const at = Date.parse('2026-03-02T15:30:00Z');
    const file = `${header}\r\n${sale('A').replace('2026-03-02', '2026-03-03')}\r\n`;
    expect(portal.judge(file, at).number).toBe('20260303000001');
  });
});

describe('a correction', () => {
  test('takes packs out of a report, which keeps the others', () => {
    const number = told(sale('A'), sale('B'));
    expect(told(correction(number, 'A'), correction(number, 'B', { quantity: '1' }))).toBe('20260302000002');
    expect([holder('A'), holder('B')]).toMatchObject([undefined, { holder: hanbit }]);
    expect(told(correction(number, 'A'))).toBe('1 NOT_IN_REPORT');
  });

  test.each([
    ['1 UNKNOWN_REPORT', () => correction('20260302000009', 'A')],
    ['1 FORM', () => correction('', 'A')],
    ['1 FIXED', (number: string) => correction(number, 'A', { to: seoul })],
    ['1 FIXED', (number: string) => correction(number, 'A', { date: '2026-03-01' })],
    ['1 NOT_IN_REPORT', (number: string) => correction(number, 'Z')],
  ])('is refused: %s', (expected, row) => {
    const number = told(sale('A'));
    expect(told(row(number))).toBe(expected);
  });
});

describe('a cancellation', () => {
  test('takes all of a report back, once', () => {
    const number = told(sale('A'), sale('B'));
    expect(told(cancellation(number))).toBe('20260302000002');
    expect([holder('A'), holder('B')]).toEqual([undefined, undefined]);
    expect(told(cancellation(number))).toBe('1 ALREADY_CANCELLED');
    expect(told(sale('A', seoul))).toBe('20260302000003');
  });

  test('is refused of what somebody else told, of a cancellation, and after something was told of a pack', () => {
    const number = told(sale('A'));
    expect(told(cancellation(number, hanbit, seoul))).toBe('1 UNKNOWN_REPORT');
    told(sale('A', seoul, hanbit));
    expect(told(cancellation(number))).toBe('1 CHANGED_SINCE');
    const other = told(sale('B'));
    expect(told(cancellation(told(cancellation(other))))).toBe('1 UNKNOWN_REPORT');
  });
});
