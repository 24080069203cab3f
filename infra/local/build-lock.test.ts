import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withLock } from './build-lock.ts';

const lock = () => join(mkdtempSync(join(tmpdir(), 'lock-')), 'lock');

test('two never work at the same time', async () => {
  const path = lock();
  let working = 0;
  let most = 0;
  const work = () =>
    withLock(path, async () => {
      most = Math.max(most, ++working);
      await new Promise((resume) => setImmediate(resume));
      working--;
    });
  await Promise.all([work(), work(), work()]);
  expect(most).toBe(1);
  expect(existsSync(path)).toBe(false);
});

test('the lock of a process that was killed is taken over', async () => {
  const path = lock();
  writeFileSync(path, '999999999');
  await expect(withLock(path, async () => 'done')).resolves.toBe('done');
});

test('the lock is let go when the work fails', async () => {
  const path = lock();
  await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(path)).toBe(false);
});
