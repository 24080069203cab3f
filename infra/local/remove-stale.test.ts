import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeStale } from './remove-stale.ts';

const day = 24 * 3_600_000;
const now = Date.UTC(2026, 2, 20);

test('what is older goes, and the rest stays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stale-'));
  for (const [name, days] of [
    ['old', 8],
    ['new', 6],
  ] as const) {
    writeFileSync(join(folder, name), '');
    utimesSync(join(folder, name), new Date(now - days * day), new Date(now - days * day));
  }
  removeStale(folder, 7 * day, now);
  expect(readdirSync(folder)).toEqual(['new']);
  rmSync(folder, { recursive: true });
});

test('a folder that is not there has nothing stale', () => {
  expect(() => removeStale(join(tmpdir(), 'no-such-folder-here'), day)).not.toThrow();
});
