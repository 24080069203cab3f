import { afterAll, describe, expect, test } from 'vitest';
import { documentFolder } from '../../../test/kit/epcis-tool.ts';
import { removeTemporaryFiles } from '../terminal/temporary-files.ts';
import { openInput, reasonOf, Unreadable } from './input.ts';
import { notText } from './not-text.ts';
import { remembered } from './remembered.ts';
import { spooled } from './spool.ts';

const folder = documentFolder();
afterAll(folder.remove);

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

describe('a file', () => {
  test('is read in pieces, as often as one likes', async () => {
    const content = Buffer.alloc(700_000, 'abc');
    const input = await openInput(folder.write('big.bin', content));
    expect(input).toMatchObject({ bytes: 700_000, again: true });
    expect((await bytesOf(input.pieces())).equals(content)).toBe(true);
    expect((await bytesOf(input.pieces())).equals(content)).toBe(true);
    const sizes: number[] = [];
    for await (const piece of input.pieces()) sizes.push(piece.length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1 << 20);
  });

  test.each([
    ['that is not there', () => folder.in('nothing.xml'), 'there is no such file'],
    ['that is a folder', () => folder.path, 'is a folder'],
    ['inside a file', () => folder.in('big.bin/inside.xml'), 'a part of the path is no folder'],
    ['with an endless name', () => folder.in('x'.repeat(5000)), 'too long'],
  ])('%s is unreadable, with the reason', async (_, path, reason) => {
    const opened = openInput(path());
    await expect(opened).rejects.toThrow(Unreadable);
    await expect(opened).rejects.toThrow(reason);
  });

  test('an error without a known code speaks for itself', () => {
    expect(reasonOf(new Error('odd'))).toBe('odd');
    expect(reasonOf('thrown')).toBe('thrown');
  });
});

describe('a pipe', () => {
  const pipe = (...pieces: string[]) => ({
    name: '-',
    again: false,
    pieces: async function* () {
      for (const piece of pieces) yield Buffer.from(piece);
    },
  });

  test('is put into a file of its own to be read twice, under its own name', async () => {
    const input = await spooled(pipe('ab', 'c'));
    expect(input).toMatchObject({ name: '-', again: true, bytes: 3 });
    expect(String(await bytesOf(input.pieces()))).toBe('abc');
    expect(String(await bytesOf(input.pieces()))).toBe('abc');
    removeTemporaryFiles();
    await expect(bytesOf(input.pieces())).rejects.toThrow(Unreadable);
  });

  test('that is not too long is remembered once it was read to its end', async () => {
    const input = remembered(pipe('ab', 'c'), 3);
    expect(input.again).toBe(false);
    expect(String(await bytesOf(input.pieces()))).toBe('abc');
    expect(input.again).toBe(true);
    expect(String(await bytesOf(input.pieces()))).toBe('abc');
  });

  test('that is too long, or was left early, is not', async () => {
    const long = remembered(pipe('ab', 'c'), 2);
    expect(String(await bytesOf(long.pieces()))).toBe('abc');
    expect(long.again).toBe(false);
    const left = remembered(pipe('ab', 'c'));
    for await (const piece of left.pieces()) if (piece.length > 0) break;
    expect(left.again).toBe(false);
  });

  test('a file stays what it is', async () => {
    const input = await openInput(folder.write('small', 'x'));
    expect(await spooled(input)).toBe(input);
    expect(remembered(input)).toBe(input);
  });
});

test.each([
  ['gzip', [0x1f, 0x8b, 8, 0], 'gzip'],
  ['zip', [0x50, 0x4b, 3, 4], 'zip'],
  ['PDF', [0x25, 0x50, 0x44, 0x46, 0x2d, 0x31], 'PDF'],
  ['PNG', [0x89, 0x50, 0x4e, 0x47], 'picture'],
])('%s is named, not taken for text', (_, bytes, word) => {
  expect(notText(new Uint8Array(bytes))).toMatchObject({
    refused: 'unsupported-media',
    detail: expect.stringContaining(word),
    remedy: expect.anything(),
  });
});

test.each([[[]], [[0x3c]], [[0x7b]], [[0xef, 0xbb, 0xbf, 0x3c]], [[0xff, 0xfe, 0x3c, 0]]])(
  '%j may be text',
  (bytes) => {
    expect(notText(new Uint8Array(bytes))).toBeUndefined();
  },
);
