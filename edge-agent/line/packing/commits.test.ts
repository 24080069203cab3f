import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { flushed, type LoggedDatabase } from '../../store/flush.ts';
import { temporary } from '../../testing/builders.ts';
import { reached } from '../../testing/reached.ts';
import { Commits } from './commits.ts';

/** How SQLite calls it that a commit waits for the disk. */
const FULL = 2;
let home: ReturnType<typeof temporary>;
let db: LoggedDatabase;
let told: string[];
let early: string[];
beforeEach(() => {
  home = temporary();
  db = openDatabase(home.directory);
  told = [];
  early = [];
});
afterEach(() => {
  if (db.isOpen) db.close();
  home.remove();
});

const write = () => db.exec('INSERT INTO lines (line, sequence) VALUES (hex(randomblob(8)), 1)');
const lines = () => db.prepare('SELECT count(*) AS lines FROM lines').get()?.['lines'];

function commitsOf(name: string): Commits {
  const parts = {
    fill: () => {
      write();
      told.push(`${name} is filled`);
      tell(commits, `${name} was filled`);
    },
    undone: () => undefined,
  };
  const raise = (_: string, detail: string) => void told.push(detail);
  const commits = new Commits({ db, raise, guarded: (step) => step() }, parts);
  return commits;
}

/** Has it told, in a transaction, and notes when that was before what it tells of was on disk. */
function tell(commits: Commits, what: string): void {
  const waits = db.prepare('PRAGMA synchronous').get()?.['synchronous'] === FULL;
  const due = waits ? 0 : db.log.written + 1;
  commits.later(() => {
    told.push(what);
    if (db.log.onDisk < due) early.push(what);
  });
}

const step = (commits: Commits, what: string) => () => {
  write();
  tell(commits, what);
};

test('what a late step has to tell is told when it is on disk, and what is decided meanwhile with the next', async () => {
  const commits = commitsOf('case');
  commits.late(step(commits, 'one'));
  expect(told).toEqual([]);
  const first = flushed(db);
  // The disk is being written from here on.
  await Promise.resolve();
  commits.late(step(commits, 'two'));
  await first;
  expect(told).toEqual(['one']);
  await flushed(db);
  expect(told).toEqual(['one', 'two']);
  expect(early).toEqual([]);
});

test('a step that waits for the disk first tells what was decided before it', () => {
  const commits = commitsOf('case');
  commits.late(step(commits, 'one'));
  commits.now(() => {
    write();
    commits.later(() => told.push('two'));
  });
  expect([told, early]).toEqual([['one', 'two'], []]);
});

test('what is full is closed in a turn of the loop of its own, each after what comes between', async () => {
  const [one, two] = [commitsOf('first'), commitsOf('second')];
  for (const commits of [one, two]) commits.late(() => commits.isFull());
  setImmediate(() => told.push('a verdict'));
  expect(told).toEqual([]);
  await reached(() => told.length === 5);
  expect(told.filter((what) => !what.includes('was'))).toEqual(['first is filled', 'a verdict', 'second is filled']);
  expect(told).toEqual(expect.arrayContaining(['first was filled', 'second was filled']));
  expect(early).toEqual([]);
});

test('whoever goes on without the loop has what is full closed and told at once, and once', async () => {
  const commits = commitsOf('case');
  commits.late(() => commits.isFull());
  commits.catchUp();
  expect(told).toEqual(['case is filled', 'case was filled']);
  await new Promise(setImmediate);
  await flushed(db);
  expect([told.length, early]).toEqual([2, []]);
});

test('of a step that came to nothing nothing is told, and all that was decided before', async () => {
  const commits = commitsOf('case');
  commits.late(step(commits, 'one'));
  const fail = () => {
    step(commits, 'two')();
    throw new Error('no room');
  };
  expect(() => commits.late(fail)).toThrow('no room');
  await flushed(db);
  expect([told, lines()]).toEqual([['one'], 1]);
});

test('an agent that has ended tells nothing any more', async () => {
  const commits = commitsOf('case');
  commits.late(step(commits, 'one'));
  commits.late(() => commits.isFull());
  db.close();
  await new Promise(setImmediate);
  expect(told).toEqual([]);
});
