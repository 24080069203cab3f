import type { Database } from './database.ts';
import { integer } from './row.ts';

/** How often it is looked whether everything stands. */
const LOOK_MS = 1_000;
/** Rows that were written since: for fewer the disk is left alone. */
const WORTH = 500;

/**
 * Brings the log into the database while nobody waits: at a number of pages it would be done in between two packs, with two waits for the disk.
 *
 * @param rests whether no pack is on its way on any line
 * @returns ends it
 */
export function checkpointAtRest(db: Database, rests: () => boolean): () => void {
  let done = written(db);
  const timer = setInterval(() => {
    if (!db.isOpen || written(db) - done < WORTH || !rests()) return;
    db.exec('PRAGMA wal_checkpoint(PASSIVE)');
    done = written(db);
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

const written = (db: Database): number => integer(db.prepare('SELECT total_changes() AS rows').get() ?? {}, 'rows');
