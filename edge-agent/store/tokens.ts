import type { Database } from './database.ts';
import { integer, text } from './row.ts';

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

/** What lines of other makers have said under which token, so that what is said again after a lost answer is answered as before. */
export class Tokens {
  readonly #find;
  readonly #keep;
  readonly #forget;

  constructor(db: Database) {
    this.#find = db.prepare('SELECT batch, kind, digest, answer FROM tokens WHERE line = ? AND token = ?');
    this.#keep = db.prepare(
      'INSERT INTO tokens (line, token, batch, kind, digest, answer, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#forget = db.prepare("DELETE FROM tokens WHERE batch = ? AND kind IN ('allocate', 'return')");
  }

  find(line: string, token: string): (Omit<Said, 'kind'> & { readonly kind: string }) | undefined {
    const row = this.#find.get(line, token);
    if (row === undefined) return undefined;
    return {
      batch: integer(row, 'batch'),
      kind: text(row, 'kind'),
      digest: text(row, 'digest'),
      answer: text(row, 'answer'),
    };
  }

  /** Keeps an answer in the transaction of what it answers. Throws when the token was used before. */
  keep(line: string, token: string, { batch, kind, digest, answer }: Said, at: string): void {
    this.#keep.run(line, token, batch, kind, digest, answer, at);
  }

  /** Forgets which numbers were handed out and taken back: nobody has a use for them once their lot is closed. */
  forgetNumbers(batch: number): void {
    this.#forget.run(batch);
  }
}
