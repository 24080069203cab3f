import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLogFile } from './log-file.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'log-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('a log goes on where it ended, and a log that is never written is never made', () => {
  const path = join(directory, 'logs', 'one.log');
  for (const text of ['a\n', 'b\n']) {
    const log = openLogFile(path);
    log.write(text);
    log.close();
  }
  openLogFile(join(directory, 'none.log')).close();
  expect(readFileSync(path, 'utf8')).toBe('a\nb\n');
  expect(readdirSync(directory)).toEqual(['logs']);
});

test('however much is written, two files of bounded size remain', () => {
  const log = openLogFile(join(directory, 'one.log'), 1000);
  for (let i = 0; i < 200; i++) log.write(`${String(i).padStart(49, '.')}\n`);
  log.close();
  expect(readdirSync(directory).toSorted()).toEqual(['one.log', 'one.log.1']);
  for (const file of readdirSync(directory)) expect(statSync(join(directory, file)).size).toBeLessThanOrEqual(1050);
  expect(readFileSync(join(directory, 'one.log'), 'utf8')).toContain('199\n');
});
