import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Names, sizes and times of all sources: reading them costs milliseconds, building costs seconds. Tests are no sources.
 *
 * @param sources files and folders beneath `root`
 * @param except a folder among them that is none
 */
export function fingerprint(root: string, sources: readonly string[], except?: string): string {
  const hash = createHash('sha256');
  const add = (path: string) => {
    if (except !== undefined && path === join(root, except)) return;
    const stat = statSync(path);
    if (stat.isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name));
    } else if (!path.endsWith('.test.ts')) {
      hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
    }
  };
  for (const source of sources) add(join(root, source));
  return hash.digest('hex');
}
