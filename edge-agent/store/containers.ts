import { Audit } from './audit.ts';
import { type Database, transaction } from './database.ts';
import { integer, optionalText, type Row, text } from './row.ts';

/** A closed case or pallet; `epc` is its SSCC as an EPC URN. */
export interface Container {
  readonly container: number;
  readonly epc: string;
}

/** Cases and pallets of a line: a row is made when the container closes, so none is ever open here. */
export class Containers {
  readonly #db: Database;
  readonly #audit: Audit;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
  }

  /** Closes a case around units by their ordinals. Throws when one of them is not commissioned or sits in a case already. */
  closeCase(batch: number, epc: string, ordinals: readonly number[], at: string): Container {
    return transaction(this.#db, () => {
      const closed = this.#close(batch, 'case', epc, at, `${ordinals.length} units`);
      const pack = this.#db.prepare(
        `UPDATE units SET container = ?, told = 1 WHERE batch = ? AND ordinal = ? AND state = 'commissioned' AND container IS NULL`,
      );
      for (const ordinal of ordinals) {
        const { changes } = pack.run(closed.container, batch, ordinal);
        if (changes === 0) throw new Error(`unit ${ordinal} of batch ${batch} cannot go into ${epc}`);
      }
      return closed;
    });
  }

  /** Closes a pallet around cases. Throws when one of them stands on a pallet already. */
  closePallet(batch: number, epc: string, cases: readonly Container[], at: string): Container {
    return transaction(this.#db, () => {
      const closed = this.#close(batch, 'pallet', epc, at, `${cases.length} cases`);
      const stack = this.#db.prepare('UPDATE containers SET parent = ? WHERE container = ? AND parent IS NULL');
      for (const { container, epc: caseEpc } of cases) {
        const { changes } = stack.run(closed.container, container);
        if (changes === 0) throw new Error(`${caseEpc} cannot go onto ${epc}`);
      }
      return closed;
    });
  }

  /** Closed cases that stand on no closed pallet yet, in closing order. */
  looseCases(batch: number): Container[] {
    return this.#db
      .prepare(
        "SELECT container, epc FROM containers WHERE batch = ? AND level = 'case' AND parent IS NULL ORDER BY container",
      )
      .all(batch)
      .map(containerOf);
  }

  /** How many cases and pallets of a batch are closed. */
  count(batch: number): { cases: number; pallets: number } {
    const row = this.#db
      .prepare(
        `SELECT count(*) FILTER (WHERE level = 'case') AS cases, count(*) FILTER (WHERE level = 'pallet') AS pallets
         FROM containers WHERE batch = ?`,
      )
      .get(batch);
    return { cases: integer(row ?? {}, 'cases'), pallets: integer(row ?? {}, 'pallets') };
  }

  /** When the latest container of a batch closed, in milliseconds since 1970; 0 when none has. */
  lastClosed(batch: number): number {
    const row = this.#db.prepare('SELECT max(closed_at) AS at FROM containers WHERE batch = ?').get(batch);
    const at = optionalText(row ?? {}, 'at');
    return at === undefined ? 0 : Date.parse(at);
  }

  /** The EPCs of containers that stand in no other, in closing order: what a warehouse ships. */
  outermost(batch: number): string[] {
    return this.#db
      .prepare('SELECT epc FROM containers WHERE batch = ? AND parent IS NULL ORDER BY container')
      .all(batch)
      .map((row) => text(row, 'epc'));
  }

  #close(batch: number, kind: 'case' | 'pallet', epc: string, at: string, why: string): Container {
    const { lastInsertRowid } = this.#db
      .prepare("INSERT INTO containers (batch, level, epc, state, closed_at) VALUES (?, ?, ?, 'closed', ?)")
      .run(batch, kind, epc, at);
    this.#audit.append({ at, batch, subject: `${kind} ${epc}`, now: 'closed', why });
    return { container: Number(lastInsertRowid), epc };
  }
}

const containerOf = (row: Row): Container => ({ container: integer(row, 'container'), epc: text(row, 'epc') });
