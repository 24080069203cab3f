import type { Order } from '#shared/messages/site-api.ts';
import { Audit } from './audit.ts';
import type { Batch, Batches } from './batches.ts';
import { type Database, transaction } from './database.ts';
import { integer } from './row.ts';
import type { Standings } from './standings.ts';

/** Another order for a batch. */
export interface Changed {
  readonly order: Order;
  /** The revision of L4's that it is; undefined when people at the site did it. */
  readonly revision?: number | undefined;
  readonly at: string;
  readonly why: string;
  readonly who?: string | undefined;
}

/** What becomes of the orders of batches that no line has begun: changed, moved to another line, cancelled. */
export class OrderChanges {
  readonly #db: Database;
  readonly #audit: Audit;
  readonly #batches: Batches;
  readonly #standings: Standings;

  constructor(db: Database, batches: Batches, standings: Standings) {
    this.#db = db;
    this.#audit = new Audit(db);
    this.#batches = batches;
    this.#standings = standings;
  }

  /**
   * Gives a batch another order: one of L4's is prepared anew, with the recipe of then; one that only goes to another line stays as it is.
   *
   * @returns false when its line has begun it, or it was changed by somebody else since it was looked at: the condition decides that race
   */
  change(seen: Batch, { order: wanted, revision, at, why, who }: Changed): boolean {
    const { batch } = seen;
    return transaction(this.#db, () => {
      const { changes } = this.#db
        .prepare(
          `UPDATE batches SET body = ?1, line = ?2, edition = edition + 1,
             state = CASE WHEN ?3 IS NULL THEN state ELSE 'created' END, recipe = CASE WHEN ?3 IS NULL THEN recipe ELSE NULL END,
             revision = coalesce(?3, revision), seen = coalesce(?3, seen), refused = CASE WHEN ?3 IS NULL THEN refused ELSE NULL END,
             why = CASE WHEN ?3 IS NULL THEN ?4 ELSE NULL END
           WHERE batch = ?5 AND state IN ('created', 'assigned') AND edition = ?6`,
        )
        .run(JSON.stringify(wanted), wanted.line, revision ?? null, why, batch, seen.edition);
      if (changes === 0) return false;
      this.#batches.forget(batch);
      const now =
        revision === undefined ? `line ${wanted.line}` : `revision ${revision}: ${differences(seen.order, wanted)}`;
      const was = revision === undefined ? `line ${seen.line}` : `revision ${seen.revision}`;
      this.#audit.append({ at, batch, subject: `batch ${batch}`, was, now, why, ...(who && { who }) });
      this.#standings.noteBatch(this.#batches.get(batch), at);
      return true;
    });
  }

  /** Cancels a batch that no line has begun. Answers false like `change`. */
  cancel(seen: Batch, { revision, at, why, who }: Omit<Changed, 'order'>): boolean {
    return transaction(this.#db, () => {
      const { changes } = this.#db
        .prepare(
          `UPDATE batches SET revision = coalesce(?1, revision), seen = coalesce(?1, seen), refused = NULL,
             why = CASE WHEN ?1 IS NULL THEN ?2 ELSE NULL END
           WHERE batch = ?3 AND state IN ('created', 'assigned') AND edition = ?4`,
        )
        .run(revision ?? null, why, seen.batch, seen.edition);
      if (changes === 0) return false;
      this.#batches.move(this.#batches.get(seen.batch), 'cancelled', at, why, who);
      return true;
    });
  }

  /**
   * Takes back a batch of which nothing was printed: it has neither recipe nor line clearance any more, and is prepared anew. Answers false like
   * `change`. Its line stands.
   */
  takeBack(seen: Batch, { at, why, who }: Pick<Changed, 'at' | 'why' | 'who'>): boolean {
    const { batch } = seen;
    return transaction(this.#db, () => {
      const { changes } = this.#db
        .prepare(
          `UPDATE batches SET state = 'created', recipe = NULL, edition = edition + 1, why = ?1, gate_passed = NULL, gate_rejected = NULL,
             gate_sampled = NULL, gate_unbinned = NULL, bin_counter = NULL, binned = NULL
           WHERE batch = ?2 AND state IN ('assigned', 'clearance') AND started_at IS NULL AND edition = ?3
             AND NOT EXISTS (SELECT 1 FROM units WHERE units.batch = ?2)`,
        )
        .run(why, batch, seen.edition);
      if (changes === 0) return false;
      this.#audit.append({
        at,
        batch,
        subject: `batch ${batch}`,
        was: seen.state,
        now: 'created',
        why,
        ...(who && { who }),
      });
      this.#standings.noteBatch(this.#batches.get(batch), at);
      return true;
    });
  }

  /**
   * Takes back a batch that another maker's line has begun and of which it has had no number and said nothing: it is prepared anew. What its line said to begin
   * it counts no more. Answers false like `change`.
   */
  takeBackUnused(seen: Batch, { at, why, who }: Pick<Changed, 'at' | 'why' | 'who'>): boolean {
    const { batch } = seen;
    return transaction(this.#db, () => {
      const { changes } = this.#db
        .prepare(
          `UPDATE batches SET state = 'created', recipe = NULL, edition = edition + 1, why = ?1, started_at = NULL
           WHERE batch = ?2 AND state = 'running' AND edition = ?3
             AND NOT EXISTS (SELECT 1 FROM units WHERE units.batch = ?2) AND NOT EXISTS (SELECT 1 FROM handed WHERE handed.batch = ?2)
             AND NOT EXISTS (SELECT 1 FROM exceptions WHERE exceptions.batch = ?2)`,
        )
        .run(why, batch, seen.edition);
      if (changes === 0) return false;
      this.#db.prepare('DELETE FROM tokens WHERE batch = ?').run(batch);
      this.#audit.append({
        at,
        batch,
        subject: `batch ${batch}`,
        was: 'running',
        now: 'created',
        why,
        ...(who && { who }),
      });
      this.#standings.noteBatch(this.#batches.get(batch), at);
      return true;
    });
  }

  /** Notes that a revision of L4's was looked at and not taken. */
  turnDown({ batch }: Batch, revision: number, why: string, at: string): void {
    transaction(this.#db, () => {
      const { changes } = this.#db
        .prepare('UPDATE batches SET seen = ?1, refused = ?2 WHERE batch = ?3 AND seen < ?1')
        .run(revision, why, batch);
      if (changes === 0) return;
      this.#audit.append({ at, batch, subject: `batch ${batch}`, now: `revision ${revision} refused`, why });
      this.#standings.noteBatch(this.#batches.get(batch), at);
    });
  }

  /** Notes that a cancelled batch is what L4 wishes by now. */
  agree({ batch }: Batch, revision: number, at: string): void {
    transaction(this.#db, () => {
      this.#db
        .prepare('UPDATE batches SET revision = ?1, seen = ?1, refused = NULL WHERE batch = ?2')
        .run(revision, batch);
      this.#standings.noteBatch(this.#batches.get(batch), at);
    });
  }

  /** Notes how batches stand that were there before their standing was kept. */
  standAll(at: string): void {
    const unknown = this.#db
      .prepare(
        `SELECT batch FROM batches b WHERE state NOT IN ('closed', 'reported')
           AND NOT EXISTS (SELECT 1 FROM standings s WHERE s.owner = b.owner AND s.order_id = b.order_id)`,
      )
      .all();
    for (const row of unknown) this.#standings.noteBatch(this.#batches.get(integer(row, 'batch')), at);
  }
}

/** What of an order is another than before, for the audit trail. */
function differences(before: Order, after: Order): string {
  const was: Readonly<Record<string, unknown>> = before;
  return Object.entries(after)
    .filter(([member, value]) => member !== 'revision' && was[member] !== value)
    .map(([member, value]) => `${member} ${String(value)} (was ${String(was[member] ?? 'none')})`)
    .join(', ');
}
