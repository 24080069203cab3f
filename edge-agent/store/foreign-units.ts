import { Audit } from './audit.ts';
import type { Database } from './database.ts';
import { type UnitState, unitStates } from './journal.ts';
import { integer, oneOf, optionalInteger, optionalText, type Row, text } from './row.ts';
import type { Taken } from './stock.ts';
import { tailText } from './tail-tables.ts';

/** A pack's number as another maker's line had it, and what it told of it. */
export interface ForeignUnit {
  readonly batch: number;
  readonly ordinal: number;
  readonly gtin: string;
  readonly serial: string;
  readonly state: UnitState;
  /** True once the line has written it into a code. */
  readonly isEncoded: boolean;
  readonly container: number | undefined;
  /** True once the cloud was told that it exists. */
  readonly isTold: boolean;
}

/** How a unit moves. */
export interface ForeignChange {
  readonly state: UnitState;
  readonly reason?: string | undefined;
  /** True when its label never came onto a pack. */
  readonly isLabel?: boolean | undefined;
  readonly at: string;
}

const columns = 'batch, ordinal, gtin, serial, state, encoded_at, container, told';
const UNSPOKEN = "batch = ? AND state IN ('printing', 'verified')";

/** Which verdict and fate stand in the row of a pack that another maker's line brought there. */
const gone: Readonly<Partial<Record<UnitState, readonly [verdict: string, fate: string]>>> = {
  commissioned: ['good', 'passed'],
  rejected: ['reject', 'rejected'],
  sampled: ['sample', 'sampled'],
};

/** The packs of lines of other makers: rows of `units`, as those of our own lines, from the moment a number is handed out. */
export class ForeignUnits {
  readonly #db: Database;
  readonly #audit: Audit;
  readonly #insert;
  readonly #find;
  readonly #encode;
  readonly #change;
  readonly #remove;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
    this.#insert = db.prepare(
      `INSERT INTO units (batch, ordinal, gtin, serial, sequence, block, tail, state, printed_at)
       VALUES (?1, ?2, ?3, ?4, ?2, ?5, ?6, 'printing', ?7)`,
    );
    this.#find = db.prepare(`SELECT ${columns} FROM units WHERE gtin = ? AND serial = ?`);
    this.#encode = db.prepare(
      "UPDATE units SET encoded_at = ? WHERE batch = ? AND ordinal = ? AND state = 'printing' AND encoded_at IS NULL",
    );
    this.#change = db.prepare(
      `UPDATE units SET state = ?1, reason = ?2, settled_at = ?3, settled = ?4,
         sequence = CASE WHEN ?5 THEN 0 ELSE sequence END,
         verdict = coalesce(verdict, ?6), fate = coalesce(fate, ?7), verified_at = CASE WHEN ?6 IS NULL THEN verified_at ELSE coalesce(verified_at, ?3) END,
         rejected_for = CASE WHEN state = 'rejected' THEN coalesce(rejected_for, reason) ELSE rejected_for END
       WHERE batch = ?8 AND ordinal = ?9 AND state = ?10 RETURNING ${columns}`,
    );
    this.#remove = db.prepare(
      `DELETE FROM units WHERE batch = ? AND ordinal = ? AND state = 'printing' AND encoded_at IS NULL RETURNING block`,
    );
  }

  /** Notes that a number is in the line's hands, in the caller's transaction. Throws when it ever was in somebody's. */
  handOut(batch: number, ordinal: number, gtin: string, { number, block, tail }: Taken, at: string): void {
    this.#insert.run(batch, ordinal, gtin, number, block, tailText(tail), at);
  }

  find(gtin: string, serial: string): ForeignUnit | undefined {
    const row = this.#find.get(gtin, serial);
    return row === undefined ? undefined : unitOf(row);
  }

  /** Notes that a number was written into a code, in the caller's transaction. */
  encode({ batch, ordinal, serial }: ForeignUnit, at: string): void {
    if (this.#encode.run(at, batch, ordinal).changes === 0) throw new Error(`unit ${serial} is past that`);
    this.#audit.append({ at, batch, subject: `unit ${serial}`, now: 'encoded' });
  }

  /** Changes what a unit is, in the caller's transaction. Throws when it is no longer what the caller saw. */
  change(seen: ForeignUnit, { state, reason, isLabel = false, at }: ForeignChange): ForeignUnit {
    const { batch, ordinal, serial, state: was } = seen;
    const entry = this.#audit.append({ at, batch, subject: `unit ${serial}`, was, now: state, why: reason });
    // What was never on a pack was never seen by a camera either.
    const [verdict, fate] = (isLabel || was !== 'printing' ? undefined : gone[state]) ?? [null, null];
    const row = this.#change.get(state, reason ?? null, at, entry, isLabel ? 1 : 0, verdict, fate, batch, ordinal, was);
    if (row === undefined) throw new Error(`unit ${serial} is no longer ${was}`);
    return unitOf(row);
  }

  /** Takes a number back of which nothing was said, in the caller's transaction; answers the block that it came with. */
  remove({ batch, ordinal, serial }: ForeignUnit): string {
    const row = this.#remove.get(batch, ordinal);
    if (row === undefined) throw new Error(`unit ${serial} is past that`);
    return text(row, 'block');
  }

  /**
   * Ends some of those that the line has never said what became of: a label may stick on something, so their numbers are destroyed and never used again. One
   * entry of the audit trail stands for all of them. Answers whether there were any.
   */
  destroySome(batch: number, reason: string, at: string, most: number): boolean {
    const rest = this.#db
      .prepare(`SELECT ordinal FROM units WHERE ${UNSPOKEN} ORDER BY ordinal LIMIT ?`)
      .all(batch, most);
    if (rest.length === 0) return false;
    const subject = `${rest.length} units`;
    const entry = this.#audit.append({ at, batch, subject, was: 'printing', now: 'destroyed', why: reason });
    const end = this.#db.prepare(
      "UPDATE units SET state = 'destroyed', reason = ?, settled_at = ?, settled = ? WHERE batch = ? AND ordinal = ?",
    );
    for (const row of rest) end.run(reason, at, entry, batch, integer(row, 'ordinal'));
    return true;
  }
}

const unitOf = (row: Row): ForeignUnit => ({
  batch: integer(row, 'batch'),
  ordinal: integer(row, 'ordinal'),
  gtin: text(row, 'gtin'),
  serial: text(row, 'serial'),
  state: oneOf(row, 'state', unitStates),
  isEncoded: optionalText(row, 'encoded_at') !== undefined,
  container: optionalInteger(row, 'container'),
  isTold: integer(row, 'told') === 1,
});
