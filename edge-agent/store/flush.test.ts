import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anOrder, assign, storesOf, temporary } from '../testing/builders.ts';
import { FakeWorld } from '../testing/fake-world.ts';
import { lineAtWork } from '../testing/line-at-work.ts';
import { reached } from '../testing/reached.ts';
import { openDatabase, transaction } from './database.ts';
import { flushed, flushNow, isFlushed, type LoggedDatabase, unflushed } from './flush.ts';

let home: ReturnType<typeof temporary>;
let db: LoggedDatabase;
beforeEach(() => {
  home = temporary();
  db = openDatabase(home.directory);
});
afterEach(() => {
  if (db.isOpen) db.close();
  home.remove();
});

const write = () => transaction(db, () => db.exec('INSERT INTO lines (line, sequence) VALUES (hex(randomblob(8)), 1)'));
const synchronous = () => Object.values(db.prepare('PRAGMA synchronous').get() ?? {});

describe('what was written without waiting for the disk', () => {
  test('is there at once, and on disk when somebody waited for that', async () => {
    unflushed(db, write);
    expect(db.prepare('SELECT count(*) AS lines FROM lines').get()).toEqual({ lines: 1 });
    expect(isFlushed(db)).toBe(false);
    const first = flushed(db);
    // The first is under way now.
    await Promise.resolve();
    unflushed(db, write);
    await first;
    expect(isFlushed(db)).toBe(false);
    await flushed(db);
    expect(isFlushed(db)).toBe(true);
    unflushed(db, write);
    flushNow(db);
    expect(isFlushed(db)).toBe(true);
  });

  test('leaves everything else waiting for the disk, also when it fails', () => {
    const [full] = [synchronous()];
    const fail = () => {
      throw new Error('no');
    };
    expect(() => unflushed(db, () => transaction(db, fail))).toThrow('no');
    expect(synchronous()).toEqual(full);
  });

  test('is waited for in vain by nobody when the database is closed meanwhile', async () => {
    unflushed(db, write);
    const waiting = flushed(db);
    db.close();
    await waiting;
    await flushed(db);
  });
});

test('no serial is printed and no verdict told before it is on disk', async () => {
  const stores = storesOf(db);
  assign(stores, anOrder());
  const { log } = db;
  const early: string[] = [];
  const due = new Map<string, number>();
  const { journal } = stores;
  const [printing, verified] = [journal.printing.bind(journal), journal.verified.bind(journal)];
  journal.printing = (unit, at) => {
    due.set(`print ${unit.serial}`, log.written + 1);
    return printing(unit, at);
  };
  journal.verified = (unit, ...of) => {
    due.set(`verdict ${unit.sequence}`, log.written + 1);
    return verified(unit, ...of);
  };
  const world = new FakeWorld();
  const connect = world.connect.bind(world);
  world.connect = (...of) => {
    const { printer, plc, ...others } = connect(...of);
    const note = (what: string) => {
      if (log.onDisk < (due.get(what) ?? Number.POSITIVE_INFINITY)) early.push(what);
    };
    const print: typeof printer.print = (...given) => {
      const [{ symbol, ...label }] = given;
      if ('elements' in label) note(`print ${label.elements.find(({ ai }) => ai === '21')?.value}`);
      return printer.print(...given);
    };
    const verdict: typeof plc.verdict = (...given) => {
      note(`verdict ${given[0]}`);
      return plc.verdict(...given);
    };
    return { ...others, printer: { ...printer, print }, plc: { ...plc, verdict } };
  };
  const line = lineAtWork(stores, world);
  const work = line.work();
  await reached(() => stores.batches.in('closed').length === 1);
  line.stop();
  await work;
  expect(early).toEqual([]);
  expect(due.size).toBe(24);
  expect(stores.journal.tally(1)).toMatchObject({ printed: 12, commissioned: 12 });
});

test('a statement is prepared once, and ends with its database', () => {
  const count = () => db.prepare('SELECT count(*) AS lines FROM lines');
  expect(count()).toBe(count());
  for (let other = 0; other < 600; other++) db.prepare(`SELECT ${other}`);
  write();
  expect(count().get()).toEqual({ lines: 1 });
  db.close();
  expect(count).toThrow('not open');
});
