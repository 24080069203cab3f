import type { Database } from './database.ts';
import { integer } from './row.ts';

const HOUR_MS = 3_600_000;
const WEEK_HOURS = 7 * 24;

/** How much room the records took, hour by hour, for a week. */
export class DiskHours {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Notes how much it is now, once an hour; ms since 1970. Answers whether it did. */
  note(now: number, usedBytes: number): boolean {
    const hour = Math.floor(now / HOUR_MS);
    const known = this.#db.prepare('SELECT 1 FROM disk_hours WHERE hour = ?').get(hour);
    if (known !== undefined) return false;
    this.#db.prepare('INSERT INTO disk_hours (hour, used) VALUES (?, ?)').run(hour, usedBytes);
    // A clock that was set back leaves hours behind that are yet to come.
    this.#db.prepare('DELETE FROM disk_hours WHERE hour <= ? OR hour > ?').run(hour - WEEK_HOURS, hour);
    return true;
  }

  /** Oldest first. */
  all(): { hour: number; usedBytes: number }[] {
    return this.#db
      .prepare('SELECT hour, used FROM disk_hours ORDER BY hour')
      .all()
      .map((row) => ({ hour: integer(row, 'hour'), usedBytes: integer(row, 'used') }));
  }
}
