import type { Batch } from '../../store/batches.ts';
import { integer } from '../../store/row.ts';
import type { ByLevel, ForeignOrder, NumberLevel, Outcome } from './foreign-line.ts';
import type { ForeignNeeds } from './foreign-needs.ts';
import { poolOf } from './number-pools.ts';

/** Orders of a line that are not reported yet, oldest first. */
export function listOrders(needs: ForeignNeeds): ForeignOrder[] {
  const { db, batches, exceptions, line } = needs;
  return db
    .prepare(
      "SELECT batch FROM batches WHERE line = ? AND state NOT IN ('created', 'reported', 'cancelled') ORDER BY batch",
    )
    .all(line)
    .map((row) => batches.get(integer(row, 'batch')))
    .map((batch) => ({
      order: batch.order,
      recipe: batch.recipe,
      state: batch.state,
      ...numbersOf(needs, batch),
      ...exceptions.waiting(batch.batch),
    }));
}

/** An order after something was done. */
export const outcomeOf = ({ exceptions }: ForeignNeeds, { batch, order, state }: Batch, token: string): Outcome => ({
  order: order.order,
  token,
  state,
  ...exceptions.waiting(batch),
});

function numbersOf(needs: ForeignNeeds, batch: Batch): { received: ByLevel; handedOut: ByLevel } {
  const { stock } = needs;
  const received: Partial<Record<NumberLevel, number>> = {};
  const handedOut: Partial<Record<NumberLevel, number>> = {};
  for (const level of ['item' as const, ...batch.recipe.levels.map((one) => one.level)]) {
    const { pool } = poolOf(batch, level, undefined) ?? { pool: batch.order.pool };
    const out = countOut(needs, batch.batch, level);
    handedOut[level] = out;
    received[level] = out + stock.level({ batch: batch.batch, owner: batch.order.owner, pool }).ready;
  }
  return { received, handedOut };
}

function countOut({ db, handed }: ForeignNeeds, batch: number, level: NumberLevel): number {
  if (level !== 'item') return handed.count(batch, level);
  const row = db.prepare('SELECT coalesce(sum(units), 0) AS units FROM unit_groups WHERE batch = ?').get(batch);
  return integer(row ?? {}, 'units');
}
