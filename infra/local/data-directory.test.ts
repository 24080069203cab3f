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
  openDataDirectory(path, false);
  writeFileSync(join(path, 'tables.db'), 'x');
  openDataDirectory(path, true);
  expect(existsSync(join(path, 'tables.db'))).toBe(false);
});

test.each([true, false])('a directory with other people’s files is left alone (fresh: %s)', (fresh) => {
  const path = folder();
  writeFileSync(join(path, 'thesis.txt'), 'years of work');
  expect(() => openDataDirectory(path, fresh)).toThrow('not ours');
  expect(existsSync(join(path, 'thesis.txt'))).toBe(true);
});
