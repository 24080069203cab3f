import { expect, test } from 'vitest';
import { firstPage, turnedPages } from './unit-pages.ts';

test('pages are turned on, back and to the first, and the one that was shown stays until the next is there', () => {
  const second = turnedPages(firstPage, 'after', 'b');
  const third = turnedPages(second, 'after', 'c');
  expect(third).toEqual({ tokens: ['b', 'c'], before: ['b'], by: 'after' });
  expect(turnedPages(third, 'before', undefined)).toEqual({ tokens: ['b'], before: ['b', 'c'], by: 'before' });
  expect(turnedPages(third, 'first', 'd')).toEqual({ tokens: [], before: ['b', 'c'], by: 'first' });
});

test('there is nothing before the first and after the last', () => {
  for (const by of ['first', 'before'] as const) expect(turnedPages(firstPage, by, 'b')).toEqual({ tokens: [] });
  expect(turnedPages({ tokens: ['b'] }, 'after', undefined)).toEqual({ tokens: ['b'] });
});
