import { expect, test } from 'vitest';
import { inThread } from './render-pdf.ts';

const script = (text: string) => new URL(`data:text/javascript,${encodeURIComponent(text)}`);

test('a thread that is late is given up and ended', async () => {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const endless = script(`
    import { workerData } from 'node:worker_threads';
    setInterval(() => Atomics.add(workerData, 0, 1), 1);`);
  await expect(inThread(endless, beats, 200)).rejects.toThrow('took too long');
  // Whatever it was doing when it was ended is over soon; one that goes on would go on counting.
  await expect
    .poll(async () => {
      const before = Atomics.load(beats, 0);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return Atomics.load(beats, 0) - before;
    })
    .toBe(0);
});

test('a thread that ends without an answer has made nothing', async () => {
  await expect(inThread(script('process.exit(0)'), undefined)).rejects.toThrow('was not made');
});
