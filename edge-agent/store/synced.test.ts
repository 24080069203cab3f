import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temporary } from '../testing/builders.ts';
import { openDatabase, transaction } from './database.ts';
import { flushed, flushNow, type LoggedDatabase, unflushed, whenFlushFails } from './flush.ts';

/** Files that the system was asked to bring to the disk, each with its length then. */
let synced: { readonly file: string; readonly bytes: number }[] = [];
/** What the disk answers instead. */
let failure: Error | undefined;

const { fdatasync, fdatasyncSync } = fs;
const note = (descriptor: number) =>
  synced.push({
    file: fs.readlinkSync(`/proc/self/fd/${descriptor}`),
    bytes: fs.fstatSync(descriptor).size,
  });
/** Stands between the agent and the system. */
function listen(): void {
  fs.fdatasync = Object.assign(
    (descriptor: number, done: fs.NoParamCallback) => {
      note(descriptor);
      if (failure === undefined) fdatasync(descriptor, done);
      else done(failure);
    },
    { __promisify__: fdatasync.__promisify__ },
  );
  fs.fdatasyncSync = (descriptor) => {
    note(descriptor);
    if (failure !== undefined) throw failure;
    fdatasyncSync(descriptor);
  };
  syncBuiltinESMExports();
}
function listenNoMore(): void {
  Object.assign(fs, { fdatasync, fdatasyncSync });
  syncBuiltinESMExports();
}

let home: ReturnType<typeof temporary>;
let db: LoggedDatabase;
let wal: string;
beforeEach(() => {
  home = temporary();
  db = openDatabase(home.directory);
  wal = `${home.directory}/agent.db-wal`;
  synced = [];
  failure = undefined;
  listen();
});
afterEach(() => {
  listenNoMore();
  db.close();
  home.remove();
});

const write = () => transaction(db, () => db.exec('INSERT INTO lines (line, sequence) VALUES (hex(randomblob(8)), 1)'));

test.runIf(process.platform === 'linux').each([
  ['flushed', () => flushed(db)],
  ['flushNow', () => flushNow(db)],
] as const)(
  '%s brings the log with all that is committed to the disk, through the system, and only then is done',
  async (_, flush) => {
    unflushed(db, write);
    expect(synced).toEqual([]);
    const { size } = fs.statSync(wal);
    await flush();
    expect(synced).toEqual([{ file: wal, bytes: size }]);
    await flush();
    expect(synced).toHaveLength(1);
  },
);

describe('a disk that does not take the log', () => {
  test('is told of once, before whoever waits goes on, and nothing is taken for flushed any more though it is well again', async () => {
    const heard: string[] = [];
    whenFlushFails(db, ({ cause }) => heard.push(`ended: ${String(cause)}`));
    unflushed(db, write);
    failure = new Error('EIO');
    await flushed(db).catch(() => heard.push('waited in vain'));
    failure = undefined;
    unflushed(db, write);
    await flushed(db).catch(() => heard.push('and again'));
    expect(() => flushNow(db)).toThrow('cannot be brought to the disk');
    expect(heard).toEqual(['ended: Error: EIO', 'waited in vain', 'and again']);
  });

  test('is one also where a commit that waits for it finds out', () => {
    const heard: string[] = [];
    whenFlushFails(db, ({ message }) => heard.push(message));
    const refuses = () => {
      throw Object.assign(new Error('disk I/O error'), { errcode: 1_034 });
    };
    expect(() => transaction(db, refuses)).toThrow('disk I/O error');
    expect(heard).toEqual([`${wal} cannot be brought to the disk`]);
  });
});
