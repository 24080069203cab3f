import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/kit/temporary-folder.ts';
import { cameraPicture } from './camera-pictures.ts';

const { path: folder, remove } = temporaryFolder();
afterAll(remove);
const leave = (name: string, text: string, seconds: number) => {
  writeFileSync(join(folder, name), text);
  utimesSync(join(folder, name), seconds, seconds);
};

test('a picture is found by the trigger count at the end of its name, the newest of several', async () => {
  leave('cam1_0000017.bmp', 'of before', 1_000);
  leave('17.JPG', 'newest', 2_000);
  leave('117.bmp', 'another', 3_000);
  leave('17.txt', 'no picture', 4_000);
  mkdirSync(join(folder, '18.bmp'));
  expect(await cameraPicture(folder, 17)).toEqual({ type: 'image/jpeg', body: Buffer.from('newest') });
  expect(await cameraPicture(folder, 117)).toMatchObject({ type: 'image/bmp' });
});

test('what was there before the pack was printed shows another, whose trigger had the same count', async () => {
  leave('cam_21.png', 'of the batch before', 1_000);
  expect(await cameraPicture(folder, 21, 1_000_000)).toMatchObject({ type: 'image/png' });
  expect(await cameraPicture(folder, 21, 1_010_000)).toBeUndefined();
  leave('cam_21.jpg', 'of this one', 1_011);
  leave('cam_021.jpg', 'newer still, and of before all the same', 1_007);
  expect(await cameraPicture(folder, 21, 1_010_000)).toEqual({ type: 'image/jpeg', body: Buffer.from('of this one') });
});

test('there is none where the camera left none, left something else, or has no folder', async () => {
  expect(await cameraPicture(folder, 7)).toBeUndefined();
  expect(await cameraPicture(folder, 18)).toBeUndefined();
  expect(await cameraPicture(join(folder, 'nowhere'), 17)).toBeUndefined();
});
