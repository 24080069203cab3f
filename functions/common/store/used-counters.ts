import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CounterRange } from '#shared/serials/block-counters.ts';
import { inLanes } from './batches.ts';
import { refsIn } from './index-refs.ts';
import { hasBit, ownKey, RUN } from './index-rows.ts';

export type UsedCounters = ReturnType<typeof usedCounters>;

/** Partitions read at once. Most are empty, so that what counts is the way there and back. */
const LANES = 16;

/** Tells which counters of a pool any event names, in whatever role: 256 of them cost one query. */
export function usedCounters(db: DynamoDBDocumentClient, table: string) {
  /** Ascending, at most `most`. */
  return async (tenant: string, pool: string, ranges: readonly CounterRange[], most: number): Promise<number[]> => {
    const used: number[] = [];
    await inLanes(
      runsOf(ranges),
      async ({ first, last }) => {
        if (used.length >= most) return;
        const { pk } = ownKey(tenant, { pool, counter: first }, '');
        const named = new Uint8Array(RUN / 8);
        for await (const { bits } of refsIn(db, table, { pk }, { ascending: true }))
          for (const some of Object.values(bits))
            for (const [i, byte] of some.entries()) named[i] = (named[i] ?? 0) | byte;
        for (let counter = first; counter <= last; counter++) if (hasBit(named, counter)) used.push(counter);
      },
      LANES,
    );
    return used.sort((a, b) => a - b).slice(0, most);
  };
}

/** The ranges, cut where a run of 256 ends. */
function runsOf(ranges: readonly CounterRange[]): CounterRange[] {
  return ranges.flatMap(({ first, last }) => {
    const runs: CounterRange[] = [];
    for (let from = first; from <= last; from = (Math.floor(from / RUN) + 1) * RUN)
      runs.push({ first: from, last: Math.min(last, (Math.floor(from / RUN) + 1) * RUN - 1) });
    return runs;
  });
}
