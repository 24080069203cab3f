import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MARK = 'seriate-data';

/**
 * Makes the data directory, and empties it first when `fresh`. Only a directory that carries our mark is emptied: a mistyped `--data` must
 * not cost anybody their files. Throws, saying what to do, otherwise.
 */
export function openDataDirectory(path: string, fresh: boolean): void {
  if (existsSync(path) && readdirSync(path).length > 0 && !existsSync(join(path, MARK)))
    throw new Error(`${path} holds files that are not ours; name an empty or a new directory with --data`);
  if (fresh) rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true, mode: 0o700 });
  writeFileSync(
    join(path, MARK),
    'Everything that Seriate keeps on this machine. Safe to delete while it does not run.\n',
  );
}
