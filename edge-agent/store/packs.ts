import type { Tail } from '#shared/line/printable.ts';
import { Audit } from './audit.ts';
import { type Database, transaction } from './database.ts';
import { type UnitState, unitStates } from './journal.ts';
import { integer, oneOf, optionalInteger, optionalText, type Row, text } from './row.ts';
import { tailOf } from './tail-tables.ts';

/** A unit as a pack in people's hands and in containers. */
export interface Pack {
  readonly batch: number;
  readonly ordinal: number;
  readonly gtin: string;
  readonly serial: string;
  readonly state: UnitState;
  readonly verdict: string | undefined;
  readonly reason: string | undefined;
  /** Why it was rejected, once people have made something else of it. */
  readonly rejectedFor: string | undefined;
  /** True for one whose label people have printed at a bench. */
  readonly isBench: boolean;
  /** What it is in, open or closed. */
  readonly container: number | undefined;
  /** True once the cloud was told that it exists. */
  readonly told: boolean;
  /** What came with its serial and stands behind it. */
  readonly tail: Tail | undefined;
}

/** How a pack's state changes, by whom and why. */
export interface PackChange {
  readonly state: UnitState;
  readonly at: string;
  readonly why: string;
  readonly who: string;
  /** Its code was read by hand: from then on it is known to stick on a pack. */
  readonly isRead?: boolean;
}

const columns = 'batch, ordinal, gtin, serial, sequence, state, verdict, reason, rejected_for, container, told, tail';

/** The packs of a site behind the gate: what they are in, and what people make of them. */
export class Packs {
  readonly #db: Database;
  readonly #audit: Audit;
  readonly #find;
  readonly #put;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
    this.#find = db.prepare(`SELECT ${columns} FROM units WHERE gtin = ? AND serial = ?`);
    this.#put = db.prepare(
      `UPDATE units SET container = ? WHERE batch = ? AND ordinal = ? AND state = 'commissioned' AND container IS NULL`,
    );
  }

  find(gtin: string, serial: string): Pack | undefined {
    const row = this.#find.get(gtin, serial);
    return row === undefined ? undefined : packOf(row);
  }

  /** Other packs on which the camera has read that pack's code in place of their own. */
  bearers({ gtin, serial }: Pick<Pack, 'gtin' | 'serial'>): Pack[] {
    return this.#db
      .prepare(`SELECT ${columns} FROM units WHERE gtin = ? AND bears = ? ORDER BY batch, ordinal`)
      .all(gtin, serial)
      .map(packOf);
  }

  /** The packs whose labels the line printed right before and right after. */
  beside({ batch, ordinal }: Pick<Pack, 'batch' | 'ordinal'>): Pack[] {
    const next = (how: '<' | '>', order: 'DESC' | 'ASC') =>
      this.#db
        .prepare(
          `SELECT ${columns} FROM units WHERE batch = ? AND ordinal ${how} ? AND sequence > 0 ORDER BY ordinal ${order} LIMIT 1`,
        )
        .all(batch, ordinal);
    return [...next('<', 'DESC'), ...next('>', 'ASC')].map(packOf);
  }

  /** Packs that the gate let pass one after the other, that nobody has touched since, and that are in nothing, in that order. */
  passed(batch: number, most: number): Pack[] {
    return this.#db
      .prepare(
        `SELECT ${columns} FROM units WHERE batch = ? AND state = 'commissioned' AND container IS NULL
           AND fate = 'passed' AND told = 0 ORDER BY settled LIMIT ?`,
      )
      .all(batch, most)
      .map(packOf);
  }

  /** How many those are. */
  countPassed(batch: number): number {
    const row = this.#db
      .prepare(
        `SELECT count(*) AS packs FROM units WHERE batch = ? AND state = 'commissioned' AND container IS NULL
           AND fate = 'passed' AND told = 0`,
      )
      .get(batch);
    return integer(row ?? {}, 'packs');
  }

  /** Good packs that are in nothing, whatever brought them there. */
  loose(batch: number): Pack[] {
    return this.#db
      .prepare(
        `SELECT ${columns} FROM units WHERE batch = ? AND state = 'commissioned' AND container IS NULL ORDER BY settled`,
      )
      .all(batch)
      .map(packOf);
  }

  /** Some of them that nobody was told of, the first that came to be so first. */
  looseUntold(batch: number, most: number): Pack[] {
    return this.#db
      .prepare(
        `SELECT ${columns} FROM units WHERE batch = ? AND state = 'commissioned' AND container IS NULL AND told = 0 ORDER BY settled LIMIT ?`,
      )
      .all(batch, most)
      .map(packOf);
  }

  /** Labels that people have printed for a pack and not read back. */
  relabelled(batch: number): Pack[] {
    return this.#db
      .prepare(`SELECT ${columns} FROM units WHERE batch = ? AND state = 'printing' AND sequence = 0 ORDER BY ordinal`)
      .all(batch)
      .map(packOf);
  }

  /** What is directly in a container. */
  inside({ container }: { readonly container: number }): Pack[] {
    return this.#db
      .prepare(`SELECT ${columns} FROM units WHERE container = ? ORDER BY settled, batch, ordinal`)
      .all(container)
      .map(packOf);
  }

  /** Puts packs into a container. Throws when one of them is not commissioned or is in one already. */
  put(
    { container }: { readonly container: number },
    packs: readonly Pick<Pack, 'batch' | 'ordinal' | 'serial'>[],
  ): void {
    for (const { batch, ordinal, serial } of packs) {
      const { changes } = this.#put.run(container, batch, ordinal);
      if (changes === 0) throw new Error(`unit ${serial} of batch ${batch} cannot go into container ${container}`);
    }
  }

  takeOut({ batch, ordinal }: Pick<Pack, 'batch' | 'ordinal'>): void {
    this.#db.prepare('UPDATE units SET container = NULL WHERE batch = ? AND ordinal = ?').run(batch, ordinal);
  }

  /** Notes that the cloud is told of packs, in the transaction that keeps the message. */
  told(packs: readonly Pick<Pack, 'batch' | 'ordinal'>[]): void {
    const tell = this.#db.prepare('UPDATE units SET told = 1 WHERE batch = ? AND ordinal = ?');
    for (const { batch, ordinal } of packs) tell.run(batch, ordinal);
  }

  /** Changes what a pack is; why it was rejected stays known. Throws when it is no longer what the caller saw. */
  change(seen: Pack, { state, at, why, who, isRead = false }: PackChange): Pack {
    const { batch, ordinal, serial } = seen;
    return transaction(this.#db, () => {
      const entry = this.#audit.append({ at, batch, subject: `unit ${serial}`, was: seen.state, now: state, why, who });
      const row = this.#db
        .prepare(
          `UPDATE units SET state = ?, reason = ?,
             rejected_for = CASE WHEN state = 'rejected' THEN coalesce(rejected_for, reason) ELSE rejected_for END, settled_at = ?,
             verified_at = coalesce(verified_at, ?), settled = ?
           WHERE batch = ? AND ordinal = ? AND state = ? RETURNING ${columns}`,
        )
        .get(state, state === 'commissioned' ? null : why, at, isRead ? at : null, entry, batch, ordinal, seen.state);
      if (row === undefined) throw new Error(`unit ${serial} is no longer ${seen.state}`);
      return packOf(row);
    });
  }
}

const packOf = (row: Row): Pack => ({
  batch: integer(row, 'batch'),
  ordinal: integer(row, 'ordinal'),
  gtin: text(row, 'gtin'),
  serial: text(row, 'serial'),
  state: oneOf(row, 'state', unitStates),
  verdict: optionalText(row, 'verdict'),
  reason: optionalText(row, 'reason'),
  rejectedFor: optionalText(row, 'rejected_for'),
  isBench: integer(row, 'sequence') === 0,
  container: optionalInteger(row, 'container'),
  told: integer(row, 'told') === 1,
  tail: tailOf(optionalText(row, 'tail')),
});
