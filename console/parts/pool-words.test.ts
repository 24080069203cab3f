import { expect, test } from 'vitest';
import { lastsWords } from './pool-words.ts';

test.each([
  [{ next: 10, daysLeft: 0, drawn: { count: 5, days: 1 } }, '0 days'],
  [{ next: 10, daysLeft: 1, drawn: { count: 5, days: 1 } }, '1 day'],
  [{ next: 10, daysLeft: 1234, drawn: { count: 5, days: 1 } }, '1,234 days'],
  [{ next: 10, daysLeft: 9_000_000, drawn: { count: 5, days: 1 } }, 'more than 10 years'],
  [{ next: 10, drawn: { count: 0, days: 30 } }, 'nothing drawn in 30 days'],
  [{ next: 0 }, 'nothing drawn yet'],
  [{ next: 10 }, 'nothing drawn lately'],
])('of a pool that tells %j it is said that it lasts: %s', (pool, said) => {
  expect(lastsWords(pool)).toBe(said);
});
