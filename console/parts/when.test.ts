import { afterEach, expect, test, vi } from 'vitest';
import { wallTime } from './when.tsx';

afterEach(() => vi.restoreAllMocks());

test.each([
  [-60, '2026-11-30 14:05:09 +01:00'],
  [0, '2026-11-30 13:05:09 +00:00'],
  [210, '2026-11-30 09:35:09 -03:30'],
  [-345, '2026-11-30 18:50:09 +05:45'],
])('%i minutes from UTC, a time is told with its offset', (minutes, told) => {
  vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(minutes);
  expect(wallTime(new Date('2026-11-30T13:05:09Z'))).toBe(told);
});
