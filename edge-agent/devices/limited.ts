import { DeviceFault } from './device-fault.ts';

/**
 * Does `work` for at most `ms` milliseconds, and no longer than until `signal` aborts. Work that goes on after that goes on unheard.
 *
 * @param gaveUp told why, when it comes to that
 * @throws DeviceFault `timeout` at the limit; the reason of `signal` when that came first.
 */
export async function inTime<T>(
  ms: number,
  signal: AbortSignal,
  what: string,
  work: () => Promise<T>,
  gaveUp: (why: unknown) => void = () => undefined,
): Promise<T> {
  signal.throwIfAborted();
  return await new Promise<T>((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    const giveUp = (why: unknown) => {
      end();
      reject(why);
      gaveUp(why);
    };
    const onAbort = () => giveUp(signal.reason);
    const timer = setTimeout(() => giveUp(new DeviceFault('timeout', `${what}: no answer in ${ms} ms`)), ms);
    signal.addEventListener('abort', onAbort, { once: true });
    const begun = (async () => await work())();
    begun.then(resolve, reject).finally(end);
  });
}

/**
 * The same for work that can be broken off: the signal it is given aborts at the limit and when `signal` does. What asks a device all the time
 * does without: a signal for each question is more garbage than the question.
 */
export function limited<T>(
  ms: number,
  signal: AbortSignal,
  what: string,
  work: (limit: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  return inTime(
    ms,
    signal,
    what,
    () => work(limit.signal),
    (why) => limit.abort(why),
  );
}
