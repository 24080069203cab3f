import { type BenchDocument, isWell, type Wave, wayOf } from './network-documents.ts';

/** Nothing was delivered for so long although something is to be: milliseconds. */
const STALLED_MS = 180_000;

/** Has documents come at a pace, and waits for those to be delivered whose partners are well. */
export function comings(all: readonly BenchDocument[]) {
  const isAwaited = new Set<number>();
  let changed = () => {};
  let last = performance.now();
  /** Those of a partner that takes them in order are planned one after the other, as one capture after the other is. */
  const before = new Map<string, Promise<void>>();
  const inTurn = (number: number, come: (number: number) => Promise<void>): Promise<void> => {
    const one = all[number];
    if (one === undefined || wayOf(one.partner) !== 'ordered') return come(number);
    const name = `${one.side}-${one.partner}`;
    const coming = (before.get(name) ?? Promise.resolve()).then(() => come(number));
    before.set(name, coming);
    return coming;
  };
  return {
    delivered: (number: number) => {
      isAwaited.delete(number);
      last = performance.now();
      changed();
    },
    /** So many a second; the burst at once, in the middle of the others. Seconds until all are delivered that will be. */
    wave: async (wave: Wave, rate: number, come: (number: number) => Promise<void>): Promise<number> => {
      const { first, paced, burst } = wave;
      const begun = performance.now();
      last = begun;
      for (let number = first; number < first + paced + burst; number++)
        if (isWell(all[number]?.partner ?? 0)) isAwaited.add(number);
      const planning: Promise<void>[] = [];
      let next = 0;
      let isBurst = burst === 0;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      changed = () => {
        if (next >= paced && isBurst && isAwaited.size === 0) resolve();
      };
      const pace = setInterval(() => {
        const should = Math.min(paced, Math.floor(((performance.now() - begun) / 1000) * rate));
        for (; next < should; next++) planning.push(inTurn(first + next, come));
        if (!isBurst && next >= paced / 2) {
          isBurst = true;
          for (let i = 0; i < burst; i++) planning.push(inTurn(first + paced + i, come));
        }
        if (performance.now() - last > STALLED_MS) reject(new Error(`${isAwaited.size} documents do not arrive`));
        changed();
      }, 5);
      try {
        await promise;
      } finally {
        clearInterval(pace);
      }
      await Promise.all(planning);
      return (performance.now() - begun) / 1000;
    },
  };
}
