import { chmod, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/kit/temporary-folder.ts';
import { readIfThere, writePrivately } from './private-file.ts';

function folder(): string {
  const { path, remove } = temporaryFolder();
  onTestFinished(remove);
  return path;
}

describe('a private file', () => {
  test('is undefined until it is written, then reads back', async () => {
    const path = join(folder(), 'below', 'secret');
    expect(await readIfThere(path)).toBeUndefined();
    await writePrivately(path, 'hush');
    expect(await readIfThere(path)).toBe('hush');
  });

  test('is for its owner alone, even where a file open to all lay before', async () => {
    const path = join(folder(), 'secret');
    await writeFile(path, 'loud');
    await chmod(path, 0o644);
    await writePrivately(path, 'hush');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('leaves no draft behind', async () => {
    const dir = folder();
    await writePrivately(join(dir, 'secret'), 'hush');
    expect(await readdir(dir)).toEqual(['secret']);
  });

  test('is not silently empty when something else stands in its place', async () => {
    await expect(readIfThere(folder())).rejects.toThrow('EISDIR');
  });
});
