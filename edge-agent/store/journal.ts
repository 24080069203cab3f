import type { Tail } from '#shared/line/printable.ts';
import { Audit } from './audit.ts';
import { type Database, transaction } from './database.ts';
import { integer, oneOf, optionalText, type Row, text } from './row.ts';
import { tailOf, tailText } from './tail-tables.ts';

export const unitStates = [
  'printing',
  'verified',
  'commissioned',
  'rejected',
  'sampled',
  'decommissioned',
  'destroyed',
] as const;
export type UnitState = (typeof unitStates)[number];
const verdicts = ['good', 'reject', 'sample'] as const;
const fates = ['passed', 'rejected', 'sampled'] as const;
export type SettledState = 'commissioned' | 'rejected' | 'sampled' | 'destroyed';

/** One printed serial. `ordinal` counts a batch's labels from 1; `sequence` is the camera trigger its carton is due at, 0 for a label that people print. */
export interface Unit {
  readonly batch: number;
  readonly ordinal: number;
  readonly serial: string;
  readonly sequence: number;
  readonly state: UnitState;
  readonly verdict: (typeof verdicts)[number] | undefined;
  /** Where the gate says that the carton went; undefined when it has not said. */
  readonly fate: (typeof fates)[number] | undefined;
  readonly reason: string | undefined;
  /** What came with its serial and stands behind it on the pack. */
  readonly tail: Tail | undefined;
}

/** Why a unit moves. */
export interface Settlement {
  readonly state: SettledState;
  readonly fate: (typeof fates)[number] | undefined;
  readonly reason: string | undefined;
}

/** A unit as it goes to the printer. */
export interface Printing {
  readonly batch: number;
  readonly ordinal: number;
  readonly gtin: string;
  readonly serial: string;
  readonly sequence: number;
  /** The request that its serial came with. */
  readonly block?: string;
  /** What stands behind its serial. */
  readonly tail?: Tail | undefined;
}

/** What became of a batch's units so far. */
export interface Tally {
  printed: number;
  /** Read by the camera and given a verdict. */
  verified: number;
  /** Verdicts 'good' and 'sample'. */
  good: number;
  commissioned: number;
  rejected: number;
  sampled: number;
  decommissioned: number;
  destroyed: number;
  /** In containers. */
  packed: number;
}

const columns = 'batch, ordinal, serial, sequence, state, verdict, fate, reason, tail';

/** The units of a line: one row for every serial that was ever sent to a printer, and no serial twice. */
export class Journal {
  readonly #db: Database;
  readonly #audit: Audit;
  readonly #print;
  readonly #verify;
  readonly #settle;
  readonly #find;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
    this.#print = db.prepare(
      `INSERT INTO units (batch, ordinal, gtin, serial, sequence, block, tail, state, printed_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'printing', ?) RETURNING ${columns}`,
    );
    this.#verify = db.prepare(
      `UPDATE units SET state = 'verified', verdict = ?, reason = ?, bears = ?, verified_at = ?
       WHERE batch = ? AND ordinal = ? AND state = 'printing' RETURNING ${columns}`,
    );
    this.#settle = db.prepare(
      `UPDATE units SET state = ?, fate = ?, reason = ?, settled_at = ?, settled = ?
       WHERE batch = ? AND ordinal = ? AND state IN ('printing', 'verified') RETURNING ${columns}`,
    );
    this.#find = db.prepare(`SELECT ${columns} FROM units WHERE gtin = ? AND serial = ?`);
  }

  /** Notes that a serial is about to go to the printer. Throws when it ever went before. */
  printing({ batch, ordinal, gtin, serial, sequence, block, tail }: Printing, at: string): Unit {
    return transaction(this.#db, () => {
      const row = this.#print.get(batch, ordinal, gtin, serial, sequence, block ?? null, tailText(tail), at);
      this.#audit.append({ at, batch, subject: `unit ${serial}`, now: 'printing' });
      return unitOf(row ?? {});
    });
  }

  /**
   * Notes the camera's verdict. Throws when the unit has one already.
   *
   * @param bears the serial that its carton shows in place of its own
   */
  verified(
    unit: Unit,
    verdict: (typeof verdicts)[number],
    reason: string | undefined,
    at: string,
    bears?: string | undefined,
  ): Unit {
    return transaction(this.#db, () => {
      const row = this.#verify.get(verdict, reason ?? null, bears ?? null, at, unit.batch, unit.ordinal);
      if (row === undefined) throw new Error(`unit ${unit.serial} has its verdict already`);
      const why = reason === undefined ? verdict : `${verdict}: ${reason}`;
      this.#audit.append({
        at,
        batch: unit.batch,
        subject: `unit ${unit.serial}`,
        was: unit.state,
        now: 'verified',
        why,
      });
      return unitOf(row);
    });
  }

  /** Notes a unit's one and last fate. Throws when it has one already. */
  settled(unit: Unit, { state, fate, reason }: Settlement, at: string): Unit {
    return transaction(this.#db, () => {
      const entry = this.#audit.append({
        at,
        batch: unit.batch,
        subject: `unit ${unit.serial}`,
        was: unit.state,
        now: state,
        why: reason ?? fate,
      });
      const row = this.#settle.get(state, fate ?? null, reason ?? null, at, entry, unit.batch, unit.ordinal);
      if (row === undefined) throw new Error(`unit ${unit.serial} has its fate already`);
      return unitOf(row);
    });
  }

  /** A unit by its serial, in whatever batch it was printed. */
  bySerial(gtin: string, serial: string): Unit | undefined {
    const row = this.#find.get(gtin, serial);
    return row === undefined ? undefined : unitOf(row);
  }

  /** The ordinal of the label that a batch prints next. */
  nextOrdinal(batch: number): number {
    const row = this.#db.prepare('SELECT coalesce(max(ordinal), 0) + 1 AS next FROM units WHERE batch = ?').get(batch);
    return integer(row ?? {}, 'next');
  }

  /** Units on their way whose fate is not known yet, in printing order; what people print at a bench has no trigger and is none of them. */
  pending(batch: number): Unit[] {
    return this.#db
      .prepare(
        `SELECT ${columns} FROM units INDEXED BY pending_units
         WHERE batch = ? AND state IN ('printing', 'verified') AND sequence > 0 ORDER BY ordinal`,
      )
      .all(batch)
      .map(unitOf);
  }

  /** The highest trigger that a line's camera or gate has spoken of; 0 when it never did. */
  lastTrigger(line: string): number {
    const row = this.#db
      .prepare(
        `SELECT u.sequence FROM units u JOIN batches b USING (batch)
         WHERE b.line = ? AND u.sequence > 0 AND (u.verified_at IS NOT NULL OR u.fate IS NOT NULL)
         ORDER BY u.batch DESC, u.ordinal DESC LIMIT 1`,
      )
      .get(line);
    return row === undefined ? 0 : integer(row, 'sequence');
  }

  /** Counts every unit of a batch by what became of it. */
  tally(batch: number): Tally {
    const some = (which: string) => `coalesce(sum(units) FILTER (WHERE ${which}), 0)`;
    const row = this.#db
      .prepare(
        `SELECT coalesce(sum(units), 0) AS printed, ${some('seen')} AS verified, ${some('packed')} AS packed,
           ${some("verdict IN ('good', 'sample')")} AS good,
           ${(['commissioned', 'rejected', 'sampled', 'decommissioned', 'destroyed'] as const)
             .map((state) => `${some(`state = '${state}'`)} AS ${state}`)
             .join(', ')}
         FROM unit_groups WHERE batch = ?`,
      )
      .get(batch);
    const count = (column: string) => integer(row ?? {}, column);
    return {
      printed: count('printed'),
      verified: count('verified'),
      good: count('good'),
      commissioned: count('commissioned'),
      rejected: count('rejected'),
      sampled: count('sampled'),
      decommissioned: count('decommissioned'),
      destroyed: count('destroyed'),
      packed: count('packed'),
    };
  }

  /** Rejected units by reason. */
  rejects(batch: number): Record<string, number> {
    const rows = this.#db
      .prepare(
        `SELECT reason, sum(units) AS units FROM unit_groups WHERE batch = ? AND state = 'rejected' AND units > 0
         GROUP BY reason ORDER BY reason`,
      )
      .all(batch);
    return Object.fromEntries(rows.map((row) => [text(row, 'reason') || 'no reason', integer(row, 'units')]));
  }

  /** Sampled units that the cloud was not told of as good ones, by reason. */
  samples(batch: number): Record<string, number> {
    const rows = this.#db
      .prepare(
        `SELECT reason, sum(units) AS units FROM unit_groups WHERE batch = ? AND state = 'sampled' AND told = 0 AND units > 0
         GROUP BY reason`,
      )
      .all(batch);
    return Object.fromEntries(rows.map((row) => [text(row, 'reason'), integer(row, 'units')]));
  }

  /** Units that were on their way to the gate by what it confirmed: passed, rejected, sampled, and those it never spoke of. */
  confirmed(batch: number): { passed: number; rejected: number; sampled: number; silent: number } {
    const row = this.#db
      .prepare(
        `SELECT ${['passed', 'rejected', 'sampled', '']
          .map((fate) => `coalesce(sum(units) FILTER (WHERE fate = '${fate}'), 0) AS ${fate || 'silent'}`)
          .join(', ')} FROM unit_groups WHERE batch = ? AND bench = 0`,
      )
      .get(batch);
    const count = (column: string) => integer(row ?? {}, column);
    return {
      passed: count('passed'),
      rejected: count('rejected'),
      sampled: count('sampled'),
      silent: count('silent'),
    };
  }
}

function unitOf(row: Row): Unit {
  return {
    batch: integer(row, 'batch'),
    ordinal: integer(row, 'ordinal'),
    serial: text(row, 'serial'),
    sequence: integer(row, 'sequence'),
    state: oneOf(row, 'state', unitStates),
    verdict: row['verdict'] === null ? undefined : oneOf(row, 'verdict', verdicts),
    fate: row['fate'] === null ? undefined : oneOf(row, 'fate', fates),
    reason: optionalText(row, 'reason'),
    tail: tailOf(optionalText(row, 'tail')),
  };
}
