import type { Database } from './database.ts';
import { integer, optionalInteger, type Row, text } from './row.ts';

/** A fact that a line told and that is held, as it is written down. */
export interface HeldFact {
  readonly held: number;
  readonly exception: number;
  readonly batch: number;
  /** JSON. */
  readonly body: string;
}

/** A fact that a person has signed for and that is yet to be told. */
export interface SignedFact {
  readonly telling: number;
  readonly exception: number;
  readonly body: string;
}

/** Things named in one exception; the others are counted. */
const MOST_NAMED = 100;

/** Facts that are held, those of one message and with one thing wrong under one exception, found again by what they say. */
export class HeldFacts {
  readonly #db: Database;
  readonly #of;
  readonly #open;
  readonly #note;
  readonly #hold;

  constructor(db: Database) {
    this.#db = db;
    this.#of = db.prepare('SELECT exception FROM held_facts WHERE batch = ? AND finding = ? AND code = ?');
    this.#open = db.prepare(
      `SELECT held.held, held.exception, held.batch, held.body FROM held_facts f
         JOIN exceptions e ON e.exception = f.exception AND e.state = 'open' JOIN held ON held.held = f.held
       WHERE f.batch = ? AND f.finding = ?`,
    );
    // Of what is held anew the newest exception counts.
    this.#note = db.prepare(
      `INSERT INTO held_facts (batch, finding, code, exception, held) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (batch, finding, code) DO UPDATE SET exception = excluded.exception, held = excluded.held`,
    );
    this.#hold = db.prepare(
      `INSERT INTO held (exception, line, batch, owner, kind, body)
       SELECT ?1, line, batch, owner, 'fact', ?3 FROM batches WHERE batch = ?2`,
    );
  }

  /** The newest exception by which something was held for what is wrong with it. */
  exceptionOf(batch: number, finding: string, code: string): number | undefined {
    const row = this.#of.get(batch, finding, code);
    return row === undefined ? undefined : integer(row, 'exception');
  }

  /** Everything open that holds something. */
  open(batch: number, finding: string): HeldFact[] {
    return this.#open.all(batch, finding).map(factOf);
  }

  /** Holds a fact, in the caller's transaction. `findings` are what it is found again by. */
  hold(
    { exception, batch, body }: Omit<HeldFact, 'held'>,
    { code, findings }: { readonly code: string; readonly findings: readonly string[] },
  ): void {
    const held = Number(this.#hold.run(exception, batch, body).lastInsertRowid);
    for (const finding of findings) this.#note.run(batch, finding, code, exception, held);
  }

  /** One more fact is held by an exception that is open: so many are named, the others are counted. */
  more(exception: number, subjects: readonly string[]): void {
    const row = this.#db.prepare('SELECT subjects, about FROM exceptions WHERE exception = ?').get(exception) ?? {};
    const named: string[] = JSON.parse(text(row, 'subjects'));
    const about = (optionalInteger(row, 'about') ?? named.length) + subjects.length;
    const all = JSON.stringify([...new Set([...named, ...subjects])].slice(0, MOST_NAMED));
    this.#db
      .prepare('UPDATE exceptions SET facts = facts + 1, subjects = ?, about = ? WHERE exception = ?')
      .run(all, about, exception);
  }

  /** Leaves of a held fact what is given, or lets go of it; answers whether its exception holds anything still. */
  leave({ held, exception }: HeldFact, body: string | undefined): boolean {
    if (body !== undefined) {
      this.#db.prepare('UPDATE held SET body = ? WHERE held = ?').run(body, held);
      return true;
    }
    this.#db.prepare('DELETE FROM held WHERE held = ?').run(held);
    if (this.#db.prepare('SELECT 1 FROM held WHERE exception = ? LIMIT 1').get(exception) === undefined) return false;
    this.#db.prepare('UPDATE exceptions SET facts = facts - 1 WHERE exception = ?').run(exception);
    return true;
  }

  /** The next fact that a batch holds and that nobody could explain: what comes right does so by itself. */
  next(batch: number, after: number): HeldFact | undefined {
    const row = this.#db
      .prepare(
        `SELECT held.held, held.exception, held.batch, held.body FROM held JOIN exceptions USING (exception)
         WHERE held.batch = ? AND held.held > ? AND kind = 'fact' AND may_tell = 0 ORDER BY held.held LIMIT 1`,
      )
      .get(batch, after);
    return row === undefined ? undefined : factOf(row);
  }

  /** A person has signed that an exception's facts are told: they are from here on to be taken one after the other. In the caller's transaction. */
  sign(exception: number): void {
    this.#db
      .prepare(
        `INSERT INTO telling (batch, exception, body) SELECT batch, exception, body FROM held
         WHERE exception = ? AND kind = 'fact' ORDER BY held`,
      )
      .run(exception);
  }

  /** The next fact that a person has signed for. */
  signed(batch: number): SignedFact | undefined {
    const row = this.#db
      .prepare('SELECT telling, exception, body FROM telling WHERE batch = ? ORDER BY telling LIMIT 1')
      .get(batch);
    return row && { telling: integer(row, 'telling'), exception: integer(row, 'exception'), body: text(row, 'body') };
  }

  /** It is told. */
  told({ telling }: SignedFact): void {
    this.#db.prepare('DELETE FROM telling WHERE telling = ?').run(telling);
  }
}

const factOf = (row: Row): HeldFact => ({
  held: integer(row, 'held'),
  exception: integer(row, 'exception'),
  batch: integer(row, 'batch'),
  body: text(row, 'body'),
});
