import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CounterRange } from '#shared/serials/block-counters.ts';
import { inLanes } from './batches.ts';
import { refsIn } from './index-refs.ts';
import { hasBit, ownKey, RUN } from './index-rows.ts';

export type UsedCounters = ReturnType<typeof usedCounters>;
export type CountUsed = ReturnType<typeof countUsed>;

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
        const named = await namedIn({ db, table }, tenant, pool, first);
        for (let counter = first; counter <= last; counter++) if (hasBit(named, counter)) used.push(counter);
      },
      LANES,
    );
    return used.sort((a, b) => a - b).slice(0, most);
  };
}

/** Tells how many counters of a pool any event names, in whatever role: 256 of them cost one query. No two ranges share a counter. */
export function countUsed(db: DynamoDBDocumentClient, table: string) {
  return async (tenant: string, pool: string, ranges: readonly CounterRange[]): Promise<number> => {
    const counts = await inLanes(
      runsOf(ranges),
      async ({ first, last }) => {
        const named = await namedIn({ db, table }, tenant, pool, first);
        let count = 0;
        for (let counter = first; counter <= last; counter++) if (hasBit(named, counter)) count++;
        return count;
      },
      LANES,
    );
    return counts.reduce((sum, count) => sum + count, 0);
  };
}

/** What events name of the run of 256 that a counter belongs to. */
async function namedIn(
  { db, table }: { readonly db: DynamoDBDocumentClient; readonly table: string },
  tenant: string,
  pool: string,
  counter: number,
): Promise<Uint8Array> {
  const { pk } = ownKey(tenant, { pool, counter }, '');
  const named = new Uint8Array(RUN / 8);
  for await (const { bits } of refsIn(db, table, { pk }, { ascending: true }))
    for (const some of Object.values(bits)) for (const [i, byte] of some.entries()) named[i] = (named[i] ?? 0) | byte;
  return named;
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
