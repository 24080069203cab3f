import { expect, test } from 'vitest';
import { pauseAfter } from './link.ts';
import { pause } from './pause.ts';

test('a pause ends early when its signal aborts, and is none when it has', async () => {
  const stop = new AbortController();
  const long = pause(3_600_000, stop.signal);
  stop.abort();
  await long;
  await pause(3_600_000, stop.signal);
});

test('pauses between attempts grow and stay bearable', () => {
  expect([0, 1, 2, 3].map(pauseAfter)).toEqual([50, 100, 200, 400]);
  expect(pauseAfter(1_000)).toBe(5_000);
});
