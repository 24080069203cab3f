import type { Database } from './database.ts';
import { integer, optionalText, type Row, text } from './row.ts';

/** Units of a batch that are alike in all that a report tells apart. */
export interface UnitGroup {
  readonly state: string;
  readonly verdict: string | undefined;
  readonly fate: string | undefined;
  readonly reason: string | undefined;
  /** Why it was rejected before people made something else of it. */
  readonly rejectedFor: string | undefined;
  /** True for a label that people printed at a bench. */
  readonly bench: boolean;
  /** True once its code was read. */
  readonly seen: boolean;
  /** True while it is in a container. */
  readonly packed: boolean;
  readonly units: number;
}

/** Numbers of the blocks that a batch was given or drew from. */
export interface DrawnNumbers {
  readonly received: number;
  readonly unused: number;
  /** Printed in other batches that shared a block. */
  readonly elsewhere: number;
  /** Handed out, and given back unused. */
  readonly returned?: number;
}

/** What a person did, as the audit trail has it. */
export interface Intervention {
  readonly entry: number;
  readonly at: string;
  readonly subject: string;
  readonly was: string | undefined;
  readonly now: string;
  readonly why: string | undefined;
  readonly who: string;
}

/** What only reports ask of the stores. Everything is read, nothing written. */
export class ReportRows {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** All units of a batch in one look, so that their sums agree with each other while it runs. */
  units(batch: number): UnitGroup[] {
    return this.#db
      .prepare(
        `SELECT state, nullif(verdict, '') AS verdict, nullif(fate, '') AS fate, nullif(reason, '') AS reason,
           nullif(rejected_for, '') AS rejected_for, bench, seen, packed, sum(units) AS units
         FROM unit_groups WHERE batch = ? AND units > 0 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8`,
      )
      .all(batch)
      .map(groupOf);
  }

  /** Numbers for units: what came, what is left, and what went into other batches. */
  numbers(batch: number, pool: string): DrawnNumbers {
    const involved = `SELECT request FROM blocks WHERE pool = ?2 AND batch = ?1
      UNION SELECT block FROM drawn_blocks WHERE batch = ?1`;
    const row =
      this.#db
        .prepare(
          `SELECT coalesce(sum(last - first + 1), 0) AS received, coalesce(sum(last - used + 1), 0) AS unused
           FROM blocks WHERE first IS NOT NULL AND request IN (${involved})`,
        )
        .get(batch, pool) ?? {};
    const drawn = { received: integer(row, 'received'), unused: integer(row, 'unused') };
    const own = this.#count(
      "SELECT coalesce(sum(units), 0) AS units FROM unit_groups WHERE batch = ?1 AND block <> ''",
      batch,
    );
    // Other batches are looked through only when numbers are missing here.
    const elsewhere =
      drawn.received - drawn.unused === own
        ? 0
        : this.#count(
            `SELECT coalesce(sum(units), 0) AS units FROM unit_groups WHERE batch <> ?1 AND block IN (${involved})`,
            batch,
            pool,
          );
    const returned = this.#count(
      `SELECT count(*) AS units FROM given_back WHERE batch = ?1 AND block IN (${involved})`,
      batch,
      pool,
    );
    return { ...drawn, elsewhere, returned };
  }

  /** Closed containers of a batch by level, and how many of them are not full or not of one lot. */
  containers(batch: number): { level: string; state: string; containers: number; partial: number }[] {
    return this.#db
      .prepare(
        `SELECT level, state, count(*) AS containers, sum(partial) AS partial FROM containers WHERE batch = ? GROUP BY level, state
         ORDER BY level, state`,
      )
      .all(batch)
      .map((row) => ({
        level: text(row, 'level'),
        state: text(row, 'state'),
        containers: integer(row, 'containers'),
        partial: integer(row, 'partial'),
      }));
  }

  /** What people did in a batch, and to its line while it was there, oldest first. */
  interventions(batch: number, line: string, from: string | undefined, to: string | undefined): Intervention[] {
    return this.#db
      .prepare(
        `SELECT * FROM audit WHERE who <> 'agent'
           AND (batch = ?1 OR (batch IS NULL AND subject = ?2 AND at >= ?3 AND (?4 IS NULL OR at <= ?4))) ORDER BY entry`,
      )
      .all(batch, `line ${line}`, from ?? '9999', to ?? null)
      .map(interventionOf);
  }

  #count(query: string, ...given: (string | number)[]): number {
    return integer(this.#db.prepare(query).get(...given) ?? {}, 'units');
  }
}

const groupOf = (row: Row): UnitGroup => ({
  state: text(row, 'state'),
  verdict: optionalText(row, 'verdict'),
  fate: optionalText(row, 'fate'),
  reason: optionalText(row, 'reason'),
  rejectedFor: optionalText(row, 'rejected_for'),
  bench: integer(row, 'bench') === 1,
  seen: integer(row, 'seen') === 1,
  packed: integer(row, 'packed') === 1,
  units: integer(row, 'units'),
});

const interventionOf = (row: Row): Intervention => ({
  entry: integer(row, 'entry'),
  at: text(row, 'at'),
  subject: text(row, 'subject'),
  was: optionalText(row, 'was'),
  now: text(row, 'now'),
  why: optionalText(row, 'why'),
  who: text(row, 'who'),
});
