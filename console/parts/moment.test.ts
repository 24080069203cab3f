import { expect, test } from 'vitest';
import { momentOf, offsetOn } from './moment.ts';
import { wallTime } from './when.tsx';

test('a day and a time by the clock here are a time in UTC, which says the same by the clock here', () => {
  const at = momentOf('2026-07-01', '9:3');
  expect(wallTime(new Date(at ?? ''))).toMatch(/^2026-07-01 09:03:00 /);
  expect(momentOf('2026-07-01', '')).toBe(momentOf('2026-07-01', '00:00:00'));
});

test('nothing said is told apart from what is no time: a field half filled in ends nothing by being left out', () => {
  expect(momentOf('', '')).toBe('');
  expect(momentOf('2026-0', '')).toBeUndefined();
  expect(momentOf('2026-02-31', '')).toBeUndefined();
  expect(momentOf('', '09:00')).toBeUndefined();
  expect(momentOf('2026-07-01', '25:00')).toBeUndefined();
});

test('the distance from UTC is that of the day that is chosen, not of today', () => {
  for (const day of ['2026-01-15', '2026-07-15'])
    expect(offsetOn(day, '12:00')).toBe(wallTime(new Date(`${day}T12:00:00`)).split(' ')[2]);
});
