import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDataDirectory } from './data-directory.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'data-'));

test('a new or empty directory is taken', () => {
  const path = folder();
  openDataDirectory(path, false);
  openDataDirectory(join(path, 'deeper/still'), true);
  expect(existsSync(join(path, 'deeper/still'))).toBe(true);
});

test('--fresh empties a directory of ours', () => {
  const path = folder();
  openDataDirectory(path, false).release();
  writeFileSync(join(path, 'tables.db'), 'x');
  openDataDirectory(path, true);
  expect(existsSync(join(path, 'tables.db'))).toBe(false);
});

test('an emptying that was interrupted can be done again: the mark is never removed', () => {
  const path = folder();
  openDataDirectory(path, false).release();
  writeFileSync(join(path, 'tables.db'), 'x');
  const { release } = openDataDirectory(path, true);
  expect(existsSync(join(path, 'seriate-data'))).toBe(true);
  release();
});

test.each([true, false])('while another cloud runs over it nothing is touched (fresh: %s)', (fresh) => {
  const path = folder();
  const { release } = openDataDirectory(path, false);
  writeFileSync(join(path, 'tables.db'), 'x');
  expect(() => openDataDirectory(path, fresh)).toThrow(`in use by process ${process.pid}`);
  expect(existsSync(join(path, 'tables.db'))).toBe(true);
  release();
  openDataDirectory(path, false);
});

test('what a killed cloud left locked is taken over, even before it had marked the directory', () => {
  const path = folder();
  writeFileSync(join(path, 'lock'), '999999999 1');
  openDataDirectory(path, true).release();
  expect(existsSync(join(path, 'lock'))).toBe(false);
});

test.each([true, false])('a directory with other people’s files is left alone (fresh: %s)', (fresh) => {
  const path = folder();
  writeFileSync(join(path, 'thesis.txt'), 'years of work');
  expect(() => openDataDirectory(path, fresh)).toThrow('not ours');
  expect(existsSync(join(path, 'thesis.txt'))).toBe(true);
  expect(existsSync(join(path, 'lock'))).toBe(false);
});
