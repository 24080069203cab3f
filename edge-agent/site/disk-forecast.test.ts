import { expect, test } from 'vitest';
import { DAY_MS } from './archive/archive-lots.ts';
import { fullInDays } from './disk-forecast.ts';

const GB = 1e9;
/** Hours in which so much was taken each day. */
const growing = (gigabytesADay: number, hours = 48) =>
  Array.from({ length: hours + 1 }, (_, hour) => ({ hour, usedBytes: (hour / 24) * gigabytesADay * GB }));
const now = 100 * DAY_MS;
const lots = (age: number | undefined, keepDays: number) => ({
  oldest: age === undefined ? undefined : now - age * DAY_MS,
  keepDays,
  now,
});

test('a disk that fills is known of days ahead', () => {
  expect(fullInDays(growing(3.3), 20 * GB, lots(2, 30))).toBe(4);
  expect(fullInDays(growing(3.3), 200 * GB, lots(2, 30))).toBeUndefined();
  expect(fullInDays(growing(0), 20 * GB, lots(2, 30))).toBeUndefined();
});

test('nothing is said from less than a day', () =>
  expect(fullInDays(growing(3.3, 23), 10 * GB, lots(1, 30))).toBeUndefined());

test('lots that leave in time give as much back as is taken, those that should have left do not', () => {
  expect(fullInDays(growing(3.3), 20 * GB, lots(2, 5))).toBeUndefined();
  expect(fullInDays(growing(3.3), 20 * GB, lots(9, 5))).toBe(4);
});
