import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/kit/temporary-folder.ts';
import { unzip } from '../../test/kit/unzip.ts';
import { zipOf } from './zip.ts';

const files = [
  { name: 'main.mjs', bytes: Buffer.from('a'.repeat(10_000)) },
  { name: 'fonts/ü.ttf', bytes: Buffer.from([0, 1, 2, 255]) },
];

test('a zip holds what was put in, and is the same whatever the order and the hour', () => {
  const { path, remove } = temporaryFolder();
  onTestFinished(remove);
  writeFileSync(join(path, 'a.zip'), zipOf(files));
  expect(unzip(join(path, 'a.zip'), path)).toEqual(['fonts/ü.ttf', 'main.mjs']);
  for (const { name, bytes } of files) expect(readFileSync(join(path, name))).toEqual(bytes);
  expect(zipOf([...files].reverse())).toEqual(zipOf(files));
});

test('another program takes it for whole', () => {
  const { path, remove } = temporaryFolder();
  onTestFinished(remove);
  writeFileSync(join(path, 'a.zip'), zipOf(files));
  const check =
    'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(sorted(z.namelist()))';
  expect(execFileSync('python3', ['-c', check, join(path, 'a.zip')]).toString()).toBe("['fonts/ü.ttf', 'main.mjs']\n");
});
