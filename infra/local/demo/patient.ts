import { setTimeout as pause } from 'node:timers/promises';
import { Answered } from './client.ts';

const PATIENCE_MS = 60_000;
const AGAIN_MS = 500;

export interface Patience {
  readonly signal: AbortSignal;
  /** How long the cloud may fail before that is the end; a minute. */
  readonly patienceMs?: number;
  readonly againMs?: number;
}

/**
 * Asks again while the cloud fails (5xx, no answer in time, no connection), for a bounded time; then the last failure is thrown. Only for what may be
 * asked twice: a read changes nothing, and a release or a capture of the same event is the same as one. A refusal (4xx) is thrown at once.
 */
export async function patient<T>(
  ask: () => Promise<T>,
  { signal, patienceMs = PATIENCE_MS, againMs = AGAIN_MS }: Patience,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    signal.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      if (!mayPass(error) || Date.now() >= deadline) throw error;
    }
    await pause(againMs, undefined, { signal });
  }
}

/** Fetch rejects with a TypeError when there is no connection, and with a DOMException when time is up. */
function mayPass(error: unknown): boolean {
  if (error instanceof Answered) return error.status >= 500;
  return error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
}
