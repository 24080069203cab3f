import { Audit } from './audit.ts';
import type { Database } from './database.ts';
import type { Because } from './inventory.ts';
import { integer, oneOf, optionalText, type Row, text } from './row.ts';

export const outcomes = ['genuine', 'falsified'] as const;
export type Outcome = (typeof outcomes)[number];

/** A thing whose code says something else than is known of its number. */
export interface Suspect {
  readonly suspect: number;
  /** Canonical spelling. */
  readonly epc: string;
  /** As it was scanned. */
  readonly scan: string;
  /** In words: what its code says, and what is known of its number and where that is. */
  readonly says: string;
  readonly known: string;
  readonly at: string;
  readonly who: string;
  readonly why: string;
  readonly state: 'open' | Outcome;
  readonly judgedAt: string | undefined;
  readonly judgedBy: string | undefined;
}

/** Suspects in one list. */
const MOST = 200;

/** What is perhaps falsified, until quality assurance has judged it and for the record behind that. */
export class Suspects {
  readonly #db: Database;
  readonly #audit: Audit;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
  }

  /** Notes one, in the caller's transaction, and answers its number; one that is open and says the same is not noted twice. */
  add({ epc, scan, says, known }: Pick<Suspect, 'epc' | 'scan' | 'says' | 'known'>, { at, who, why }: Because): number {
    const same = this.#db
      .prepare("SELECT suspect FROM warehouse_suspects WHERE epc = ? AND says = ? AND state = 'open'")
      .get(epc, says);
    if (same !== undefined) return integer(same, 'suspect');
    const { lastInsertRowid } = this.#db
      .prepare(
        `INSERT INTO warehouse_suspects (epc, scan, says, known, at, who, why, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'open')`,
      )
      .run(epc, scan, says, known, at, who, why);
    this.#audit.append({ at, subject: epc, now: `suspect ${lastInsertRowid}: ${says}, known: ${known}`, why, who });
    return Number(lastInsertRowid);
  }

  /** Notes what quality assurance says of one, in the caller's transaction. Throws when it is not open. */
  judge({ suspect, epc }: Pick<Suspect, 'suspect' | 'epc'>, outcome: Outcome, { at, who, why }: Because): void {
    const { changes } = this.#db
      .prepare(
        "UPDATE warehouse_suspects SET state = ?, judged_at = ?, judged_by = ? WHERE suspect = ? AND state = 'open'",
      )
      .run(outcome, at, who, suspect);
    if (changes !== 1) throw new Error(`suspect ${suspect} is not open`);
    this.#audit.append({ at, subject: epc, was: `suspect ${suspect}`, now: outcome, why, who });
  }

  find(suspect: number): Suspect | undefined {
    const row = this.#db.prepare('SELECT * FROM warehouse_suspects WHERE suspect = ?').get(suspect);
    return row && suspectOf(row);
  }

  /** The one of a thing that nobody has judged yet. */
  openOf(epc: string): Suspect | undefined {
    const row = this.#db
      .prepare("SELECT * FROM warehouse_suspects WHERE epc = ? AND state = 'open' ORDER BY suspect LIMIT 1")
      .get(epc);
    return row && suspectOf(row);
  }

  /** Newest first; those before one where that is given. */
  list({ isOpen, before }: { readonly isOpen: boolean; readonly before?: number | undefined }): Suspect[] {
    return this.#db
      .prepare(
        `SELECT * FROM warehouse_suspects WHERE (?1 = 0 OR state = 'open') AND (?2 IS NULL OR suspect < ?2) ORDER BY suspect DESC LIMIT ${MOST}`,
      )
      .all(Number(isOpen), before ?? null)
      .map(suspectOf);
  }
}

const suspectOf = (row: Row): Suspect => ({
  suspect: integer(row, 'suspect'),
  epc: text(row, 'epc'),
  scan: text(row, 'scan'),
  says: text(row, 'says'),
  known: text(row, 'known'),
  at: text(row, 'at'),
  who: text(row, 'who'),
  why: text(row, 'why'),
  state: oneOf(row, 'state', ['open', ...outcomes] as const),
  judgedAt: optionalText(row, 'judged_at'),
  judgedBy: optionalText(row, 'judged_by'),
});
