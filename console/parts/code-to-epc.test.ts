import { expect, test } from 'vitest';
import { Problem } from '../api.ts';
import { codeToEpc, codeToLot } from './code-to-epc.ts';

const pack = 'https://id.gs1.org/01/09521321543218/21/A%251';
const pallet = 'https://id.gs1.org/00/095213210000000049';

test.each([
  ['the print on a pack', '(01)09521321543218(21)A%1(10)LOT', pack],
  ['a DataMatrix as a reader tells it', ']d20109521321543218' + '21A%1\x1d10LOT', pack],
  ['a scanned pallet', '00095213210000000049', pallet],
  ['a URN', 'urn:epc:id:sscc:9521321.0000000004', pallet],
  ['a link', 'https://id.gs1.org/00/095213210000000049', pallet],
  ['a link in a plain QR code', ']Q1https://id.gs1.org/00/095213210000000049', pallet],
])('%s is found', (_, code, epc) => {
  expect(codeToEpc(code)).toBe(epc);
});

test.each(['hello', '(01)09521321543218', ''])('%s is answered with what to do', (code) => {
  expect(() => codeToEpc(code)).toThrow(Problem);
});

test('a label without serial leads to its lot, and a pack to none', () => {
  expect(codeToLot('(01)09521321543218(10)LOT(37)24')).toEqual({ gtin: '09521321543218', lot: 'LOT' });
  expect(codeToLot('(01)09521321543218(21)A%1(10)LOT')).toBeUndefined();
  expect(codeToLot(pallet)).toBeUndefined();
});
