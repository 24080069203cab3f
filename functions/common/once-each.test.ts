import { expect, test } from 'vitest';
import { onceEach } from './once-each.ts';

test('many who ask for one thing at once have it asked once, and those who ask for another have theirs', async () => {
  const asked: string[] = [];
  const once = onceEach(async (tenant: string, id: string) => {
    asked.push(`${tenant} ${id}`);
    return `${tenant}/${id}`;
  });
  const answers = await Promise.all([once('a', 'b'), once('a', 'b'), once('ab', ''), once('a', 'c')]);
  expect(answers).toEqual(['a/b', 'a/b', 'ab/', 'a/c']);
  expect(asked).toEqual(['a b', 'ab ', 'a c']);
});

test('what failed is not asked again', async () => {
  let asked = 0;
  const once = onceEach(async (id: string) => {
    asked++;
    throw new Error(id);
  });
  await expect(once('x')).rejects.toThrow('x');
  await expect(once('x')).rejects.toThrow('x');
  expect(asked).toBe(1);
});
