import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FNC1 } from './symbol.ts';
import { fieldData, readFormat, zplReader } from './zpl-format.ts';

describe('field data of a DataMatrix', () => {
  test.each([
    ['_1A', '_', [FNC1, 'A']],
    ['A__1', '_', ['A', '_', '1']],
    ['_d065', '_', ['A']],
    ['_1A', '~', ['_', '1', 'A']],
    ['A_', '_', ['A', '_']],
    ['_2', '_', ['_', '2']],
  ])('%j with escape %s', (text, escapeCharacter, data) => {
    expect(fieldData(text, escapeCharacter)).toEqual(data);
  });
});

describe('a format', () => {
  test('has the data of its ^BX field and not of its text', () => {
    expect(readFormat('^FO1,1^BXN,8,200,,,,_^FD_1AB^FS^FO2,2^A0N,9,9^FDtext^FS^PQ3')).toEqual({
      symbol: [FNC1, 'A', 'B'],
      bars: [],
      text: ['text'],
      copies: 3,
    });
  });

  test('that states no escape character prints it as it stands, which makes it no GS1 code', () => {
    expect(readFormat('^BXN,8,200^FD_1A^FS').symbol).toEqual(['_', '1', 'A']);
  });

  test('without a code has none', () => {
    expect(readFormat('^FO2,2^FDtext^FS')).toEqual({ symbol: undefined, bars: [], text: ['text'], copies: 1 });
  });
});

describe('a stream of ZPL', () => {
  const stream = '\r\n~HS\r\n^XA^BXN,8,200,,,,_^FD_1A^FS^PQ1^XZ~JA^XA^BXN,8,200,,,,_^FD_1B^FS^XZ\n~HS';
  const pieces = zplReader()(stream);

  test('gives formats and immediate commands in their order', () => {
    expect(pieces.map((piece) => (piece.kind === 'immediate' ? piece.command : piece.format.symbol?.[1]))).toEqual([
      'HS',
      'A',
      'JA',
      'B',
      'HS',
    ]);
  });

  test('gives the same however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: stream.length }), { maxLength: 12 }), (places) => {
        const read = zplReader();
        const edges = [0, ...places.toSorted((a, b) => a - b), stream.length];
        expect(edges.slice(1).flatMap((end, index) => read(stream.slice(edges[index], end)))).toEqual(pieces);
      }),
    );
  });
});
