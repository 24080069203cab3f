import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refuse } from '../refusal.ts';
import { textBlocks } from './text-blocks.ts';

function blocksOf(pieces: readonly string[]): string[] {
  const taken: string[] = [];
  const blocks = textBlocks((block) => {
    taken.push(block);
    return undefined;
  });
  for (const piece of pieces) blocks.write(piece);
  blocks.end();
  return taken;
}

const cut = (text: string, at: readonly number[]): string[] => {
  const ends = [...at.map((each) => each % (text.length + 1)), text.length].sort((a, b) => a - b);
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
};

test('a short text is one block, given at the end', () => expect(blocksOf(['<a', '/>'])).toEqual(['<a/>']));
test('nothing gives no block', () => expect(blocksOf(['', ''])).toEqual([]));
test('a byte order mark is left out, in front only', () => {
  expect(blocksOf(['\ufeff', '<a>\ufeff</a>'])).toEqual(['<a>\ufeff</a>']);
});

test('a long text is cut behind tags', () => {
  const item = '<epc>urn:epc:id:sgtin:9521321.054321.1</epc>';
  const blocks = blocksOf([item.repeat(5000)]);
  expect(blocks.length).toBeGreaterThan(3);
  for (const block of blocks) expect(block.endsWith('</epc>') || block.endsWith('<epc>')).toBe(true);
  expect(blocks.join('')).toBe(item.repeat(5000));
});

test('no pair of surrogates and no line end is torn where there is no tag', () => {
  for (const long of ['\u{1F48A}', '\r\n'])
    for (const before of ['', 'x']) {
      const blocks = blocksOf([before + long.repeat(100_000)]);
      expect(blocks.join('')).toBe(before + long.repeat(100_000));
      for (const block of blocks.slice(0, -1)) expect(block.endsWith(long)).toBe(true);
    }
});

test('the blocks do not depend on the pieces', () => {
  return fc.assert(
    fc.property(
      fc.array(fc.constantFrom('<a>', '\r', '\n', '\u{1F48A}', 'text '.repeat(5000)), { maxLength: 12 }),
      fc.array(fc.nat(), { maxLength: 6 }),
      (parts, at) => {
        const text = parts.join('');
        expect(blocksOf(cut(text, at))).toEqual(blocksOf([text]));
      },
    ),
    { numRuns: 60 },
  );
});

test('a refusal is passed on, and no further block is given', () => {
  const taken: string[] = [];
  const blocks = textBlocks((block) => {
    taken.push(block);
    return refuse('malformed', 'no');
  });
  expect(blocks.write('x'.repeat(200_000))).toMatchObject({ detail: 'no' });
  expect(taken).toHaveLength(1);
});
