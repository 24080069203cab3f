import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from './pid-lock.ts';

const MARK = 'seriate-data';
const LOCK = 'lock';

/** Another cloud runs over the directory. */
export class DirectoryInUse extends Error {
  readonly holder: number;

  constructor(path: string, holder: number) {
    super(`${path} is in use by process ${holder}; stop that first, or name another directory with --data`);
    this.holder = holder;
  }
}

/**
 * Makes the data directory, and empties it first when `fresh`. Only a directory that carries our mark is emptied: a mistyped `--data` must
 * not cost anybody their files. It is ours alone until `release`, or until this process is gone. Throws, saying what to do, when it holds
 * other files, or when another cloud runs over it; then nothing was touched.
 */
export function openDataDirectory(path: string, fresh: boolean): { release(): void } {
  const found = existsSync(path) ? readdirSync(path) : [];
  if (found.some((name) => !name.startsWith(LOCK)) && !found.includes(MARK))
    throw new Error(`${path} holds files that are not ours; name an empty or a new directory with --data`);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const taken = takeLock(join(path, LOCK));
  if ('holder' in taken) throw new DirectoryInUse(path, taken.holder);
  // The mark stays, so that an emptying that is interrupted can be done again.
  const emptied = fresh ? readdirSync(path).filter((name) => name !== MARK && name !== LOCK) : [];
  for (const name of emptied) rmSync(join(path, name), { recursive: true, force: true });
  writeFileSync(
    join(path, MARK),
    'Everything that Seriate keeps on this machine. Safe to delete while it does not run.\n',
  );
  return taken;
}
