import type { Database } from '../store/database.ts';
import { bytes, integer, optionalInteger, type Row, text } from '../store/row.ts';
import { bodyText, packBody } from './pack-body.ts';

/** A message that the repository has refused, with why. */
export interface RefusedMessage {
  readonly line: string;
  readonly sequence: number;
  readonly kind: string;
  readonly batch: number | undefined;
  readonly detail: string;
}

/** Messages in one list. */
const MOST = 200;
const columns = 'line, sequence, kind, batch, refused';

/** Messages that the repository has refused. They are kept, and not sent, until a person has resolved them. */
export class SetAside {
  readonly #db: Database;
  readonly #batches;

  constructor(db: Database) {
    this.#db = db;
    this.#batches = db.prepare('SELECT DISTINCT batch FROM outbox WHERE line = ? AND refused IS NOT NULL');
  }

  /** The oldest of them, line by line. */
  list(): RefusedMessage[] {
    return this.#db
      .prepare(`SELECT ${columns} FROM outbox WHERE refused IS NOT NULL ORDER BY line, sequence LIMIT ${MOST}`)
      .all()
      .map(messageOf);
  }

  /** One of them, with what it says as JSON text; undefined for a message that is none. */
  find(line: string, sequence: number): (RefusedMessage & { readonly body: string }) | undefined {
    const row = this.#db
      .prepare(`SELECT ${columns}, body FROM outbox WHERE line = ? AND sequence = ? AND refused IS NOT NULL`)
      .get(line, sequence);
    return row && { ...messageOf(row), body: bodyText(bytes(row, 'body')) };
  }

  count(): number {
    return integer(
      this.#db.prepare('SELECT count(*) AS many FROM outbox WHERE refused IS NOT NULL').get() ?? {},
      'many',
    );
  }

  /** Batches of which the repository lacks something that a line has told. */
  batches(line: string): ReadonlySet<number | undefined> {
    return new Set(this.#batches.all(line).map((row) => optionalInteger(row, 'batch')));
  }

  /** Has a message sent once more, in the caller's transaction; with what it says now, where that was mended. */
  sendAgain({ line, sequence }: Pick<RefusedMessage, 'line' | 'sequence'>, mended?: string): void {
    this.#db
      .prepare('UPDATE outbox SET refused = NULL, body = coalesce(?, body) WHERE line = ? AND sequence = ?')
      .run(mended === undefined ? null : packBody(mended), line, sequence);
  }

  /** Forgets a message that is not to be sent any more, in the caller's transaction. */
  forget({ line, sequence }: Pick<RefusedMessage, 'line' | 'sequence'>): void {
    this.#db.prepare('DELETE FROM outbox WHERE line = ? AND sequence = ? AND refused IS NOT NULL').run(line, sequence);
  }
}

const messageOf = (row: Row): RefusedMessage => ({
  line: text(row, 'line'),
  sequence: integer(row, 'sequence'),
  kind: text(row, 'kind'),
  batch: optionalInteger(row, 'batch'),
  detail: text(row, 'refused'),
});
