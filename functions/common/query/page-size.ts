import type { Positioned } from '#common/store/declared-events.ts';

/** Bytes of JSON on one page, and those of each event's id and record time: spelled as links and as XML they stay within the 6 MB of an answer. */
const MOST_BYTES = 3_000_000;
const OVERHEAD = 200;

/** Collects the events of one page: so many, and no more than an answer can hold. One event always has room. */
export function pageOfSize(limit: number) {
  const kept: Positioned[] = [];
  let bytes = 0;
  let isFull = limit < 1;
  return {
    kept,
    /** False when there was no room: then the page is full, and another follows. */
    add: (one: Positioned): boolean => {
      if (isFull) return false;
      bytes += Buffer.byteLength(JSON.stringify(one.stored.event)) + OVERHEAD;
      isFull = kept.length === limit || (kept.length > 0 && bytes > MOST_BYTES);
      if (!isFull) kept.push(one);
      return !isFull;
    },
  };
}
