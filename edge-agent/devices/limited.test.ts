import { describe, expect, test } from 'vitest';
import { limited } from './limited.ts';

const forever = () => new Promise<never>(() => undefined);

describe('limited work', () => {
  test('gives what the work gives', async () => {
    expect(await limited(1_000, new AbortController().signal, 'work', () => Promise.resolve(7))).toBe(7);
  });

  test('fails as the work fails', async () => {
    const fault = new Error('broken');
    await expect(limited(1_000, new AbortController().signal, 'work', () => Promise.reject(fault))).rejects.toBe(fault);
  });

  test('ends at the limit and says what took too long', async () => {
    await expect(limited(5, new AbortController().signal, 'read 12', forever)).rejects.toMatchObject({
      name: 'DeviceFault',
      kind: 'timeout',
      message: 'read 12: no answer in 5 ms',
    });
  });

  test('ends with the reason of the signal, and tells the work', async () => {
    const stop = new AbortController();
    let limit: AbortSignal | undefined;
    const work = limited(60_000, stop.signal, 'work', (signal) => {
      limit = signal;
      return forever();
    });
    stop.abort('enough');
    await expect(work).rejects.toBe('enough');
    expect(limit?.aborted).toBe(true);
  });

  test('is not begun when the signal has aborted', async () => {
    let begun = false;
    const work = limited(5, AbortSignal.abort('before'), 'work', async () => {
      begun = true;
    });
    await expect(work).rejects.toBe('before');
    expect(begun).toBe(false);
  });
});
