import { type DrawnBlock, type LineFate, lineFates } from '#shared/messages/agent-to-cloud.ts';
import type { Database } from './database.ts';
import { integer, oneOf, type Row, text } from './row.ts';

/** A serial that was not commissioned, and why it was not. */
export interface FatedSerial {
  readonly block: string;
  readonly fate: LineFate;
  readonly serial: string;
}

/**
 * What the report says of a unit. Once the cloud was told of it, the ledger is the witness: what became of it later stands in events, and the
 * line counts it as commissioned. `printing` and `verified` are the states of a unit whose fate is not known.
 */
const fate = `CASE WHEN told = 1 OR state = 'commissioned' THEN 'commissioned' WHEN state = 'decommissioned' THEN 'destroyed'
  WHEN state IN ('printing', 'verified') THEN 'unaccounted' ELSE state END`;

const counts = `coalesce(sum(units), 0) AS printed, ${['commissioned', ...lineFates]
  .map((one) => `coalesce(sum(units) FILTER (WHERE ends_as = '${one}'), 0) AS ${one}`)
  .join(', ')}`;

/** How many numbers of a batch had which fate. */
export type FateCounts = Pick<
  DrawnBlock,
  'printed' | 'commissioned' | 'rejected' | 'sampled' | 'destroyed' | 'unaccounted'
>;

/** What became of the numbers of a batch, block by block. */
export class Fates {
  readonly #blocks;
  readonly #all;
  readonly #total;

  constructor(db: Database) {
    const grouped = `(SELECT *, ${fate} AS ends_as FROM unit_groups WHERE batch = ?1)`;
    const serialAt = (ordinal: string) => `(SELECT serial FROM units WHERE batch = ?1 AND ordinal = ${ordinal})`;
    this.#blocks = db.prepare(
      `SELECT d.block, ${serialAt('d.lowest')} AS first_serial, ${serialAt('d.highest')} AS last_serial, ${counts}
       FROM drawn_blocks d JOIN ${grouped} g USING (block) WHERE d.batch = ?1 GROUP BY d.block ORDER BY d.lowest`,
    );
    this.#all = db.prepare(
      `SELECT block, ${fate} AS fate, serial FROM units INDEXED BY uncommissioned_units
       WHERE batch = ? AND block IS NOT NULL AND told = 0 AND state <> 'commissioned' ORDER BY block, fate, ordinal`,
    );
    this.#total = db.prepare(`SELECT ${counts} FROM ${grouped}`);
  }

  /** What a batch drew from each block. */
  blocks(batch: number, pool: string): DrawnBlock[] {
    return this.#blocks.all(batch).map((row) => drawn(row, pool));
  }

  /** What became of all numbers of a batch. */
  total(batch: number): FateCounts {
    return countsOf(this.#total.get(batch) ?? {});
  }

  /** Every serial that was printed and not commissioned, those of one block and fate together. */
  *of(batch: number): Generator<FatedSerial> {
    for (const row of this.#all.iterate(batch))
      yield { block: text(row, 'block'), fate: oneOf(row, 'fate', lineFates), serial: text(row, 'serial') };
  }
}

const drawn = (row: Row, pool: string): DrawnBlock => ({
  block: text(row, 'block'),
  pool,
  from: text(row, 'first_serial'),
  to: text(row, 'last_serial'),
  ...countsOf(row),
});

const countsOf = (row: Row): FateCounts => ({
  printed: integer(row, 'printed'),
  commissioned: integer(row, 'commissioned'),
  rejected: integer(row, 'rejected'),
  sampled: integer(row, 'sampled'),
  destroyed: integer(row, 'destroyed'),
  unaccounted: integer(row, 'unaccounted'),
});
