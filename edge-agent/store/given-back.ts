import type { Database } from './database.ts';
import { type Row, text } from './row.ts';

/** Numbers of one block that the cloud is told of under one id. */
export interface Returning {
  readonly owner: string;
  readonly block: string;
  /** The id that they are given back under, however often it takes. */
  readonly request: string;
  readonly numbers: readonly string[];
}

/** Numbers that came back unused and that the cloud is yet to be told of. */
export class ReturnQueue {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * The next to tell, at most so many that are not under an id yet; undefined when there is none. Those that were given an id before keep it, so that a lost answer is asked for under the same
   * id and with the same numbers.
   *
   * @param newId an id that was never used before
   */
  next(newId: () => string, most = 5_000): Returning | undefined {
    const begun = this.#db
      .prepare(
        'SELECT owner, block, request FROM given_back WHERE told_at IS NULL AND refused IS NULL AND request IS NOT NULL LIMIT 1',
      )
      .get();
    if (begun !== undefined) return this.#numbers(begun, text(begun, 'request'));
    const fresh = this.#db
      .prepare('SELECT owner, block FROM given_back WHERE told_at IS NULL AND refused IS NULL LIMIT 1')
      .get();
    if (fresh === undefined) return undefined;
    const request = newId();
    this.#db
      .prepare(
        `UPDATE given_back SET request = ?1 WHERE block = ?2 AND number IN
           (SELECT number FROM given_back WHERE block = ?2 AND told_at IS NULL AND request IS NULL ORDER BY number LIMIT ?3)`,
      )
      .run(request, text(fresh, 'block'), most);
    return this.#numbers(fresh, request);
  }

  /** Notes that the cloud has them back. */
  told({ block, request }: Pick<Returning, 'block' | 'request'>, at: string): void {
    this.#db.prepare('UPDATE given_back SET told_at = ? WHERE block = ? AND request = ?').run(at, block, request);
  }

  /** The cloud does not take so many at once: they are parted, and each part has an id of its own. */
  part({ block, request }: Pick<Returning, 'block' | 'request'>): void {
    this.#db.prepare('UPDATE given_back SET request = NULL WHERE block = ? AND request = ?').run(block, request);
  }

  /** Notes that the cloud does not take them back, and why. They stay out of every stock. */
  refused({ block, request }: Pick<Returning, 'block' | 'request'>, why: string): void {
    this.#db.prepare('UPDATE given_back SET refused = ? WHERE block = ? AND request = ?').run(why, block, request);
  }

  /** What the cloud did not take back, by block. */
  refusals(): string[] {
    return this.#db
      .prepare(
        'SELECT DISTINCT block, refused FROM given_back WHERE told_at IS NULL AND refused IS NOT NULL ORDER BY block',
      )
      .all()
      .map((row) => `block ${text(row, 'block')}: ${text(row, 'refused')}`);
  }

  /** Has what was refused told once more. */
  askAgain(): void {
    this.#db.exec('UPDATE given_back SET refused = NULL WHERE told_at IS NULL');
  }

  #numbers(row: Row, request: string): Returning {
    const block = text(row, 'block');
    const numbers = this.#db
      .prepare('SELECT number FROM given_back WHERE block = ? AND request = ? AND told_at IS NULL ORDER BY number')
      .all(block, request)
      .map((one) => text(one, 'number'));
    return { owner: text(row, 'owner'), block, request, numbers };
  }
}
