import * as v from 'valibot';
import { Audit } from './audit.ts';
import { type Database, transaction } from './database.ts';
import { integer, optionalInteger, optionalText, type Row, text } from './row.ts';

/** A person's signature as it is kept with what was signed (21 CFR Part 11 §11.50). */
export const signature = v.object({
  /** User name. */
  by: v.string(),
  /** As printed. */
  name: v.string(),
  meaning: v.string(),
  reason: v.optional(v.string()),
  /** ISO 8601 in UTC. */
  at: v.string(),
  /** The site's own offset from UTC then, such as +02:00. */
  offset: v.string(),
});
export type Signature = v.InferOutput<typeof signature>;

/** A batch goes back to where it was before it had a recipe: what was signed for it does not count any more. */
export const TAKE_BACK = 'take-back';

/** Something that a person did and signed for. `body` says what, in a shape of the kind's own. */
export interface Act {
  readonly line: string;
  readonly batch: number | undefined;
  /** Such as 'clearance-before', 'approve-partial', 'sample', 'destroy'. */
  readonly kind: string;
  /** What it was done to: a container, a unit, the line. */
  readonly subject: string;
  readonly signature: Signature;
  readonly body: unknown;
}

export interface SignedAct extends Act {
  readonly act: number;
  readonly at: string;
}

/** Signed acts. Rows are never changed, so that a signature stays with what was signed (§11.70). */
export class Acts {
  readonly #db: Database;
  readonly #audit: Audit;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
  }

  /** Keeps an act, in the caller's transaction if there is one, and answers its number. */
  append({ line, batch, kind, subject, signature: signed, body }: Act): number {
    return transaction(this.#db, () => {
      const { at, by, reason } = signed;
      const { lastInsertRowid } = this.#db
        .prepare(
          'INSERT INTO acts (at, line, batch, kind, subject, reason, signature, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        )
        .run(
          at,
          line,
          batch ?? null,
          kind,
          subject,
          reason ?? null,
          JSON.stringify(signed),
          JSON.stringify(body ?? null),
        );
      this.#audit.append({ at, batch, subject, now: kind, why: reason ?? signed.meaning, who: by });
      return Number(lastInsertRowid);
    });
  }

  /** Acts of a batch, oldest first. */
  of(batch: number): SignedAct[] {
    return this.#db.prepare('SELECT * FROM acts WHERE batch = ? ORDER BY act').all(batch).map(actOf);
  }

  /** True when an act of that kind was done to that subject in a batch, since it was last taken back. */
  has(batch: number, kind: string, subject: string): boolean {
    const row = this.#db
      .prepare(
        `SELECT 1 FROM acts WHERE batch = ?1 AND kind = ?2 AND subject = ?3
           AND act > coalesce((SELECT max(act) FROM acts WHERE batch = ?1 AND kind = '${TAKE_BACK}'), 0) LIMIT 1`,
      )
      .get(batch, kind, subject);
    return row !== undefined;
  }
}

const actOf = (row: Row): SignedAct => ({
  act: integer(row, 'act'),
  at: text(row, 'at'),
  line: text(row, 'line'),
  batch: optionalInteger(row, 'batch'),
  kind: text(row, 'kind'),
  subject: text(row, 'subject'),
  signature: v.parse(signature, JSON.parse(text(row, 'signature'))),
  body: JSON.parse(optionalText(row, 'body') ?? 'null'),
});
