/** Counts how often each name occurs; of more names than it may keep, only how often they came in all. */
export interface Tally {
  add(name: string, times?: number): void;
  /** The most frequent first, equal ones in order of name. */
  rows(): [name: string, count: number][];
  /** Occurrences of names that were not kept. */
  others(): number;
}

/** A tally of at most `most` names, so that a document cannot fill the memory with them. */
export function tally(most = 1000): Tally {
  const counts = new Map<string, number>();
  let others = 0;
  return {
    add: (name, times = 1) => {
      const before = counts.get(name);
      if (before === undefined && counts.size >= most) others += times;
      else counts.set(name, (before ?? 0) + times);
    },
    rows: () => [...counts].toSorted(([a, times], [b, more]) => more - times || (a < b ? -1 : 1)),
    others: () => others,
  };
}
