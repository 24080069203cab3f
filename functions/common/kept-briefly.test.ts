import { expect, test } from 'vitest';
import { keptBriefly } from './kept-briefly.ts';

function counting() {
  let at = 0;
  let fails = false;
  const asked: string[] = [];
  const read = async (key: string) => {
    asked.push(key);
    if (fails) throw new Error('out of reach');
    return `${key}${asked.length}`;
  };
  const kept = keptBriefly(read, { ms: 1000, most: 2, now: () => new Date(at) });
  return {
    kept,
    asked,
    pass: (ms: number) => {
      at += ms;
    },
    break: (broken: boolean) => {
      fails = broken;
    },
  };
}

test('the same is answered for its time, and read anew after it', async () => {
  const { kept, asked, pass } = counting();
  expect(await Promise.all([kept('a'), kept('a')])).toEqual(['a1', 'a1']);
  pass(999);
  expect(await kept('a')).toBe('a1');
  pass(1);
  expect(await kept('a')).toBe('a2');
  expect(asked).toEqual(['a', 'a']);
});

test('what fails is asked again at once', async () => {
  const broken = counting();
  broken.break(true);
  await expect(broken.kept('a')).rejects.toThrow('out of reach');
  broken.break(false);
  expect(await broken.kept('a')).toBe('a2');
});

test('no more is kept than may be, the oldest going first', async () => {
  const { kept, asked } = counting();
  for (const key of ['a', 'b', 'c', 'b', 'a']) await kept(key);
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});
