import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSrMessage, srReader, writeSrCommand } from './keyence-frame.ts';

const text = fc.array(fc.constantFrom(...'OKER,;]0A_ ~|', '\x1d'), { maxLength: 30 }).map((parts) => parts.join(''));
const pieces = (stream: string, places: readonly number[]) => {
  const edges = [0, ...places.toSorted((a, b) => a - b), stream.length];
  return edges.slice(1).map((end, index) => stream.slice(edges[index], end));
};

describe('messages of an SR reader', () => {
  test.each([
    ['cr', (message: string) => `${message}\r`],
    ['stx', (message: string) => `\x02${message}\x03`],
    ['stx', (message: string) => `\r\n\x02${message}\x03`],
  ] as const)('framed by %s are whole however the bytes are cut or run together', (framing, frame) => {
    fc.assert(
      fc.property(fc.array(text), fc.array(fc.nat({ max: 400 })), (messages, places) => {
        const read = srReader(framing);
        expect(pieces(messages.map(frame).join(''), places).flatMap((piece) => read(piece))).toEqual(messages);
      }),
    );
  });

  test('may end in CR LF', () => {
    const read = srReader('cr');
    expect([...'1;4;]d2x\r\n2;0;ERROR\r\n'].flatMap((byte) => read(byte))).toEqual(['1;4;]d2x', '2;0;ERROR']);
  });

  test('that never end do not fill the memory', () => {
    const read = srReader('cr');
    for (let piece = 0; piece < 70; piece++) read('x'.repeat(1_000));
    expect(read('\rnext\r').at(-1)).toBe('next');
  });
});

test('a command empties the reader’s buffer first', () => {
  expect(writeSrCommand('LON', 'cr')).toBe('\x1bLON\r');
  expect(writeSrCommand('LON', 'stx')).toBe('\x1b\x02LON\x03');
});

test.each([
  ['OK,BLOAD', { kind: 'ok', command: 'BLOAD', values: [] }],
  ['OK,ERRSTAT,none', { kind: 'ok', command: 'ERRSTAT', values: ['none'] }],
  ['ER,LON,20', { kind: 'error', command: 'LON', code: '20' }],
  ['ERROR', { kind: 'result', text: 'ERROR' }],
  ['7;4;]d2OK,x', { kind: 'result', text: '7;4;]d2OK,x' }],
])('%j is understood', (message, expected) => {
  expect(readSrMessage(message)).toEqual(expected);
});
