import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

/** Publishes as fast as it may for a while; answers how many went. */
function publish(pace: Pace, bytes: number, ms: number): number {
  let now = 0;
  let sent = 0;
  while (now < ms) {
    const wait = pace.take(bytes, now);
    if (wait === 0) sent++;
    else now += wait;
  }
  return sent;
}

test('stays below 100 publishes a second', () => {
  expect(publish(new Pace(0), 10, 10_000)).toBeLessThanOrEqual(100 * 10 + 90);
  expect(publish(new Pace(0), 10, 10_000)).toBeGreaterThan(80 * 10);
});

test('stays below 512 KiB a second', () => {
  expect(publish(new Pace(0), 100_000, 10_000) * 100_000).toBeLessThanOrEqual(512 * 1024 * 11);
});

test('makes nothing of a clock that goes back', () => {
  const pace = new Pace(1_000_000);
  for (let sent = 0; sent < 90; sent++) pace.take(10, 1_000_000);
  expect(pace.take(10, 0)).toBeGreaterThan(0);
});
