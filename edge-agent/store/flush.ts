import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** The write-ahead log of a database, as far as what is committed in it has reached the disk. */
class Log {
  readonly #file: string;
  #opened: number | undefined;
  #written = 0;
  #onDisk = 0;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #failure: Error | undefined;
  #closed = false;
  /** Told at once, before anybody who waits. */
  onFailure: ((failure: Error) => void) | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** Writes that did not wait for the disk, counted from 1. */
  get written(): number {
    return this.#written;
  }

  /** The last of them that is on disk, with all before it. */
  get onDisk(): number {
    return this.#onDisk;
  }

  get isFlushed(): boolean {
    return this.#written === this.#onDisk;
  }

  wrote(): void {
    this.#written += 1;
  }

  /** One flush is under way at a time; all that is committed while it runs goes with the next. */
  flush(): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.isFlushed) return Promise.resolve();
    this.#next ??= (this.#running ?? Promise.resolve()).then(() => {
      this.#next = undefined;
      this.#running = this.#flush().finally(() => {
        this.#running = undefined;
      });
      return this.#running;
    });
    return this.#next;
  }

  flushNow(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.isFlushed) return;
    const upTo = this.#written;
    try {
      fdatasyncSync(this.#descriptor());
    } catch (error) {
      throw this.failed(error);
    }
    this.#onDisk = Math.max(this.#onDisk, upTo);
  }

  /** The database was closed, and with that all of the log is in it. */
  close(): void {
    this.#closed = true;
    this.#onDisk = this.#written;
    if (this.#running === undefined) this.#letGo();
  }

  async #flush(): Promise<void> {
    if (this.isFlushed) return;
    const upTo = this.#written;
    try {
      const descriptor = this.#descriptor();
      await new Promise<void>((resolve, reject) => {
        fdatasync(descriptor, (error) => (error === null ? resolve() : reject(error)));
      });
    } catch (error) {
      throw this.failed(error);
    } finally {
      if (this.#closed) this.#letGo();
    }
    this.#onDisk = Math.max(this.#onDisk, upTo);
  }

  /** What a failed flush has lost no later one brings back, though it may say that all is well: only the next start shows what is there. */
  failed(cause: unknown): Error {
    if (this.#failure === undefined) {
      this.#failure = new Error(`${this.#file} cannot be brought to the disk`, { cause });
      this.onFailure?.(this.#failure);
    }
    return this.#failure;
  }

  #descriptor(): number {
    this.#opened ??= openSync(this.#file, 'r+');
    return this.#opened;
  }

  #letGo(): void {
    if (this.#opened !== undefined) closeSync(this.#opened);
    this.#opened = undefined;
  }
}

/** Statements that are kept: more than the agent's own, fewer than hurt when some are made with their values in them. */
const MOST_STATEMENTS = 500;

/**
 * A database that knows how much of its write-ahead log is on disk. It keeps its statements: one takes longer to prepare than to run, and each
 * that is dropped is ended by the collector of garbage while everything stands.
 */
export class LoggedDatabase extends DatabaseSync {
  readonly log: Log;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string, options: ConstructorParameters<typeof DatabaseSync>[1]) {
    super(file, options);
    this.log = new Log(`${file}-wal`);
  }

  /** The statement of this text, the same each time: whoever iterates over one ends before it is asked for again. */
  override prepare(sql: string): StatementSync {
    const kept = this.#statements.get(sql);
    if (kept !== undefined) return kept;
    const [oldest] = this.#statements.keys();
    if (oldest !== undefined && this.#statements.size >= MOST_STATEMENTS) this.#statements.delete(oldest);
    const made = super.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }

  override close(): void {
    super.close();
    this.#statements.clear();
    this.log.close();
  }
}

const logOf = (db: DatabaseSync) => (db instanceof LoggedDatabase ? db.log : undefined);

/**
 * Does `write`, which commits, without waiting for the disk: the process may be killed, and only a loss of power takes what was not flushed,
 * the latest first. Whoever tells the outside of it waits for `flushed`, or calls `flushNow`. Whatever commits as usual flushes all before it.
 */
export function unflushed<Result>(db: DatabaseSync, write: () => Result): Result {
  const log = logOf(db);
  // A transaction that is under way is flushed as whoever began it wants.
  if (log === undefined || db.isTransaction) return write();
  db.exec('PRAGMA synchronous = NORMAL');
  try {
    return write();
  } finally {
    log.wrote();
    if (db.isOpen) db.exec('PRAGMA synchronous = FULL');
  }
}

/** Resolves when all that is committed so far is on disk; the loop goes on meanwhile. Rejects when that failed, and from then on always. */
export const flushed = (db: DatabaseSync): Promise<void> => logOf(db)?.flush() ?? Promise.resolve();

/** The same at once, however long the disk takes. */
export const flushNow = (db: DatabaseSync): void => logOf(db)?.flushNow();

/**
 * Has something done as soon as a flush has failed, before anybody hears of it who waits for one: what is committed from then on may stand behind a hole in
 * the log, so that nobody may be told of anything any more.
 */
export function whenFlushFails(db: LoggedDatabase, act: (failure: Error) => void): void {
  db.log.onFailure = act;
}

/** SQLite's own flush of the log has failed (SQLITE_IOERR_FSYNC). */
const SYNC_FAILED = 1_034;

/** Takes note of what a commit has thrown: when the disk did not take it, a flush has failed, whoever asked for it. */
export function noteFailure(db: DatabaseSync, error: unknown): void {
  if (error instanceof Error && 'errcode' in error && error.errcode === SYNC_FAILED) logOf(db)?.failed(error);
}

/** Whether all that is committed so far is on disk. */
export const isFlushed = (db: DatabaseSync): boolean => logOf(db)?.isFlushed ?? true;
