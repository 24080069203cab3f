import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLayerResult, readResult, writeLayerResult, writeResult } from './result.ts';

describe('a result string', () => {
  test('has trigger, grade and data, which may hold semicolons', () => {
    expect(readResult('12;4;]d2010;9;\x1d21')).toEqual({ sequence: 12, grade: 4, text: ']d2010;9;\x1d21' });
    expect(readResult('1;2.5;]d2x')).toMatchObject({ grade: 2.5 });
  });

  test.each(['NOREAD', 'ERROR'])('tells by %s that nothing was read', (word) => {
    expect(readResult(`12;0;${word}`)).toEqual({ sequence: 12, grade: 0, text: undefined });
  });

  test.each(['', 'NOREAD', ';4;x', '1;5;x', '1;4;', '-1;4;x', '1;4', 'a;4;x'])('%j is refused', (text) => {
    expect(readResult(text)).toMatchObject({ refused: 'malformed' });
  });

  test('that is refused is not quoted as far as a crypto code', () => {
    const data = ']d2010952123400001321A1B2C3D4E5F60\x1d91EE99\x1d92Q1JZUFRP';
    for (const refused of [readResult(`1;A;${data}`), readLayerResult(`1;1|A;;;${data}`)]) {
      expect(refused).toMatchObject({ detail: expect.stringContaining('A1B2C3D4E5F60') });
      expect(refused).toMatchObject({ detail: expect.not.stringContaining('Q1JZ') });
    }
  });
});

const set82 = [...'!"%&\'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz', '\x1d'];
const data = fc
  .array(fc.constantFrom(...set82), { minLength: 1, maxLength: 30 })
  .map((parts) => `]d2${parts.join('')}`);
const grade = fc.constantFrom(0, 0.5, 1, 2.5, 4);
const sequence = fc.nat({ max: 4_000_000_000 });
const place = fc.option(fc.integer({ min: -9, max: 9_999 }), { nil: undefined });
const codes = fc.array(fc.record({ text: data, grade, x: place, y: place }), { maxLength: 40 });

test('whatever was read is understood as it was told, one code or a whole layer', () => {
  fc.assert(
    fc.property(fc.record({ sequence, grade, text: fc.option(data, { nil: undefined }) }), (read) => {
      expect(readResult(writeResult(read))).toEqual(read);
    }),
  );
  fc.assert(
    fc.property(fc.record({ sequence, codes }), (read) => {
      expect(readLayerResult(writeLayerResult(read))).toEqual(read);
    }),
  );
});

describe('the result of a layer', () => {
  test('that was cut short is refused, wherever a whole code is missing', () => {
    fc.assert(
      fc.property(
        sequence,
        fc.array(fc.record({ text: data, grade }), { minLength: 2, maxLength: 9 }),
        (number, all) => {
          const text = writeLayerResult({ sequence: number, codes: all });
          expect(readLayerResult(text.slice(0, text.lastIndexOf('|')))).toMatchObject({ refused: 'malformed' });
        },
      ),
    );
  });

  test.each(['', '1', '1;x', '1;1', '1;0|4;1;1;]d2x', '1;1|5;1;1;]d2x', '1;1|4;1;]d2x', '1;4;]d2x'])(
    '%j is refused',
    (text) => {
      expect(readLayerResult(text)).toMatchObject({ refused: 'malformed' });
    },
  );

  test('may hold no code at all', () => {
    expect(readLayerResult('9;0')).toEqual({ sequence: 9, codes: [] });
  });
});
