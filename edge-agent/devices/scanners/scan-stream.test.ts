import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanStream } from './scan-stream.ts';

const scan = fc
  .array(fc.constantFrom(...']d210217A(/ ', '\x1d'), { minLength: 1, maxLength: 30 })
  .map((parts) => parts.join(''));
const frame = fc.constantFrom(
  (text: string) => `${text}\r`,
  (text: string) => `${text}\n`,
  (text: string) => `${text}\r\n`,
  (text: string) => `\x02${text}\x03`,
);

describe('what a scanner sends', () => {
  test('is whole however the bytes are cut or run together, whatever the scanner ends it with', () => {
    fc.assert(
      fc.property(fc.array(scan), frame, fc.array(fc.nat({ max: 400 })), (scans, framed, places) => {
        const sent = scans.map(framed).join('');
        const edges = [0, ...places.toSorted((a, b) => a - b), sent.length];
        const stream = scanStream();
        const taken = edges.slice(1).flatMap((end, index) => stream.take(sent.slice(edges[index], end), index));
        expect(taken.map(({ text }) => text)).toEqual(scans);
        expect(stream.unended()).toBe(false);
      }),
    );
  });

  test('has come when its last byte has', () => {
    const stream = scanStream();
    expect(stream.take(']d2', 1)).toEqual([]);
    expect(stream.unended()).toBe(true);
    expect(stream.take('x\r', 2)).toEqual([{ text: ']d2x', at: 2 }]);
  });

  test('is forgotten when its end will not come', () => {
    const stream = scanStream();
    stream.take(']d2x', 1);
    stream.reset();
    expect(stream.take(']d2y\r', 2)).toEqual([{ text: ']d2y', at: 2 }]);
  });

  test('is no scan when it is longer than any symbol, nor is its rest', () => {
    const stream = scanStream();
    for (let piece = 0; piece < 70; piece++) stream.take('x'.repeat(100), piece);
    expect(stream.take('x\rnext\r', 71).map(({ text }) => text)).toEqual(['next']);
  });
});
