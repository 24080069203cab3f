import { expect, test } from 'vitest';
import { DirectoryInUse } from './data-directory.ts';
import { whenFree } from './when-free.ts';

test('a directory that is let go of is taken, after saying once that it waits', async () => {
  const said: string[] = [];
  let left = 3;
  const open = () => {
    if (left-- > 0) throw new DirectoryInUse('/data', 7);
    return 'ours';
  };
  await expect(whenFree(open, 60_000, (line) => said.push(line))).resolves.toBe('ours');
  expect(said).toEqual([expect.stringContaining('process 7')]);
});

test('one that is kept is refused in the end, and any other fault at once', async () => {
  const kept = () => {
    throw new DirectoryInUse('/data', 7);
  };
  await expect(whenFree(kept, 0, () => {})).rejects.toThrow('in use by process 7');
  const foreign = () => {
    throw new Error('not ours');
  };
  await expect(whenFree(foreign, 60_000, () => {})).rejects.toThrow('not ours');
});
