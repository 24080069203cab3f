import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes what was written into a folder longer ago than that. Only for what is made anew when it is missing; two may remove at once, and a folder
 * that is not there has nothing stale.
 */
export function removeStale(folder: string, olderThanMs: number, now = Date.now()): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (now - written > olderThanMs) rmSync(path, { recursive: true, force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
