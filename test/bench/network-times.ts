import { type BenchDocument, isWell, type Side, sides, type Way, wayOf } from './network-documents.ts';

/** Milliseconds from when documents came to when their rows said delivered; how many they are. */
export interface Shares {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export type Times = ReturnType<typeof timesOf>;

/** How long documents took whose partners are well. */
export function timesOf(documents: readonly BenchDocument[], rounds: number) {
  const came = new Float64Array(documents.length);
  const took = new Float64Array(documents.length);
  /** When documents were delivered, in their order; for the capacity. */
  const ends: number[] = [];
  const shares = (fits: (document: BenchDocument) => boolean): Shares => {
    const all = documents
      .filter((one) => (took[one.number] ?? 0) > 0 && fits(one))
      .map(({ number }) => took[number] ?? 0)
      .sort((a, b) => a - b);
    const at = (share: number) => all[Math.floor(all.length * share)] ?? 0;
    return { count: all.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
  };
  const byRound = (fits: (document: BenchDocument) => boolean) =>
    Array.from({ length: rounds }, (_, round) =>
      bySide((side) => shares((one) => one.round === round && one.side === side && fits(one))),
    );
  const paced = ({ round, isBurst, partner }: BenchDocument) => round !== undefined && !isBurst && isWell(partner);
  return {
    came: (number: number) => {
      came[number] = performance.now();
    },
    /** True the first time. */
    ended: (number: number): boolean => {
      if ((took[number] ?? 0) > 0) return false;
      const now = performance.now();
      took[number] = now - (came[number] ?? 0);
      ends.push(now);
      return true;
    },
    /** Documents a second between the first tenth and the last of those that were delivered since; what waits at the end for one answer is not counted. */
    speedSince: (first: number): number => {
      const some = ends.slice(first);
      const [from, to] = [Math.floor(some.length / 10), Math.floor((some.length * 9) / 10)];
      return ((to - from) * 1000) / ((some[to] ?? 0) - (some[from] ?? 0));
    },
    count: () => ends.length,
    /** Of each round, both sides. */
    rounds: () => byRound(paced),
    /** Of those that are reached so. */
    ofWay: (way: Way) => byRound((one) => paced(one) && wayOf(one.partner) === way),
    ofBurst: () => byRound(({ isBurst }) => isBurst),
    /** Of those for others than the burst's partner that came while a burst was on its way. */
    beside: (spans: readonly Span[]) =>
      byRound((one) => {
        const at = came[one.number] ?? 0;
        return paced(one) && spans.some(({ from, to }) => from <= at && at < to);
      }),
    /** From when the burst's first came to when its last was delivered. */
    span: (burst: readonly number[]): Span => ({
      from: Math.min(...burst.map((number) => came[number] ?? 0)),
      to: Math.max(...burst.map((number) => (came[number] ?? 0) + (took[number] ?? 0))),
    }),
  };
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

const bySide = (of: (side: Side) => Shares) => {
  const [alone, together] = sides.map(of);
  return { alone, together };
};
