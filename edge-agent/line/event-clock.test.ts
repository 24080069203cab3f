import { expect, test } from 'vitest';
import { EventClock, offsetOf } from './event-clock.ts';

test('stamps rise, also when the clock is set back', () => {
  const times = [1_000, 1_000, 500, 400, 2_000];
  const clock = new EventClock(() => times.shift() ?? 0, 0);
  const stamps = Array.from({ length: 5 }, () => Date.parse(clock.stamp().at));
  expect(stamps).toEqual([1_000, 1_001, 1_002, 1_003, 2_000]);
});

test('stamps rise over a restart', () => {
  expect(new EventClock(() => 1_000, 5_000).stamp().at).toBe('1970-01-01T00:00:05.001Z');
});

test.each([
  [0, '+00:00'],
  [60, '+01:00'],
  [-210, '-03:30'],
  [840, '+14:00'],
])('%i minutes are %s', (minutes, offset) => expect(offsetOf(minutes)).toBe(offset));
