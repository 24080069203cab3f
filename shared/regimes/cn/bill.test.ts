import fc from 'fast-check';
import { expect, test } from 'vitest';
import { platformCode } from '../../../test/kit/china.ts';
import { isRefusal } from '../../refusal.ts';
import type { Bill } from './bill.ts';
import { billTypes } from './bill-types.ts';
import { readBill } from './read-bill.ts';
import { writeBill } from './write-bill.ts';

const bill: Bill = {
  type: 201,
  billCode: 'SO-1',
  actor: 'Wang <&> "Li"',
  at: '2026-03-02 09:30:00',
  corpId: 'ent0002',
  codes: [platformCode(1, 1), platformCode(1, 2)],
};

test('every bill of the file form is read as it was written', () => {
  const types = billTypes.filter(({ event }) => event !== undefined).map(({ number }) => number);
  expect(types).toHaveLength(11);
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      fc.uniqueArray(fc.integer({ min: 0, max: 99_999_999 }), { minLength: 1, maxLength: 40 }),
      (type, numbers) => {
        const one = { ...bill, type, codes: numbers.map((number) => platformCode(0, number)) };
        expect(readBill(writeBill(one))).toEqual(one);
      },
    ),
    { numRuns: 40 },
  );
});

test('the platform’s spellings are kept', () => {
  expect(writeBill({ ...bill, type: 205 })).toContain('<Event Name="DestoryWareHouseOut" MainAction="WareHouseOut">');
  expect(writeBill(bill)).toContain('<DataMaping>');
});

test('a type without a file form is not written as a file', () =>
  expect(() => writeBill({ ...bill, type: 214 })).toThrow('lists of codes'));

test.each<[string, (xml: string) => string, RegExp]>([
  ['a code twice', (xml) => xml.replaceAll(platformCode(1, 2), platformCode(1, 1)), /stands twice/],
  ['a code of 19 digits', (xml) => xml.replace(platformCode(1, 2), '8199999000000000000'), /20 digits/],
  ['an event that is none', (xml) => xml.replace('SalesWareHouseOut', 'GiftWareHouseOut'), /bill of the table/],
  [
    'an action of the other way',
    (xml) => xml.replace('MainAction="WareHouseOut"', 'MainAction="WareHouseIn"'),
    /WareHouseOut is due/,
  ],
  ['a day that does not exist', (xml) => xml.replace('2026-03-02', '2026-02-30'), /YYYY-MM-DD/],
  ['nobody to go to', (xml) => xml.replaceAll('ToCorpID="ent0002"', ''), /other party/],
  ['two bills', (xml) => xml.replace('SO-1', 'SO-2'), /SO-/],
  ['another version', (xml) => xml.replace('Version="3.0"', 'Version="2.0"'), /3\.0 is due/],
  ['an element that is none of it', (xml) => xml.replace('<DataField>', '<DataField><Price/>'), /element of Bill/],
])('refuses %s', (_, change, detail) => {
  const read = readBill(change(writeBill(bill)));
  expect(isRefusal(read) && read).toMatchObject({ at: expect.any(String), rule: 'Bill 3.0' });
  expect(isRefusal(read) ? read.detail : '').toMatch(detail);
});
