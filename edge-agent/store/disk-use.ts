import { statfsSync } from 'node:fs';
import type { Database } from './database.ts';
import { integer } from './row.ts';

/** How much of the disk the agent's records take, and how much they may. */
export interface DiskUse {
  readonly usedBytes: number;
  readonly mostBytes: number;
}

/** Left for what is under way when the lines have been stopped: the log of the database, packs on their way, batches that are closed. */
const RESERVE_BYTES = 256 * 1024 * 1024;

/**
 * How full the disk is with the agent's records. What was deleted does not count: the database uses its room again. The most is what is
 * configured, and never more than the volume holds beside others' files and a reserve of 256 MiB.
 *
 * @param folder where the database is
 * @param mostBytes as configured
 */
export function diskUse(db: Database, folder: string, mostBytes = Number.POSITIVE_INFINITY): DiskUse {
  const of = (name: string) => integer(db.prepare(`PRAGMA ${name}`).get() ?? {}, name);
  const [pages, free, size] = [of('page_count'), of('freelist_count'), of('page_size')];
  const { bavail, bsize } = statfsSync(folder);
  const volume = pages * size + bavail * bsize - RESERVE_BYTES;
  return { usedBytes: (pages - free) * size, mostBytes: Math.max(1, Math.min(mostBytes, volume)) };
}
