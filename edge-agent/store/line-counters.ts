import * as v from 'valibot';
import type { Counters } from '#shared/line/counters.ts';
import { packMlModes, packMlStates } from '#shared/line/packml.ts';
import type { Database } from './database.ts';
import { integer, optionalInteger, optionalText, type Row, text } from './row.ts';

const count = v.object({ count: v.number(), accCount: v.number() });
const keysOf = <Key extends string>(table: Record<Key, unknown>): Key[] =>
  Object.keys(table).filter((key): key is Key => key in table);
const mode = v.picklist(keysOf(packMlModes));
const state = v.picklist(keysOf(packMlStates));
const times = v.record(v.string(), v.number());
const shape = v.object({
  mode,
  state,
  planned: v.boolean(),
  consumed: count,
  processed: count,
  defective: v.record(v.string(), count),
  modeCurrentTime: v.number(),
  modeCumulativeTime: times,
  stateCurrentTime: v.number(),
  stateCumulativeTime: v.record(v.string(), times),
  accTimeSinceReset: v.number(),
  plannedTime: v.number(),
  executeTime: v.number(),
});

/** What is kept of a line's counters. */
export interface KeptCounters {
  readonly counters: Counters;
  /** The last entry of the audit trail that is counted in them. */
  readonly entry: number;
  /** The batch that they were last reset for. */
  readonly batch: number | undefined;
}

/** Units that the audit trail tells of. */
export interface CountedUnits {
  readonly batch: number;
  readonly units: number;
  /** What was done to them: their labels were sent to the printer, or their fate became known. */
  readonly done: 'consumed' | 'settled';
  /** Why those that were settled are no good packs. */
  readonly defect: string | undefined;
}

/** Counters of the lines, a row for each, and of every batch as they stood at its end. */
export class CounterStore {
  readonly #db: Database;
  readonly #last;
  readonly #since;

  constructor(db: Database) {
    this.#db = db;
    this.#last = db.prepare('SELECT coalesce(max(entry), 0) AS entry FROM audit');
    this.#since = db.prepare(
      `SELECT a.batch, a.now, a.why, count(*) AS units FROM audit a JOIN batches b USING (batch)
       WHERE a.entry > ?1 AND a.entry <= ?2 AND b.line = ?3 AND a.who = 'agent' AND a.subject LIKE 'unit %'
         AND a.now IN ('printing', 'commissioned', 'rejected', 'sampled', 'destroyed')
       GROUP BY a.batch, a.now, a.why`,
    );
  }

  /** What was last kept of a line. */
  of(line: string): KeptCounters | undefined {
    const row = this.#db.prepare('SELECT * FROM counters WHERE line = ?').get(line);
    if (row === undefined) return undefined;
    return { counters: countersIn(row), entry: integer(row, 'entry'), batch: optionalInteger(row, 'batch') };
  }

  keep(line: string, { counters, entry, batch }: KeptCounters): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO counters (line, entry, batch, body) VALUES (?, ?, ?, ?)')
      .run(line, entry, batch ?? null, JSON.stringify(counters));
  }

  /** Keeps a batch's counters as they stand at its end; they stay as they were kept first. */
  keepBatch(batch: number, counters: Counters): void {
    this.#db
      .prepare('INSERT OR IGNORE INTO batch_counters (batch, body) VALUES (?, ?)')
      .run(batch, JSON.stringify(counters));
  }

  ofBatch(batch: number): Counters | undefined {
    const row = this.#db.prepare('SELECT body FROM batch_counters WHERE batch = ?').get(batch);
    return row === undefined ? undefined : countersIn(row);
  }

  /** What the machine of a line did to units behind an entry of the audit trail, and where that ends; what people did by hand is none of it. */
  since(line: string, entry: number): { readonly entry: number; readonly counted: readonly CountedUnits[] } {
    const last = integer(this.#last.get() ?? {}, 'entry');
    return { entry: last, counted: last === entry ? [] : this.#since.all(entry, last, line).map(countedIn) };
  }
}

const countedIn = (row: Row): CountedUnits => ({
  batch: integer(row, 'batch'),
  units: integer(row, 'units'),
  done: row['now'] === 'printing' ? 'consumed' : 'settled',
  defect: defectIn(row),
});

const countersIn = (row: Row): Counters => v.parse(shape, JSON.parse(text(row, 'body')));

function defectIn(row: Row): string | undefined {
  const now = text(row, 'now');
  return now === 'commissioned' || now === 'sampled' ? undefined : (optionalText(row, 'why') ?? now);
}
