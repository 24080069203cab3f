import { expect, test } from 'vitest';
import { pagePace } from './page-pace.ts';

test('a page is asked for as often as its list says, and seldom where another follows that is dear to look for', () => {
  const pace = { every: 5_000, everyOfMany: 60_000 };
  expect(pagePace(pace, undefined)).toBe(5_000);
  expect(pagePace(pace, { answers: 1 })).toBe(5_000);
  expect(pagePace(pace, { answers: 1, next: '/epcis/capture?nextPageToken=x' })).toBe(60_000);
  expect(pagePace({ every: 5_000 }, { answers: 1, next: '/api/lots?after=x' })).toBe(5_000);
});

test('a page that was long looked for, or of a list that does not change, is asked for once', () => {
  expect(pagePace({ every: 5_000, everyOfMany: 60_000 }, { answers: 2 })).toBe(false);
  expect(pagePace({ every: false }, { answers: 1 })).toBe(false);
});
