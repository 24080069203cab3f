import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { messageOf } from '../command-line/usage-error.ts';

/** Something to read: a file, or what comes in. */
export interface Input {
  /** As it was given; `-` for standard input. */
  readonly name: string;
  /** Absent for what comes in. */
  readonly bytes?: number;
  /** True when it can be read more than once. */
  readonly again: boolean;
  /** Throws `Unreadable`. */
  pieces(): AsyncIterable<Uint8Array>;
}

/** A file that cannot be opened or read: exit code 2, but the other files are still looked at. */
export class Unreadable extends Error {}

/** Larger pieces are no faster, and take more memory. */
const PIECE = 64 * 1024;

/** Finds the file, or standard input for `-`. A pipe with a name is read like standard input: once. Throws `Unreadable`. */
export async function openInput(name: string): Promise<Input> {
  if (name === '-') return { name, again: false, pieces: () => readable(process.stdin) };
  const found = await stat(name).catch((error: unknown) => {
    throw new Unreadable(reasonOf(error));
  });
  if (found.isDirectory()) throw new Unreadable('is a folder: name the files in it');
  return {
    name,
    again: found.isFile(),
    ...(found.isFile() ? { bytes: found.size } : {}),
    pieces: () => readable(createReadStream(name, { highWaterMark: PIECE })),
  };
}

async function* readable(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    throw new Unreadable(reasonOf(error));
  }
}

/** Why the system refuses a file, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? messageOf(error);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'is a folder: name the files in it',
  ENOTDIR: 'a part of the path is no folder',
  ENAMETOOLONG: 'the name is too long for a file',
  ELOOP: 'the links lead round in a circle',
  EMFILE: 'too many files are open',
  ENOSPC: 'the disk is full',
  EROFS: 'nothing can be written there',
  EIO: 'the device cannot be read',
};
