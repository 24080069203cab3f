import type { Database } from './database.ts';
import { integer, optionalText, text } from './row.ts';

export const tokenKinds = ['begin', 'allocate', 'return', 'take', 'finish'] as const;
export type TokenKind = (typeof tokenKinds)[number];

/** What was said under a token, and what was answered. */
export interface Said {
  readonly batch: number;
  readonly kind: TokenKind;
  /** Of what was said. */
  readonly digest: string;
  /** JSON. */
  readonly answer: string;
}

/** What is in the middle of being done: how far it is, and what became of it since that was noted last (JSON). */
export interface Far extends Omit<Said, 'answer'> {
  readonly far: string;
  readonly results: readonly unknown[];
}

/** What lines of other makers have said under which token, so that what is said again after a lost answer is answered as before, or goes on where it was. */
export class Tokens {
  readonly #find;
  readonly #begin;
  readonly #part;
  readonly #parts;
  readonly #noParts;
  readonly #keep;
  readonly #drop;
  readonly #forget;

  constructor(db: Database) {
    this.#find = db.prepare('SELECT batch, kind, digest, answer, begun FROM tokens WHERE line = ? AND token = ?');
    this.#begin = db.prepare(
      `INSERT INTO tokens (line, token, batch, kind, digest, answer, begun, at) VALUES (?, ?, ?, ?, ?, '', ?, ?)
       ON CONFLICT (line, token) DO UPDATE SET begun = excluded.begun WHERE begun IS NOT NULL`,
    );
    this.#part = db.prepare(
      `INSERT INTO token_parts (line, token, part, results)
       VALUES (?1, ?2, (SELECT coalesce(max(part), 0) + 1 FROM token_parts WHERE line = ?1 AND token = ?2), ?3)`,
    );
    this.#parts = db.prepare('SELECT results FROM token_parts WHERE line = ? AND token = ? ORDER BY part');
    this.#noParts = db.prepare('DELETE FROM token_parts WHERE line = ? AND token = ?');
    this.#keep = db.prepare(
      `INSERT INTO tokens (line, token, batch, kind, digest, answer, at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (line, token) DO UPDATE SET answer = excluded.answer, begun = NULL WHERE begun IS NOT NULL`,
    );
    this.#drop = db.prepare('DELETE FROM tokens WHERE line = ? AND token = ? AND begun IS NOT NULL');
    this.#forget = db.prepare("DELETE FROM tokens WHERE batch = ? AND kind IN ('allocate', 'return')");
  }

  /** `begun` is set as long as it is not done. */
  find(
    line: string,
    token: string,
  ): (Omit<Said, 'kind'> & { readonly kind: string; readonly begun: string | undefined }) | undefined {
    const row = this.#find.get(line, token);
    if (row === undefined) return undefined;
    return {
      batch: integer(row, 'batch'),
      kind: text(row, 'kind'),
      digest: text(row, 'digest'),
      answer: text(row, 'answer'),
      begun: optionalText(row, 'begun'),
    };
  }

  /** Notes how far something is, in the transaction of what was done of it. Throws when it is done. */
  far(line: string, token: string, { batch, kind, digest, far, results }: Far, at: string): void {
    if (this.#begin.run(line, token, batch, kind, digest, far, at).changes === 0)
      throw new Error(`token ${token} of ${line} is answered`);
    if (results.length > 0) this.#part.run(line, token, JSON.stringify(results));
  }

  /** What has become of something that is not done yet, in order. */
  results(line: string, token: string): unknown[] {
    return this.#parts.all(line, token).flatMap((row): unknown[] => JSON.parse(text(row, 'results')));
  }

  /** Keeps an answer in the transaction of what it answers. Throws when the token was used before. */
  keep(line: string, token: string, { batch, kind, digest, answer }: Said, at: string): void {
    const { changes } = this.#keep.run(line, token, batch, kind, digest, answer, at);
    if (changes === 0) throw new Error(`token ${token} of ${line} was answered before`);
    this.#noParts.run(line, token);
  }

  /** Nothing was done in the end: the token may be used again. */
  drop(line: string, token: string): void {
    this.#noParts.run(line, token);
    this.#drop.run(line, token);
  }

  /** Forgets which numbers were handed out and taken back: nobody has a use for them once their lot is closed. */
  forgetNumbers(batch: number): void {
    this.#forget.run(batch);
  }
}
