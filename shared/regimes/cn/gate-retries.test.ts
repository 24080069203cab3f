import { expect, test } from 'vitest';
import { errors } from './errors.ts';
import { retryAfterGate } from './gate-retries.ts';

test('a submission goes on after a number of the gate as the catalogue says', () => {
  const numbers = errors.filter(({ code }) => /^\d+$/.test(code));
  expect(numbers.length).toBeGreaterThan(10);
  for (const { code, retry } of numbers) expect([code, retryAfterGate(code)]).toEqual([code, retry]);
  expect(retryAfterGate('4711')).toBe('rejected');
});
