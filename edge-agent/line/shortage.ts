import { numbersNeeded } from '#shared/line/numbers-needed.ts';
import type { Batch } from '../store/batches.ts';
import type { Database } from '../store/database.ts';
import { progressOf } from '../store/progress.ts';
import type { Stock } from '../store/stock.ts';

export interface Shortage {
  readonly words: string;
  /** True when a pool has come down to where the recipe wants people to be warned. */
  readonly low: boolean;
}

/** Numbers that the rest of a batch takes and that are not at hand; undefined when they all are. */
export function shortageOf(
  { db, stock }: { readonly db: Database; readonly stock: Pick<Stock, 'level'> },
  { batch, order, recipe, state }: Batch,
): Shortage | undefined {
  // A batch that was ended before its quantity prints no more; what it still closes is counted when it is closed.
  if (state === 'closing') return undefined;
  const short = numbersNeeded(order, recipe, progressOf(db, batch)).flatMap(({ pool, count }) => {
    const { ready } = stock.level({ batch, owner: order.owner, pool });
    return ready < count ? [{ pool, missing: count - ready, low: ready <= recipe.lowWater }] : [];
  });
  if (short.length === 0) return undefined;
  const words = short.map(({ pool, missing }) => `${missing} of ${pool}`).join(', ');
  return { words: `${words} missing for order ${order.order}`, low: short.some(({ low }) => low) };
}
