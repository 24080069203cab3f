import { numbersNeeded } from '#shared/line/numbers-needed.ts';
import type { Batch, Batches } from '../../store/batches.ts';
import type { Database } from '../../store/database.ts';
import { integer, text } from '../../store/row.ts';
import type { PoolOf } from '../../store/stock.ts';

export const DAY_MS = 86_400_000;
/** Days that are looked back on. */
const DAYS = 28;

/** What a pool is expected to give. */
export interface Forecast extends PoolOf {
  /** Numbers a day, by what was used of late. */
  readonly perDay: number;
  /** What known orders take that have no numbers yet. */
  readonly ordered: number;
}

/** What is used of each pool, and what known orders wait for. A pool that was used for less than a day counts as for a day. */
export function forecasts({ db, batches }: { db: Database; batches: Pick<Batches, 'in'> }, now: number): Forecast[] {
  const since = new Date(now - DAYS * DAY_MS).toISOString();
  const used = db
    .prepare(
      `SELECT owner, b.pool, sum(used - first) AS used, min(started_at) AS since FROM blocks b JOIN batches USING (batch, owner)
       WHERE first IS NOT NULL AND started_at >= ? GROUP BY owner, b.pool ORDER BY owner, b.pool`,
    )
    .all(since)
    .map((row) => {
      const days = Math.max(1, (now - Date.parse(text(row, 'since'))) / DAY_MS);
      return { owner: text(row, 'owner'), pool: text(row, 'pool'), perDay: integer(row, 'used') / days, ordered: 0 };
    });
  const all = new Map<string, Forecast>(used.map((one) => [keyOf(one), one]));
  for (const need of batches.in('created').flatMap(neededBy)) {
    const { perDay = 0, ordered = 0 } = all.get(keyOf(need)) ?? {};
    all.set(keyOf(need), { owner: need.owner, pool: need.pool, perDay, ordered: ordered + need.count });
  }
  return [...all.values()];
}

export const keyOf = ({ owner, pool }: PoolOf): string => `${owner} ${pool}`;

const neededBy = ({ order, recipe }: Batch) =>
  numbersNeeded(order, recipe).map(({ pool, count }) => ({ owner: order.owner, pool, count }));
