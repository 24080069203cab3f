import { expect, test } from 'vitest';
import { newer, older, pagesOf } from './pages.ts';

const first = { of: 'line-1', before: [] };

test('whoever has turned back comes to the newest again, page by page', () => {
  const third = older(older(first, 75), 50);
  expect(third.before.at(-1)).toBe(50);
  expect(newer(third).before.at(-1)).toBe(75);
  expect(newer(newer(third))).toEqual(first);
  expect(newer(first)).toEqual(first);
});

test('the list of another line begins with its newest, and that of the same goes on where it was', () => {
  const second = older(first, 75);
  expect(pagesOf(second, 'line-2')).toEqual({ of: 'line-2', before: [] });
  expect(pagesOf(second, 'line-1')).toBe(second);
});
