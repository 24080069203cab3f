/** Slows down whoever guesses passwords. */
export interface Attempts {
  /** Seconds until this name may be tried again; 0: now. */
  wait(name: string): number;
  failed(name: string): void;
  succeeded(name: string): void;
}

const MAX_FAILURES = 5;
const WINDOW_SECONDS = 60;
/** More names than a machine has people: the oldest is forgotten, so that made-up names cannot fill the memory. */
const MAX_NAMES = 1000;

/** Five failures for one name close it for a minute, counted from the first of them. */
export function attempts(now: () => number = Date.now): Attempts {
  const failures = new Map<string, { count: number; readonly since: number }>();
  const secondsLeft = (since: number) => Math.ceil(WINDOW_SECONDS - (now() - since) / 1000);
  const current = (name: string) => {
    const found = failures.get(name);
    if (found !== undefined && secondsLeft(found.since) > 0) return found;
    failures.delete(name);
    return undefined;
  };
  return {
    wait(name) {
      const found = current(name);
      return found !== undefined && found.count >= MAX_FAILURES ? secondsLeft(found.since) : 0;
    },
    failed(name) {
      const found = current(name);
      if (found !== undefined) found.count += 1;
      else failures.set(name, { count: 1, since: now() });
      const [oldest] = failures.keys();
      if (failures.size > MAX_NAMES && oldest !== undefined) failures.delete(oldest);
    },
    succeeded: (name) => void failures.delete(name),
  };
}
