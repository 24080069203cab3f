import { type PackLevel, packLevels } from '#shared/line/recipe.ts';
import { Audit } from './audit.ts';
import type { Database } from './database.ts';
import { integer, oneOf, type Row, text } from './row.ts';
import type { Taken } from './stock.ts';

export const handedStates = ['allocated', 'encoded', 'used', 'sampled', 'destroyed'] as const;
/** `used`: a container bears it; what became of that stands in its own row. */
export type HandedState = (typeof handedStates)[number];

/** A number for a container that a line of another maker was given. */
export interface Handed {
  /** Of the container; empty for an SSCC. */
  readonly gtin: string;
  /** Serial, or SSCC of 18 digits. */
  readonly number: string;
  readonly batch: number;
  readonly level: PackLevel;
  readonly block: string;
  readonly state: HandedState;
}

/** A number that came back unused and that the cloud has to be told of. */
export interface GivenBack {
  readonly owner: string;
  readonly block: string;
  readonly number: string;
}

const columns = 'gtin, number, batch, level, block, state';

/** Numbers of containers in the hands of other makers' lines, and numbers of any kind that they gave back. */
export class HandedNumbers {
  readonly #db: Database;
  readonly #audit: Audit;
  readonly #insert;
  readonly #find;
  readonly #change;
  readonly #remove;
  readonly #back;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
    this.#insert = db.prepare(
      "INSERT INTO handed (gtin, number, batch, level, block, state) VALUES (?, ?, ?, ?, ?, 'allocated')",
    );
    this.#find = db.prepare(`SELECT ${columns} FROM handed WHERE gtin = ? AND number = ?`);
    this.#change = db.prepare(
      'UPDATE handed SET state = ?, reason = ? WHERE gtin = ? AND number = ? AND state = ? RETURNING batch',
    );
    this.#remove = db.prepare("DELETE FROM handed WHERE gtin = ? AND number = ? AND state = 'allocated'");
    this.#back = db.prepare('INSERT INTO given_back (owner, block, number, batch, at) VALUES (?, ?, ?, ?, ?)');
  }

  /** Notes a number as handed out, in the caller's transaction. Throws when it ever was. */
  add(batch: number, level: PackLevel, gtin: string, { number, block }: Taken): void {
    this.#insert.run(gtin, number, batch, level, block);
  }

  /** @param gtin empty for an SSCC */
  find(gtin: string, number: string): Handed | undefined {
    const row = this.#find.get(gtin, number);
    return row === undefined ? undefined : handedOf(row);
  }

  /** Moves a number on, in the caller's transaction. Throws when it is no longer in the state the caller saw. */
  change({ gtin, number, batch, level, state: was }: Handed, state: HandedState, at: string, why?: string): void {
    const row = this.#change.get(state, why ?? null, gtin, number, was);
    if (row === undefined) throw new Error(`${number} is no longer ${was}`);
    this.#audit.append({ at, batch, subject: `${level} number ${number}`, was, now: state, why });
  }

  /** Takes a number back of which nothing was said, in the caller's transaction. */
  remove({ gtin, number, state }: Handed): void {
    if (this.#remove.run(gtin, number).changes === 0) throw new Error(`${number} is ${state}`);
  }

  /** Notes that a number is not used any more and goes back to the cloud, in the caller's transaction. */
  giveBack({ owner, block, number }: GivenBack, batch: number, at: string): void {
    this.#back.run(owner, block, number, batch, at);
  }

  /** Ends some of what was never spoken of again when its lot ends: it bears nothing, and is never used again. Answers whether there were any. */
  destroySome(batch: number, why: string, most: number): boolean {
    const { changes } = this.#db
      .prepare(
        `UPDATE handed SET state = 'destroyed', reason = ? WHERE (gtin, number) IN
           (SELECT gtin, number FROM handed WHERE batch = ? AND state IN ('allocated', 'encoded') LIMIT ?)`,
      )
      .run(why, batch, most);
    return Number(changes) > 0;
  }

  /** How many numbers of a level a batch has out. */
  count(batch: number, level: PackLevel): number {
    const row = this.#db.prepare('SELECT count(*) AS many FROM handed WHERE batch = ? AND level = ?').get(batch, level);
    return integer(row ?? {}, 'many');
  }
}

const handedOf = (row: Row): Handed => ({
  gtin: text(row, 'gtin'),
  number: text(row, 'number'),
  batch: integer(row, 'batch'),
  level: oneOf(row, 'level', packLevels),
  block: text(row, 'block'),
  state: oneOf(row, 'state', handedStates),
});
