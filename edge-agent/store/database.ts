import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { LoggedDatabase, noteFailure } from './flush.ts';
import { migrations } from './migrations.ts';
import { integer, text } from './row.ts';

export type Database = DatabaseSync;

const SQLITE_BUSY = 5;

/**
 * Pages of the log at which they are brought into the database, in between two packs: the rarer, the more of them are the same page. At a standstill that is
 * done before (`checkpoint-at-rest.ts`).
 */
const MOST_LOG_PAGES = 4_000;

/**
 * Opens the agent's database in a directory, makes what is missing, and holds it until closed.
 *
 * Throws when another process holds it, when it is damaged, or when a newer release wrote it.
 */
export function openDatabase(directory: string): LoggedDatabase {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'agent.db');
  const db = new LoggedDatabase(file, { enableForeignKeyConstraints: true, timeout: 0 });
  try {
    claim(db, file);
    prove(db, file);
    migrate(db, file);
    settle(db);
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}

/**
 * Runs a step so that all of it is on disk when this returns, or none of it ever was. Inside another transaction the step
 * joins it.
 */
export function transaction<Result>(db: Database, step: () => Result): Result {
  if (db.isTransaction) return step();
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = step();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    noteFailure(db, error);
    // SQLite has already rolled back by itself after some failures, a full disk among them.
    if (db.isOpen && db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** Two agents on one database would print the same serial twice; the operating system drops this lock with the process. */
function claim(db: Database, file: string): void {
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    db.exec('BEGIN EXCLUSIVE; COMMIT');
    db.exec(`PRAGMA wal_autocheckpoint = ${MOST_LOG_PAGES}`);
  } catch (error) {
    const busy = error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
    const why = busy ? 'another agent is using it' : 'it is damaged, or no database at all';
    throw new Error(`${file} cannot be opened: ${why}`, { cause: error });
  }
}

function prove(db: Database, file: string): void {
  const findings = db.prepare('PRAGMA integrity_check').all();
  const [first] = findings;
  if (first === undefined || text(first, 'integrity_check') !== 'ok') {
    throw new Error(`${file} is damaged: restore it from a copy before the line runs again`);
  }
}

/**
 * Has all that is committed in the database itself, on disk, before anybody is told of it. What a killed process has left in the log is perhaps only in
 * the system's memory; and after a disk has failed once, the system may take for written there what is not.
 */
function settle(db: Database): void {
  const { busy } = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() ?? {};
  if (busy !== 0) throw new Error('the log of the database could not be brought into it');
}

function migrate(db: Database, file: string): void {
  const version = integer(db.prepare('PRAGMA user_version').get() ?? {}, 'user_version');
  if (version > migrations.length) throw new Error(`${file} was written by a newer release of the agent`);
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue;
    transaction(db, () => {
      db.exec(step);
      db.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}
