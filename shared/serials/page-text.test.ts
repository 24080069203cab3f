import { expect, test } from 'vitest';
import { pageText } from './page-text.ts';

test('the text of a page has its counter, its serials, and what stands behind each in order', () => {
  const extra = [{ 92: 'sig', 91: 'key' }, {}];
  expect(pageText({ first: 7, serials: ['A', 'B'], extra })).toBe('7\nA\t91=key\t92=sig\nB');
  expect(pageText({ first: 7, serials: [] })).toBe('7');
});
