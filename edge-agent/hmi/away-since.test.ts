import { expect, test } from 'vitest';
import { AwaySince } from './away-since.ts';

test('an outage is told with its beginning, and the next one with its own', () => {
  let connected = true;
  let now = Date.UTC(2027, 0, 1, 8);
  const away = new AwaySince(
    () => connected,
    () => now,
  );
  expect(away.look()).toBeUndefined();
  connected = false;
  expect(away.look()).toBe('2027-01-01T08:00:00.000Z');
  now += 60_000;
  expect(away.look()).toBe('2027-01-01T08:00:00.000Z');
  connected = true;
  expect(away.look()).toBeUndefined();
  connected = false;
  expect(away.look()).toBe('2027-01-01T08:01:00.000Z');
});
