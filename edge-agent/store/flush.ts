import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

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
      throw this.#failed(error);
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
      throw this.#failed(error);
    } finally {
      if (this.#closed) this.#letGo();
    }
    this.#onDisk = Math.max(this.#onDisk, upTo);
  }

  /** What a failed flush has lost no later one brings back, though it may say that all is well: only the next start shows what is there. */
  #failed(cause: unknown): Error {
    this.#failure ??= new Error(`${this.#file} cannot be brought to the disk`, { cause });
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

/** A database that knows how much of its write-ahead log is on disk. */
export class LoggedDatabase extends DatabaseSync {
  readonly log: Log;

  constructor(file: string, options: ConstructorParameters<typeof DatabaseSync>[1]) {
    super(file, options);
    this.log = new Log(`${file}-wal`);
  }

  override close(): void {
    super.close();
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

/** Whether all that is committed so far is on disk. */
export const isFlushed = (db: DatabaseSync): boolean => logOf(db)?.isFlushed ?? true;
