import { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { clockAhead } from './clock.ts';

const told = v.object({ ahead: v.number(), now: v.number(), made: v.number(), given: v.number(), isDate: v.boolean() });

/** In a thread of its own, since a clock is put ahead once and for all. */
async function threadAhead(milliseconds: number) {
  const source = `
    import { statSync } from 'node:fs';
    import { parentPort } from 'node:worker_threads';
    import { clockAhead, putClockAhead } from ${JSON.stringify(new URL('./clock.ts', import.meta.url).href)};
    putClockAhead(${milliseconds});
    const isDate = statSync('.').mtime instanceof Date && new Date() instanceof Date && Date() === String(new Date());
    parentPort.postMessage({ ahead: clockAhead(), now: Date.now(), made: +new Date(), given: +new Date(5), isDate });`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`));
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  worker.on('message', resolve).on('error', reject);
  try {
    return v.parse(told, await promise);
  } finally {
    await worker.terminate();
  }
}

const hour = 3_600_000;

test('a clock put ahead tells the later time, and the times it is given as they are', async () => {
  const before = Date.now();
  const { ahead, now, made, given, isDate } = await threadAhead(hour);
  expect(ahead).toBe(hour);
  for (const time of [now, made]) {
    expect(time).toBeGreaterThanOrEqual(before + hour);
    expect(time).toBeLessThanOrEqual(Date.now() + hour);
  }
  expect(given).toBe(5);
  expect(isDate).toBe(true);
});

test('a clock that is not put ahead tells the time of the world', async () => {
  const { ahead, now } = await threadAhead(0);
  expect(ahead).toBe(0);
  expect(now).toBeLessThanOrEqual(Date.now());
  expect(clockAhead()).toBe(0);
});
