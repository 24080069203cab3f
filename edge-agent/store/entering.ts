import type { Database } from './database.ts';
import { integer, type Row, text } from './row.ts';

/** Levels from the outermost in, as SQL ranks them. */
const rank = "CASE level WHEN 'pallet' THEN 0 WHEN 'case' THEN 1 ELSE 2 END";

/** How far closed lots were taken over into the warehouse. Everything is in the caller's transaction, with the rows it is about. */
export class Entering {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Notes that a lot is taken over from here on, unless it is already. */
  begin(batch: number): void {
    const insert = 'INSERT INTO warehouse_batches (batch, released) VALUES (?, 0) ON CONFLICT DO NOTHING';
    if (this.#db.prepare(insert).run(batch).changes === 0) return;
    this.#db
      .prepare('INSERT INTO warehouse_entering (batch, level, container, settled) VALUES (?, -1, -1, -1)')
      .run(batch);
  }

  /** The next closed containers of it, outermost first. */
  containers(batch: number, most: number): number[] {
    const rows = this.#db
      .prepare(
        `SELECT container, ${rank} AS rank FROM containers WHERE batch = ?1 AND state = 'closed' AND closed_at IS NOT NULL
           AND (${rank}, container) > (SELECT level, container FROM warehouse_entering WHERE batch = ?1)
         ORDER BY rank, container LIMIT ?2`,
      )
      .all(batch, most);
    const last = rows.at(-1);
    if (last !== undefined)
      this.#db
        .prepare('UPDATE warehouse_entering SET level = ?, container = ? WHERE batch = ?')
        .run(integer(last, 'rank'), integer(last, 'container'), batch);
    return rows.map((row: Row) => integer(row, 'container'));
  }

  /** Serials of the next good packs of it that are in nothing and that the cloud was told of. */
  packs(batch: number, most: number): string[] {
    const rows = this.#db
      .prepare(
        `SELECT serial, settled FROM units WHERE batch = ?1 AND state = 'commissioned' AND container IS NULL AND told = 1
           AND settled > (SELECT settled FROM warehouse_entering WHERE batch = ?1)
         ORDER BY settled LIMIT ?2`,
      )
      .all(batch, most);
    const last = rows.at(-1);
    if (last !== undefined)
      this.#db
        .prepare('UPDATE warehouse_entering SET settled = ? WHERE batch = ?')
        .run(integer(last, 'settled'), batch);
    return rows.map((row: Row) => text(row, 'serial'));
  }

  /** Nothing of it is left to take over. */
  done(batch: number): void {
    this.#db.prepare('DELETE FROM warehouse_entering WHERE batch = ?').run(batch);
  }
}
