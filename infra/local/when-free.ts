import { setTimeout as pause } from 'node:timers/promises';
import { DirectoryInUse } from './data-directory.ts';

const LOOK_AGAIN_MS = 250;

/**
 * Opens what another process may be about to let go of: one that was told to stop a moment ago still finishes what it has in hand. Waits at
 * most `waitMs`, telling so once, and then throws what `open` threw.
 */
export async function whenFree<T>(open: () => T, waitMs: number, say: (line: string) => void): Promise<T> {
  const deadline = Date.now() + waitMs;
  for (let told = false; ; told = true) {
    try {
      return open();
    } catch (error) {
      if (!(error instanceof DirectoryInUse) || Date.now() > deadline) throw error;
      if (!told) say(`waiting for process ${error.holder} to let go of the data directory`);
    }
    await pause(LOOK_AGAIN_MS);
  }
}
