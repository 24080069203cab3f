const waiting: (() => void)[] = [];

/**
 * Does work that may wait, one piece a turn of the event loop, in order: what devices have told meanwhile goes between. All lines of an agent
 * share its loop, so that lines in step do not do theirs in one go. What fails in it must be dealt with in it.
 */
export function oneATurn(work: () => void): void {
  waiting.push(work);
  if (waiting.length === 1) setImmediate(next);
}

function next(): void {
  const [work] = waiting;
  try {
    work?.();
  } finally {
    waiting.shift();
    if (waiting.length > 0) setImmediate(next);
  }
}
