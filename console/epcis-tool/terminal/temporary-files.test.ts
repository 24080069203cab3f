import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { keep, removeAtEnd, removeTemporaryFiles, temporaryFile } from './temporary-files.ts';

test('what was made goes at the end, what was kept stays', () => {
  const [gone, stays] = [temporaryFile('a'), temporaryFile('b')];
  writeFileSync(gone, 'x');
  writeFileSync(stays, 'x');
  keep(dirname(stays));
  removeAtEnd('/no/such/file');
  removeTemporaryFiles();
  expect(existsSync(dirname(gone))).toBe(false);
  expect(existsSync(stays)).toBe(true);
  removeAtEnd(dirname(stays));
  removeTemporaryFiles();
  expect(existsSync(stays)).toBe(false);
});
