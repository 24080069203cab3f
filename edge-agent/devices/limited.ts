import { DeviceFault } from './device-fault.ts';

/**
 * Does `work` for at most `ms` milliseconds. The signal it is given aborts at the limit and when `signal` does, so
 * that work still waiting for its turn can be left undone.
 *
 * @throws DeviceFault `timeout` at the limit; the reason of `signal` when that came first.
 */
export async function limited<T>(
  ms: number,
  signal: AbortSignal,
  what: string,
  work: (limit: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new DeviceFault('timeout', `${what}: no answer in ${ms} ms`)), ms);
  const onAbort = () => limit.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const ended = new Promise<never>((_, reject) => {
    limit.signal.addEventListener('abort', () => reject(limit.signal.reason), { once: true });
  });
  try {
    return await Promise.race([work(limit.signal), ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
