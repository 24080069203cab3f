import { expect, test } from 'vitest';
import { lasting } from './lasting.ts';

test.each([
  ['2026-03-01T09:59:20.000Z', '40 s'],
  ['2026-03-01T09:48:00.000Z', '12 min'],
  ['2026-03-01T07:00:01.000Z', '2 h'],
  ['2026-02-26T09:00:00.000Z', '3 d'],
  // Clocks differ.
  ['2026-03-01T10:00:05.000Z', '0 s'],
])('what began at %s has lasted %s', (since, said) => {
  expect(lasting(since, Date.parse('2026-03-01T10:00:00Z'))).toBe(said);
});
