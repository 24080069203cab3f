import { copyFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Outbox } from '../outbox/outbox.ts';
import { temporary } from '../testing/builders.ts';
import { Audit } from './audit.ts';
import { openDatabase, transaction } from './database.ts';
import { unflushed } from './flush.ts';
import { migrations } from './migrations.ts';

let home: ReturnType<typeof temporary>;
beforeEach(() => {
  home = temporary();
});
afterEach(() => home.remove());

describe('the agent’s database', () => {
  test('belongs to one agent at a time', () => {
    const first = openDatabase(home.directory);
    expect(() => openDatabase(home.directory)).toThrow('another agent is using it');
    first.close();
    openDatabase(home.directory).close();
  });

  test('is not opened when it is damaged', () => {
    openDatabase(home.directory).close();
    writeFileSync(
      join(home.directory, 'agent.db'),
      'this is no database, and long enough to look like one'.repeat(200),
    );
    expect(() => openDatabase(home.directory)).toThrow('it is damaged');
  });

  test('is not opened when a newer release wrote it', () => {
    const db = openDatabase(home.directory);
    db.exec('PRAGMA user_version = 1000');
    db.close();
    expect(() => openDatabase(home.directory)).toThrow('newer release');
  });

  test('of a release that sent a message for each case is brought up to date, its messages as they were', () => {
    const old = new DatabaseSync(join(home.directory, 'agent.db'));
    for (const step of migrations.slice(0, 2)) old.exec(step);
    old.exec(`PRAGMA user_version = 2;
      INSERT INTO lines (line, sequence) VALUES ('line-1', 7);
      INSERT INTO outbox (line, sequence, kind, body) VALUES ('line-1', 7, 'epcis', '{"sequence":7}');`);
    old.close();
    const db = openDatabase(home.directory);
    const outbox = new Outbox(db);
    expect(outbox.waiting('line-1', 10)).toMatchObject([{ sequence: 7 }]);
    expect(outbox.body('line-1', 7)).toBe('{"sequence":7}');
    expect(outbox.gathering()).toBe(0);
    db.close();
  });

  test('of a process that was killed holds in itself all that was committed before anybody is told of it', () => {
    const killed = openDatabase(join(home.directory, 'killed'));
    unflushed(killed, () => killed.exec("INSERT INTO lines (line, sequence) VALUES ('line-1', 7)"));
    const found = join(home.directory, 'found');
    mkdirSync(found);
    for (const name of ['agent.db', 'agent.db-wal'])
      copyFileSync(join(home.directory, 'killed', name), join(found, name));
    killed.close();
    const db = openDatabase(found);
    expect(statSync(join(found, 'agent.db-wal')).size).toBe(0);
    expect(db.prepare('SELECT sequence FROM lines').all()).toEqual([{ sequence: 7 }]);
    db.close();
  });

  test('syncs every commit to the disk', () => {
    const db = openDatabase(home.directory);
    expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(db.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 });
    db.close();
  });

  test('keeps all of a step or nothing of it', () => {
    const db = openDatabase(home.directory);
    const insert = db.prepare('INSERT INTO lines (line, sequence) VALUES (?, 1)');
    const fails = () =>
      transaction(db, () => {
        insert.run('a');
        transaction(db, () => insert.run('b'));
        throw new Error('no');
      });
    expect(fails).toThrow('no');
    expect(db.prepare('SELECT * FROM lines').all()).toEqual([]);
    expect(transaction(db, () => insert.run('c').changes)).toBe(1);
    db.close();
  });

  test('lets nobody change or delete what the audit trail says', () => {
    const db = openDatabase(home.directory);
    new Audit(db).append({ at: '2026-03-01T08:00:00Z', subject: 'unit 1', now: 'printing' });
    expect(() => db.exec("UPDATE audit SET now = 'sampled'")).toThrow('append-only');
    expect(() => db.exec('DELETE FROM audit')).toThrow('append-only');
    db.close();
  });
});
