import { mkdirSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Picture } from './picture.ts';

/** As many as a camera of ours keeps; older ones make room. */
const KEPT = 20;
const HEADER = 54;
const GREYS = 256;

/** A picture as a Windows bitmap of 256 greys, whose rows stand from the bottom up, each filled to four bytes. */
export function bitmapOf({ side, pixels }: Picture): Buffer {
  const row = Math.ceil(side / 4) * 4;
  const begin = HEADER + GREYS * 4;
  const file = Buffer.alloc(begin + row * side);
  file.write('BM', 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(begin, 10);
  file.writeUInt32LE(HEADER - 14, 14);
  file.writeInt32LE(side, 18);
  file.writeInt32LE(side, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(8, 28);
  file.writeUInt32LE(row * side, 34);
  file.writeUInt32LE(GREYS, 46);
  for (let grey = 0; grey < GREYS; grey++) file.fill(grey, HEADER + grey * 4, HEADER + grey * 4 + 3);
  for (let y = 0; y < side; y++) file.set(pixels.subarray((side - 1 - y) * side, (side - y) * side), begin + y * row);
  return file;
}

/**
 * Leaves a camera's pictures in a folder, as one does that sends them by FTP: a file for each trigger, whose name ends with its count. Only
 * the last twenty are kept. What cannot be written is not there: no result waits for its picture.
 */
export function keepPictures(folder: string): (trigger: number, picture: Picture) => Promise<void> {
  mkdirSync(folder, { recursive: true });
  const kept: string[] = [];
  return async (trigger, picture) => {
    const path = join(folder, `camera_${String(trigger).padStart(10, '0')}.bmp`);
    kept.push(path);
    const old = kept.length > KEPT ? kept.shift() : undefined;
    try {
      // Nobody reads half of one.
      await writeFile(`${path}.part`, bitmapOf(picture));
      await rename(`${path}.part`, path);
      if (old !== undefined) await rm(old, { force: true });
    } catch {
      // A folder that is gone or full is the camera's trouble, as it is with a real one.
    }
  };
}
