import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, guardCell, unguardCell } from './guard-cell.ts';

test('no cell begins with what a spreadsheet program runs', () => {
  fc.assert(
    fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', '＋'), fc.string(), (sign, rest) => {
      const guarded = guardCell(sign + rest);
      expect(guarded.startsWith("'") || /^-?\d+(\.\d+)?$/.test(guarded)).toBe(true);
    }),
  );
});

test('what was guarded comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("'", '=', '-', '1', 'a', '\t') }), (text) => {
      expect(unguardCell(guardCell(text))).toBe(text);
    }),
  );
});

test('cells with commas, quotes and breaks are quoted', () => {
  expect(csvLine(['a', 'b,c', 'd"e', '1\n2'])).toBe('a,"b,c","d""e","1\n2"\r\n');
});
