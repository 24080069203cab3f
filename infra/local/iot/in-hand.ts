/** Work that was begun and must be finished before the house is closed, whoever still waits for it. */
export interface InHand {
  /** Resolves when the work is done (true) or `milliseconds` are over (false): the work goes on. Rejects as the work does. */
  atMost(milliseconds: number, work: Promise<void>): Promise<boolean>;
  /** Resolves when nothing is in hand. */
  settled(): Promise<void>;
}

/** Nothing in hand yet. */
export function inHand(): InHand {
  const running = new Set<Promise<void>>();
  return {
    async atMost(milliseconds, work) {
      running.add(work);
      const done = work.finally(() => running.delete(work)).then(() => true);
      const { promise: late, resolve } = Promise.withResolvers<boolean>();
      const timer = setTimeout(resolve, milliseconds, false);
      try {
        return await Promise.race([done, late]);
      } finally {
        clearTimeout(timer);
      }
    },
    async settled() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
