import type { Finding } from '#shared/line/finding.ts';
import { Audit } from './audit.ts';
import type { Database } from './database.ts';
import { integer, oneOf, optionalInteger, optionalText, type Row, text } from './row.ts';

export const resolutions = ['told', 'not-told', 'cleared'] as const;
/** `told`: as it is, with a person's explanation · `not-told`: by a person's decision · `cleared`: it came right, and was told or taken. */
export type Resolution = (typeof resolutions)[number];

/** Something that the site will not tell before somebody has looked at it. */
export interface SiteException extends Omit<Finding, 'code' | 'at'> {
  readonly exception: number;
  readonly line: string;
  readonly batch: number;
  readonly code: string;
  /** Facts that are held by it together. */
  readonly facts: number;
  /** How many things it is about: `subjects` names the first of them. */
  readonly about: number;
  readonly raisedAt: string;
  readonly state: 'open' | 'resolved';
  readonly resolution: Resolution | undefined;
  readonly resolvedAt: string | undefined;
  /** The signed act that resolved it. */
  readonly act: number | undefined;
}

/** What is held back by an exception: events of our own lines, or a fact that a line told. */
export interface HeldBack {
  readonly held: number;
  readonly exception: number;
  readonly line: string;
  readonly batch: number;
  readonly owner: string;
  readonly kind: 'events' | 'fact';
  /** JSON. */
  readonly body: string;
}

/** Exceptions in one list. */
const MOST = 200;
/** Numbers of exceptions in one answer. */
const MOST_OPEN = 100;

/** What the site found wrong, what it holds back for that, and how people have resolved it. */
export class SiteExceptions {
  readonly #db: Database;
  readonly #audit: Audit;
  readonly #nameHeld;
  readonly #heldBy;
  readonly #begunBy;
  readonly #isOpen;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
    this.#nameHeld = db.prepare('INSERT INTO held_names (epc, held, begins) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
    this.#heldBy = db.prepare(
      `SELECT exception FROM held_names JOIN held USING (held) WHERE epc = ? AND exception BETWEEN ? AND ? ORDER BY held LIMIT 1`,
    );
    this.#isOpen = db.prepare("SELECT 1 FROM exceptions WHERE batch = ? AND state = 'open' LIMIT 1");
    this.#begunBy = db.prepare('SELECT 1 FROM held_names WHERE epc = ? AND begins = 1 LIMIT 1');
  }

  /**
   * Raises an exception, in the caller's transaction.
   *
   * @param finding what makes it the same as another one
   */
  raise(of: { readonly line: string; readonly batch: number }, found: Finding, finding: string, at: string): number {
    const { line, batch } = of;
    const { code, subjects, detail, rule, remedy, mayTell } = found;
    const { lastInsertRowid } = this.#db
      .prepare(
        `INSERT INTO exceptions (line, batch, code, subjects, detail, rule, remedy, may_tell, finding, raised_at, state)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')`,
      )
      .run(line, batch, code, JSON.stringify(subjects), detail, rule, remedy, mayTell ? 1 : 0, finding, at);
    const exception = Number(lastInsertRowid);
    this.#audit.append({ at, batch, subject: `exception ${exception}`, now: 'open', why: detail });
    return exception;
  }

  /** Holds something back, in the caller's transaction. `named` has the canonical names of what it is about, and whether it tells that they begin. */
  hold(
    { exception, line, batch, owner, kind, body }: Omit<HeldBack, 'held'>,
    named: ReadonlyMap<string, boolean>,
  ): void {
    const { lastInsertRowid } = this.#db
      .prepare('INSERT INTO held (exception, line, batch, owner, kind, body) VALUES (?, ?, ?, ?, ?, ?)')
      .run(exception, line, batch, owner, kind, body);
    for (const [epc, begins] of named) this.#nameHeld.run(epc, Number(lastInsertRowid), Number(begins));
  }

  /** The first exception that holds events about something; of those between two numbers, both included. */
  holderOf(canonical: string, from = 0, to = Number.MAX_SAFE_INTEGER): number | undefined {
    const row = this.#heldBy.get(canonical, from, to);
    return row === undefined ? undefined : integer(row, 'exception');
  }

  /** Whether it is held that something begins: then nobody was told of it, whatever its row says. */
  holdsBeginningOf(canonical: string): boolean {
    return this.#begunBy.get(canonical) !== undefined;
  }

  /** True when nothing is held: then nobody has to look what. */
  holdsNothing(): boolean {
    return this.#db.prepare('SELECT 1 FROM held LIMIT 1').get() === undefined;
  }

  /** What an exception holds back, in order. */
  heldBy(exception: number, most = -1): HeldBack[] {
    return this.#db
      .prepare('SELECT * FROM held WHERE exception = ? ORDER BY held LIMIT ?')
      .all(exception, most)
      .map(heldOf);
  }

  /** The events that are held, of any batch, in order; those behind an exception where one is given. */
  heldEvents(behind = 0): HeldBack[] {
    return this.#db
      .prepare("SELECT * FROM held WHERE kind = 'events' AND exception > ? ORDER BY held")
      .all(behind)
      .map(heldOf);
  }

  /** Everything that a batch holds back, in order. */
  heldOf(batch: number): HeldBack[] {
    return this.#db.prepare('SELECT * FROM held WHERE batch = ? ORDER BY held').all(batch).map(heldOf);
  }

  /** Resolves an exception and lets go of what it held, in the caller's transaction. Throws when it is not open. */
  resolve(exception: number, resolution: Resolution, { at, act, who, why }: Resolving): void {
    const row = this.#db
      .prepare(
        `UPDATE exceptions SET state = 'resolved', resolution = ?, resolved_at = ?, act = ? WHERE exception = ? AND state = 'open'
         RETURNING batch`,
      )
      .get(resolution, at, act ?? null, exception);
    if (row === undefined) throw new Error(`exception ${exception} is not open`);
    this.#db.prepare('DELETE FROM held_names WHERE held IN (SELECT held FROM held WHERE exception = ?)').run(exception);
    this.#db.prepare('DELETE FROM held WHERE exception = ?').run(exception);
    const batch = integer(row, 'batch');
    const subject = `exception ${exception}`;
    this.#audit.append({ at, batch, subject, was: 'open', now: resolution, why, ...(who !== undefined && { who }) });
  }

  get(exception: number): SiteException | undefined {
    const row = this.#db.prepare('SELECT * FROM exceptions WHERE exception = ?').get(exception);
    return row === undefined ? undefined : exceptionOf(row);
  }

  /** The newest exception of a batch with a finding. */
  of(batch: number, finding: string): SiteException | undefined {
    const row = this.#db
      .prepare('SELECT * FROM exceptions WHERE batch = ? AND finding = ? ORDER BY exception DESC LIMIT 1')
      .get(batch, finding);
    return row === undefined ? undefined : exceptionOf(row);
  }

  /** Numbers of a batch's open exceptions, oldest first. */
  open(batch: number): number[] {
    return this.#db
      .prepare("SELECT exception FROM exceptions WHERE batch = ? AND state = 'open' ORDER BY exception")
      .all(batch)
      .map((row) => integer(row, 'exception'));
  }

  /** How many are open, and the numbers of the oldest. */
  waiting(batch: number): { readonly exceptions: readonly number[]; readonly openExceptions: number } {
    const many = this.#db
      .prepare("SELECT count(*) AS many FROM exceptions WHERE batch = ? AND state = 'open'")
      .get(batch);
    const exceptions = this.#db
      .prepare(
        `SELECT exception FROM exceptions WHERE batch = ? AND state = 'open' ORDER BY exception LIMIT ${MOST_OPEN}`,
      )
      .all(batch)
      .map((row) => integer(row, 'exception'));
    return { exceptions, openExceptions: integer(many ?? {}, 'many') };
  }

  /** Whether anything of a batch waits for people. */
  isOpen(batch: number): boolean {
    return this.#isOpen.get(batch) !== undefined;
  }

  /** Exceptions, newest first. */
  list({ state, batch, before }: Listed): SiteException[] {
    return this.#db
      .prepare(
        `SELECT * FROM exceptions WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR batch = ?2) AND (?3 IS NULL OR exception < ?3)
         ORDER BY exception DESC LIMIT ${MOST}`,
      )
      .all(state ?? null, batch ?? null, before ?? null)
      .map(exceptionOf);
  }
}

interface Resolving {
  readonly at: string;
  readonly act?: number | undefined;
  readonly who?: string | undefined;
  readonly why?: string | undefined;
}

interface Listed {
  readonly state?: 'open' | 'resolved' | undefined;
  readonly batch?: number | undefined;
  readonly before?: number | undefined;
}

const exceptionOf = (row: Row): SiteException => ({
  exception: integer(row, 'exception'),
  line: text(row, 'line'),
  batch: integer(row, 'batch'),
  code: text(row, 'code'),
  facts: integer(row, 'facts'),
  about: optionalInteger(row, 'about') ?? subjectsIn(text(row, 'subjects')).length,
  subjects: subjectsIn(text(row, 'subjects')),
  detail: text(row, 'detail'),
  rule: text(row, 'rule'),
  remedy: text(row, 'remedy'),
  mayTell: integer(row, 'may_tell') === 1,
  raisedAt: text(row, 'raised_at'),
  state: oneOf(row, 'state', ['open', 'resolved'] as const),
  resolution: row['resolution'] === null ? undefined : oneOf(row, 'resolution', resolutions),
  resolvedAt: optionalText(row, 'resolved_at'),
  act: optionalInteger(row, 'act'),
});

const subjectsIn = (body: string): string[] => {
  const parsed: unknown = JSON.parse(body);
  return Array.isArray(parsed) ? parsed.map(String) : [];
};

const heldOf = (row: Row): HeldBack => ({
  held: integer(row, 'held'),
  exception: integer(row, 'exception'),
  line: text(row, 'line'),
  batch: integer(row, 'batch'),
  owner: text(row, 'owner'),
  kind: oneOf(row, 'kind', ['events', 'fact'] as const),
  body: text(row, 'body'),
});
