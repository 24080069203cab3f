import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../test/kit/temporary-folder.ts';
import { bitmapOf, keepPictures } from './keep-pictures.ts';

const picture = (side: number) => ({ side, pixels: Uint8Array.from({ length: side * side }, (_, i) => i) });

test('a bitmap says its size, its greys, and its rows from the bottom up', () => {
  const file = bitmapOf(picture(3));
  expect(file.toString('latin1', 0, 2)).toBe('BM');
  expect(file.readUInt32LE(2)).toBe(file.length);
  expect([file.readInt32LE(18), file.readInt32LE(22), file.readUInt16LE(28)]).toEqual([3, 3, 8]);
  const rows = file.subarray(file.readUInt32LE(10));
  expect([...rows]).toEqual([6, 7, 8, 0, 3, 4, 5, 0, 0, 1, 2, 0]);
  expect([...file.subarray(54 + 4 * 200, 54 + 4 * 201)]).toEqual([200, 200, 200, 0]);
});

test('the last twenty pictures are kept, by trigger', async () => {
  const { path, remove } = temporaryFolder();
  onTestFinished(remove);
  const keep = keepPictures(join(path, 'pictures'));
  for (let trigger = 1; trigger <= 25; trigger++) await keep(trigger, picture(2));
  const names = readdirSync(join(path, 'pictures')).sort();
  expect(names).toHaveLength(20);
  expect(names[0]).toBe('camera_0000000006.bmp');
  expect(readFileSync(join(path, 'pictures', 'camera_0000000025.bmp')).toString('latin1', 0, 2)).toBe('BM');
});
