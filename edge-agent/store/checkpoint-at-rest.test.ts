import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { temporary } from '../testing/builders.ts';
import { checkpointAtRest } from './checkpoint-at-rest.ts';
import { openDatabase } from './database.ts';
import type { LoggedDatabase } from './flush.ts';

let home: ReturnType<typeof temporary>;
let db: LoggedDatabase;
let done: string[];
beforeEach(() => {
  vi.useFakeTimers();
  home = temporary();
  db = openDatabase(home.directory);
  done = [];
  const exec = db.exec.bind(db);
  db.exec = (sql) => {
    if (sql.includes('checkpoint')) done.push(sql);
    exec(sql);
  };
});
afterEach(() => {
  vi.useRealTimers();
  db.close();
  home.remove();
});

const write = (rows: number) => {
  for (let row = 0; row < rows; row++) db.exec('INSERT INTO lines (line, sequence) VALUES (hex(randomblob(8)), 1)');
};

test('the log is brought into the database while no pack is on its way, and only when it is worth it', () => {
  let rests = false;
  const end = checkpointAtRest(db, () => rests);
  write(600);
  vi.advanceTimersByTime(5_000);
  expect(done).toEqual([]);
  rests = true;
  vi.advanceTimersByTime(1_000);
  expect(done).toHaveLength(1);
  write(10);
  vi.advanceTimersByTime(5_000);
  expect(done).toHaveLength(1);
  end();
});
