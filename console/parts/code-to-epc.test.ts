import { expect, test } from 'vitest';
import { Problem } from '../api.ts';
import { codeToEpc } from './code-to-epc.ts';

test('the print on a pack, a scanned pallet, a URN and a link are all found', () => {
  expect(codeToEpc('(01)09521321543218(21)A%1(10)LOT')).toBe('https://id.gs1.org/01/09521321543218/21/A%251');
  expect(codeToEpc('00095213210000000049')).toBe('https://id.gs1.org/00/095213210000000049');
  expect(codeToEpc('urn:epc:id:sscc:9521321.0000000004')).toBe('https://id.gs1.org/00/095213210000000049');
  expect(codeToEpc('https://id.gs1.org/00/095213210000000049')).toBe('https://id.gs1.org/00/095213210000000049');
});

test.each(['hello', '(01)09521321543218', ''])('%s is answered with what to do', (code) => {
  expect(() => codeToEpc(code)).toThrow(Problem);
});
