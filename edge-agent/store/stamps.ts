import type { Database } from './database.ts';
import { optionalText } from './row.ts';

/** The latest stamp of any event of a batch, so that none is ever earlier than one before it. */
export class Stamps {
  readonly #last;
  readonly #keep;

  constructor(db: Database) {
    // Batches that an older release began have no stamp of their own.
    this.#last = db.prepare(
      `SELECT coalesce(stamped_at, (SELECT max(closed_at) FROM containers c WHERE c.batch = b.batch)) AS at
       FROM batches b WHERE batch = ?`,
    );
    this.#keep = db.prepare('UPDATE batches SET stamped_at = ? WHERE batch = ?');
  }

  /** Milliseconds since 1970; 0 when nothing was ever told of the batch. */
  last(batch: number): number {
    const at = optionalText(this.#last.get(batch) ?? { at: null }, 'at');
    return at === undefined ? 0 : Date.parse(at);
  }

  /** Keeps the stamp given last, ISO 8601 in UTC, in the transaction that keeps the events. */
  keep(batch: number, at: string): void {
    this.#keep.run(at, batch);
  }
}
