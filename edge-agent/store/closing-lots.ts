import type { Database } from './database.ts';

/** Lots in the middle of their end: what was wrong with them is explained, and the rest of their numbers gets its end piece by piece. */
export class ClosingLots {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  begin(batch: number): void {
    this.#db.prepare('INSERT INTO closing_lots (batch) VALUES (?) ON CONFLICT DO NOTHING').run(batch);
  }

  isBegun(batch: number): boolean {
    return this.#db.prepare('SELECT 1 FROM closing_lots WHERE batch = ?').get(batch) !== undefined;
  }

  end(batch: number): void {
    this.#db.prepare('DELETE FROM closing_lots WHERE batch = ?').run(batch);
  }
}
