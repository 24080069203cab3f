/** Counts different texts in a few bytes each. */
export interface Distinct {
  add(text: string): void;
  count(): number;
  /** True when there were more than it counts. */
  atLeast(): boolean;
}

/** A million serials take about 40 MB. */
const MOST = 2_000_000;

/** Two texts in ten million share a number of 53 bits with a chance of one in a hundred. */
export function distinct(most = MOST): Distinct {
  const seen = new Set<number>();
  let over = false;
  return {
    add: (text) => {
      const number = hash53(text);
      if (seen.size < most) seen.add(number);
      else if (!seen.has(number)) over = true;
    },
    count: () => seen.size,
    atLeast: () => over,
  };
}

/** Two multiplicative hashes of 32 bits, mixed, of which 53 bits fit a number. */
function hash53(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
