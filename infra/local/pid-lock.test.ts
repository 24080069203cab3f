import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { takeLock } from './pid-lock.ts';

const lock = () => join(mkdtempSync(join(tmpdir(), 'lock-')), 'lock');

test('a lock is held by one, and can be taken when it was let go', () => {
  const path = lock();
  const first = takeLock(path);
  expect(takeLock(path)).toEqual({ holder: process.pid });
  if ('release' in first) first.release();
  expect(existsSync(path)).toBe(false);
  expect(takeLock(path)).toHaveProperty('release');
});

test('the lock of another living process stands', () => {
  const path = lock();
  writeFileSync(path, `${process.ppid}`);
  expect(takeLock(path)).toEqual({ holder: process.ppid });
});

test.each([
  ['is gone', '999999999 1'],
  ['left its own id to us, as in a container that is started again', `${process.pid} 1`],
  ['wrote nothing before the power was cut', ''],
])('the lock of a holder that %s is taken over', (_, text) => {
  const path = lock();
  writeFileSync(path, text);
  expect(takeLock(path)).toHaveProperty('release');
  expect(readdirSync(dirname(path))).toEqual(['lock']);
});

test.runIf(process.platform === 'linux')('another program with the id of a dead holder does not keep the lock', () => {
  const path = lock();
  writeFileSync(path, `${process.ppid} 1`);
  expect(takeLock(path)).toHaveProperty('release');
});
