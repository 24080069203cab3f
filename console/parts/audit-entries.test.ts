import { expect, test } from 'vitest';
import { dayInUtc } from './audit-entries.ts';

test('a day begins where it does on this wall, and ends where the next one begins', () => {
  const begin = Date.parse(dayInUtc('2026-03-01') ?? '');
  expect(new Date(begin).getHours()).toBe(0);
  expect(dayInUtc('2026-02-28', 1)).toBe(dayInUtc('2026-03-01'));
  expect(dayInUtc('2026-0')).toBeUndefined();
});
