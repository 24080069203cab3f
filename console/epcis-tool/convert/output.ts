import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../command-line/usage-error.ts';
import { reasonOf } from '../input/input.ts';
import { keep, removeAtEnd } from '../terminal/temporary-files.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Where a document is written to, whole or not at all. */
export interface Output {
  write(text: string): void;
  /** Waits until what was written is out of memory. */
  settled(): Promise<void>;
  /** The document is whole. */
  finish(): Promise<void>;
  /** It will not be: nothing of it stays. */
  discard(): Promise<void>;
}

/** Standard output. What has left cannot be called back. */
export const toScreen = (screen: Terminal): Output => ({
  write: screen.print,
  settled: screen.settled,
  finish: screen.settled,
  discard: async () => {},
});

/** A file that gets its name when it is whole; one of that name that was there stays until then. Throws `UsageError`. */
export async function toFile(path: string): Promise<Output> {
  const part = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const file = await open(part, 'w').catch((error: unknown) => {
    throw new UsageError(`cannot write ${path}: ${reasonOf(error)}`);
  });
  removeAtEnd(part);
  let gathered = '';
  const settled = async () => {
    const text = gathered;
    gathered = '';
    if (text !== '') await written(file, text, path);
  };
  return {
    write: (text) => {
      gathered += text;
    },
    settled,
    finish: async () => {
      await settled();
      await file.sync();
      await file.close();
      await rename(part, path).catch((error: unknown) => {
        throw new UsageError(`cannot write ${path}: ${reasonOf(error)}`);
      });
      keep(part);
    },
    discard: async () => {
      await file.close();
      await rm(part, { force: true });
      keep(part);
    },
  };
}

async function written(file: FileHandle, text: string, path: string): Promise<void> {
  try {
    await file.writeFile(text);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${reasonOf(error)}`);
  }
}
