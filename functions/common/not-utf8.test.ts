import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BrokenText, notUtf8, onlyUtf8 } from './not-utf8.ts';

describe('text in another encoding is told with the first line that shows it', () => {
  test.each([
    ['UTF-16 with its mark, little end first', Buffer.from('\ufeffcode\n', 'utf16le'), 1, /UTF-16/],
    ['UTF-16 with its mark, big end first', Buffer.from([0xfe, 0xff, 0x00, 0x41]), 1, /UTF-16/],
    ['UTF-16 without', Buffer.from('code\n', 'utf16le'), 1, /NUL/],
    ['Windows-1252', Buffer.from('code\nfine\nM\u00fcller\n', 'latin1'), 3, /line 3 is not UTF-8/],
    ['cut within a character', Buffer.from('a\n\u00fc').subarray(0, 3), 2, /line 2/],
    ['mangled on the way', Buffer.from('a\nM\ufffdller'), 2, /lost on the way/],
  ])('%s', (_, bytes, line, why) => {
    expect(notUtf8(bytes)).toMatchObject({ line, why: expect.stringMatching(why) });
  });

  test('and UTF-8 is not, with a mark or without', () => {
    for (const text of ['', 'code\nM\u00fcller \u{1f48a}\n', '\ufeffcode\n'])
      expect(notUtf8(Buffer.from(text))).toBeUndefined();
  });
});

/** What is read of bytes that come in pieces of a size: all of them, or the line at which it ends. */
async function readIn(size: number, bytes: Uint8Array): Promise<Uint8Array | number> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  try {
    const read: Uint8Array[] = [];
    for await (const piece of onlyUtf8(Readable.from(pieces))) read.push(piece);
    return Buffer.concat(read);
  } catch (error) {
    if (error instanceof BrokenText) return error.at.line;
    throw error;
  }
}

test('text is passed on as it came, whatever pieces it comes in', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((one) => !/[\0\ufffd]/.test(one));
  const sizes = fc.integer({ min: 1, max: 9 });
  await fc.assert(
    fc.asyncProperty(text, sizes, async (one, size) => {
      expect(await readIn(size, Buffer.from(one))).toEqual(Buffer.from(one));
    }),
  );
});

test('what is no text ends at the same line, whatever pieces it comes in', async () => {
  const line = fc.string({ maxLength: 6 }).map((one) => Buffer.from(`${one.replaceAll('\0', '')}\n`));
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 5 }), fc.integer({ min: 1, max: 9 }), async (before, size) => {
      const bytes = Buffer.concat([...before, Buffer.from([0x4d, 0xfc, 0x6c]), Buffer.from('\nrest\n')]);
      expect(await readIn(size, bytes)).toBe(notUtf8(bytes)?.line);
    }),
  );
});
