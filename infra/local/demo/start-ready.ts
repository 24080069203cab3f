import { type SuperviseNeeds, supervise } from './supervise.ts';

export interface ReadyNeeds<Ready> extends Pick<SuperviseNeeds, 'script' | 'flags' | 'config' | 'log'> {
  /** What is started, as a person calls it. */
  readonly name: string;
  /** Reads a line of stdout: what it says of being ready, or undefined. */
  readonly readyIn: (line: string) => Ready | undefined;
  /** How long it may take to get ready. */
  readonly readyMs: number;
  /** How long after its first death, starting again and again, it may still get ready; normally not at all. */
  readonly secondChanceMs?: number;
}

/**
 * Keeps a program running, from when it is ready for the first time. Rejects, with nothing left running, when it does not get there; the
 * error ends with the last line of its stderr.
 */
export async function startReady<Ready>(needs: ReadyNeeds<Ready>): Promise<{ ready: Ready; stop(): Promise<void> }> {
  const { name, log, readyIn, readyMs, secondChanceMs = 0 } = needs;
  const first = Promise.withResolvers<Ready>();
  let why = `it is not ready after ${readyMs / 1000} s`;
  const giveUp = () => first.reject(new Error(`${name} did not start; see ${log}: ${why}`));
  let late = setTimeout(giveUp, readyMs);
  let deaths = 0;
  const process = supervise({
    ...needs,
    onLine: (line) => {
      const ready = readyIn(line);
      if (ready !== undefined) first.resolve(ready);
    },
    onDeath: (lastLine) => {
      why = lastLine;
      if (deaths++ > 0) return;
      clearTimeout(late);
      late = setTimeout(giveUp, secondChanceMs);
    },
  });
  try {
    return { ready: await first.promise, stop: process.stop };
  } catch (error) {
    await process.stop();
    throw error;
  } finally {
    clearTimeout(late);
  }
}
