import type { FreeRange } from '#common/store/serial-block-row.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import { MOST_DROPPED } from '#common/store/serial-blocks-free.ts';
import type { UsedCounters } from '#common/store/used-counters.ts';
import { type CounterRange, takeFirst } from '#shared/serials/block-counters.ts';
import type { Pool } from '#shared/serials/pool.ts';

export interface FreeNeeds {
  readonly blocks: Pick<SerialBlocks, 'freeRange' | 'dropUsed'>;
  readonly used: UsedCounters;
}

/** Numbers of one draw: the ledger is asked about every 256 of them. */
const MOST_NUMBERS = 500_000;
/** Ranges looked at. When all of them held used numbers, the counter of the pool moves, which is always right. */
const LOOKS = 12;
/** A range with used numbers is looked at so far, that it is parted once and not at every draw. */
const AHEAD = 16_384;

/**
 * A range that came back, has rested, and of whose first `count` numbers no event tells. An event may have come after the return: what it names is taken
 * out of the range first, and never drawn again.
 */
export async function findFree(
  { blocks, used }: FreeNeeds,
  tenant: string,
  pool: Pool,
  count: number,
  at: Date,
): Promise<FreeRange | undefined> {
  if (count > MOST_NUMBERS) return undefined;
  for (let look = 0; look < LOOKS; look++) {
    const free = await blocks.freeRange(tenant, pool, count, at);
    if (free === undefined) return undefined;
    const { taken } = takeFirst(free, count);
    if ((await used(tenant, pool.id, [plain(taken)], 1)).length === 0) return free;
    const ahead = { first: free.first, last: Math.min(free.last, Math.max(taken.last, free.first + AHEAD - 1)) };
    // Who lost the range to another looks for one as well as who parted it.
    await blocks.dropUsed(tenant, pool.id, free, await used(tenant, pool.id, [ahead], MOST_DROPPED));
  }
  return undefined;
}

const plain = ({ first, last }: CounterRange): CounterRange => ({ first, last });
