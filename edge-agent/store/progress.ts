import type { Progress } from '#shared/line/numbers-needed.ts';
import type { Database } from './database.ts';
import { integer, text } from './row.ts';

/** How many numbers a batch has put to use: labels printed, and containers that bear a number, by level. */
export function progressOf(db: Database, batch: number): Progress {
  const units = db.prepare('SELECT count(*) AS printed FROM units WHERE batch = ?').get(batch);
  const containers = db
    .prepare('SELECT level, count(*) AS many FROM containers WHERE batch = ? AND epc IS NOT NULL GROUP BY level')
    .all(batch);
  const numbered = Object.fromEntries(containers.map((row) => [text(row, 'level'), integer(row, 'many')]));
  return { printed: integer(units ?? {}, 'printed'), numbered };
}
