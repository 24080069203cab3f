import { spawnSync } from 'node:child_process';
import * as v from 'valibot';
import { expect, test } from 'vitest';

const told = v.object({
  megabytes: v.number(),
  lines: v.number(),
  isWhole: v.boolean(),
  told: v.object({ count: v.number() }),
});

test('a file of two million serials is written in less than 256 MB, counted and whole', { timeout: 120_000 }, () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['test/bench/serial-file-memory.ts', '2000000'], {
    encoding: 'utf8',
  });
  const last = stdout.trim().split('\n').at(-1) ?? stderr;
  const result = v.parse(told, JSON.parse(last));
  expect(result).toMatchObject({ lines: 2_000_000, isWhole: true, told: { count: 2_000_000 } });
  expect(result.megabytes).toBeLessThan(256);
});
