import type { Progress } from '#shared/line/numbers-needed.ts';
import type { Database } from './database.ts';
import { integer, text } from './row.ts';

/** How many numbers a batch has put to use: labels printed, and containers that bear a number, by level. */
export function progressOf(db: Database, batch: number): Progress {
  const units = db.prepare('SELECT coalesce(sum(units), 0) AS printed FROM unit_groups WHERE batch = ?').get(batch);
  const containers = db
    .prepare(
      // Numbers in the hands of another maker's line are as good as used; what it spoiled is wanted again.
      `SELECT level, sum(many) AS many FROM (
         SELECT level, count(*) AS many FROM containers WHERE batch = ?1 AND epc IS NOT NULL GROUP BY level
         UNION ALL SELECT level, count(*) FROM handed WHERE batch = ?1 AND state IN ('allocated', 'encoded') GROUP BY level)
       GROUP BY level`,
    )
    .all(batch);
  const numbered = Object.fromEntries(containers.map((row) => [text(row, 'level'), integer(row, 'many')]));
  return { printed: integer(units ?? {}, 'printed'), numbered };
}
