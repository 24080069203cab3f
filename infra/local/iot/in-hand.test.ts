import { expect, test } from 'vitest';
import { inHand } from './in-hand.ts';

test('whoever waits is let go in time, the work is still waited for at the end', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const work = inHand();
  expect(await work.atMost(1, promise)).toBe(false);
  const settled = work.settled().then(() => 'settled');
  expect(await Promise.race([settled, Promise.resolve('still open')])).toBe('still open');
  resolve();
  expect(await settled).toBe('settled');
});

test('work that is done in time says so, and work that fails is no longer in hand', async () => {
  const work = inHand();
  expect(await work.atMost(60_000, Promise.resolve())).toBe(true);
  await expect(work.atMost(60_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
  await work.settled();
});
