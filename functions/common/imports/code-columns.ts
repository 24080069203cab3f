import { BUCKETS } from '#common/store/listed-codes.ts';

/** What is remembered of every code of a list while it is read: some 20 bytes. */
export function codeColumns() {
  let size = 0;
  let prints = new Float64Array(1024);
  let more = new Uint32Array(1024);
  let lines = new Uint32Array(1024);
  let buckets = new Uint16Array(1024);
  const grow = () => {
    const to = 2 * prints.length;
    prints = copied(new Float64Array(to), prints);
    more = copied(new Uint32Array(to), more);
    lines = copied(new Uint32Array(to), lines);
    buckets = copied(new Uint16Array(to), buckets);
  };
  return {
    get size() {
      return size;
    },
    add: (code: { bucket: number; print: number; more: number; line: number }) => {
      if (size === prints.length) grow();
      prints[size] = code.print;
      more[size] = code.more;
      lines[size] = code.line;
      buckets[size] = code.bucket;
      size++;
    },
    at: (i: number) => ({ print: prints[i] ?? 0, more: more[i] ?? 0, line: lines[i] ?? 0 }),
    /** Places in the list of the codes of each bucket that has any, in order. */
    *byBucket(): Generator<{ bucket: number; places: Uint32Array }> {
      const begins = new Uint32Array(BUCKETS + 1);
      for (let i = 0; i < size; i++) begins[(buckets[i] ?? 0) + 1] = (begins[(buckets[i] ?? 0) + 1] ?? 0) + 1;
      for (let bucket = 0; bucket < BUCKETS; bucket++)
        begins[bucket + 1] = (begins[bucket + 1] ?? 0) + (begins[bucket] ?? 0);
      const free = begins.slice();
      const places = new Uint32Array(size);
      for (let i = 0; i < size; i++) {
        const bucket = buckets[i] ?? 0;
        places[free[bucket] ?? 0] = i;
        free[bucket] = (free[bucket] ?? 0) + 1;
      }
      for (let bucket = 0; bucket < BUCKETS; bucket++)
        if ((begins[bucket] ?? 0) < (begins[bucket + 1] ?? 0))
          yield { bucket, places: places.subarray(begins[bucket], begins[bucket + 1]) };
    },
  };
}

export type CodeColumns = ReturnType<typeof codeColumns>;

function copied<Column extends Float64Array | Uint32Array | Uint16Array>(to: Column, from: Column): Column {
  to.set(from);
  return to;
}
