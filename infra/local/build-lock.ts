import { setTimeout as pause } from 'node:timers/promises';
import { takeLock } from './pid-lock.ts';

const LOOK_AGAIN_MS = 200;
const WAIT_MS = 180_000;

/**
 * Runs `work` while no other process holds the lock file. A holder that was killed is recognised by its process being gone. Throws after
 * three minutes of waiting, naming the file.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const release = await waitFor(path);
  try {
    return await work();
  } finally {
    release();
  }
}

async function waitFor(path: string): Promise<() => void> {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const taken = takeLock(path);
    if ('release' in taken) return taken.release;
    if (Date.now() > deadline) throw new Error(`${path} is held by process ${taken.holder}; end it or remove the file`);
    await pause(LOOK_AGAIN_MS);
  }
}
