import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fnc1 } from '#shared/gs1/element-string.ts';
import { lineReader } from '../line-reader.ts';
import { readDmccLine } from './dmcc-frame.ts';

describe('a line from a DataMan', () => {
  test.each([
    ['||[0]', { kind: 'response', id: undefined, status: 0, data: '' }],
    ['||0:8[0]ON', { kind: 'response', id: 8, status: 0, data: 'ON' }],
    ['||:8[102]', { kind: 'response', id: 8, status: 102, data: '' }],
    ['||[1]5;4;]d2[0]x', { kind: 'response', id: undefined, status: 1, data: '5;4;]d2[0]x' }],
    ['5;4;]d2x', { kind: 'bare', data: '5;4;]d2x' }],
    ['||', { kind: 'bare', data: '||' }],
  ])('%j is understood', (line, expected) => {
    expect(readDmccLine(line)).toEqual(expected);
  });

  test('is whole however the bytes are cut or run together', () => {
    const text = fc.array(fc.constantFrom(...']|[;0A_ ~', fnc1), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(text), fc.array(fc.nat({ max: 400 })), (lines, places) => {
        const stream = lines.map((line) => `${line}\r\n`).join('');
        const edges = [0, ...places.toSorted((a, b) => a - b), stream.length];
        const read = lineReader();
        expect(edges.slice(1).flatMap((end, index) => read(stream.slice(edges[index], end)))).toEqual(lines);
      }),
    );
  });

  test('that never ends does not fill the memory', () => {
    const read = lineReader();
    for (let piece = 0; piece < 70; piece++) read('x'.repeat(1_000));
    expect(read('\r\nnext\r\n').at(-1)).toBe('next');
  });
});
