import { type DrawnBlock, type LineFate, lineFates } from '#shared/messages/agent-to-cloud.ts';
import type { Database } from './database.ts';
import { integer, oneOf, type Row, text } from './row.ts';

/** A serial that was not commissioned, and why it was not. */
export interface FatedSerial {
  readonly block: string;
  readonly fate: LineFate;
  readonly serial: string;
}

/** `printing` and `verified` are the states of a unit whose fate is not known. */
const fate = "CASE WHEN state IN ('printing', 'verified') THEN 'unaccounted' ELSE state END";

/** What became of the numbers of a batch, block by block. */
export class Fates {
  readonly #blocks;
  readonly #all;

  constructor(db: Database) {
    const serialAt = (ordinal: string) => `(SELECT serial FROM units WHERE batch = ?1 AND ordinal = ${ordinal})`;
    this.#blocks = db.prepare(
      `SELECT *, ${serialAt('lowest')} AS first_serial, ${serialAt('highest')} AS last_serial FROM (
       SELECT block, min(ordinal) AS lowest, max(ordinal) AS highest, count(*) AS printed,
         count(*) FILTER (WHERE state = 'commissioned') AS commissioned,
         count(*) FILTER (WHERE state = 'rejected') AS rejected,
         count(*) FILTER (WHERE state = 'sampled') AS sampled,
         count(*) FILTER (WHERE state = 'destroyed') AS destroyed,
         count(*) FILTER (WHERE state IN ('printing', 'verified')) AS unaccounted
       FROM units WHERE batch = ?1 AND block IS NOT NULL GROUP BY block) ORDER BY lowest`,
    );
    this.#all = db.prepare(
      `SELECT block, ${fate} AS fate, serial FROM units
       WHERE batch = ? AND block IS NOT NULL AND state <> 'commissioned' ORDER BY block, fate, ordinal`,
    );
  }

  /** What a batch drew from each block. */
  blocks(batch: number, pool: string): DrawnBlock[] {
    return this.#blocks.all(batch).map((row) => drawn(row, pool));
  }

  /** Every serial that was printed and not commissioned, those of one block and fate together. */
  *of(batch: number): Generator<FatedSerial> {
    for (const row of this.#all.iterate(batch))
      yield { block: text(row, 'block'), fate: oneOf(row, 'fate', lineFates), serial: text(row, 'serial') };
  }
}

function drawn(row: Row, pool: string): DrawnBlock {
  const count = (column: string) => integer(row, column);
  return {
    block: text(row, 'block'),
    pool,
    from: text(row, 'first_serial'),
    to: text(row, 'last_serial'),
    printed: count('printed'),
    commissioned: count('commissioned'),
    rejected: count('rejected'),
    sampled: count('sampled'),
    destroyed: count('destroyed'),
    unaccounted: count('unaccounted'),
  };
}
