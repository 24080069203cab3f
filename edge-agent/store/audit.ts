import type { Database } from './database.ts';

/** One change: what it was and is now, why, and by whom (the agent unless a person did it). */
export interface Change {
  readonly at: string;
  readonly batch?: number | undefined;
  readonly subject: string;
  readonly was?: string | undefined;
  readonly now: string;
  readonly why?: string | undefined;
  readonly who?: string;
}

/** The append-only record of every change. Entries rise by at least one and outlive clock steps. */
export class Audit {
  readonly #insert;

  constructor(db: Database) {
    this.#insert = db.prepare(
      'INSERT INTO audit (at, batch, subject, was, now, why, who) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
  }

  /** Writes an entry, in the caller's transaction, and answers its number. */
  append({ at, batch, subject, was, now, why, who = 'agent' }: Change): number {
    const { lastInsertRowid } = this.#insert.run(at, batch ?? null, subject, was ?? null, now, why ?? null, who);
    return Number(lastInsertRowid);
  }
}
