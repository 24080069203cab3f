import { numbersNeeded } from '#shared/line/numbers-needed.ts';
import type { Batch, Batches } from '../../store/batches.ts';
import type { Database } from '../../store/database.ts';
import type { Drafts } from '../../store/drafts.ts';
import { progressOf } from '../../store/progress.ts';
import type { Stock } from '../../store/stock.ts';

export interface ListNeeds {
  readonly db: Database;
  readonly batches: Batches;
  readonly drafts: Drafts;
  readonly stock: Pick<Stock, 'level'>;
  /** Lines of other makers. */
  readonly foreignLines?: readonly string[] | undefined;
}

const open = ['created', 'assigned', 'clearance', 'running', 'paused', 'closing'] as const;
/** Cancelled orders that are still shown. */
const MOST_CANCELLED = 10;

/** Orders that are not closed, those cancelled of late, and what L4 has yet to take. */
export function listOrders(needs: ListNeeds) {
  const { batches, drafts } = needs;
  const cancelled = batches.in('cancelled').slice(-MOST_CANCELLED);
  const orders = [...open.flatMap((state) => batches.in(state)), ...cancelled];
  return { orders: orders.map((one) => shown(needs, one)), drafts: drafts.all() };
}

function shown({ db, stock, foreignLines = [] }: ListNeeds, batch: Batch) {
  const { order, gtin, lot, expiry, quantity, owner } = batch.order;
  const { state, line, revision, seen, refused, why, recipe } = batch;
  const needed = state === 'cancelled' ? [] : numbersNeeded(batch.order, recipe, progressOf(db, batch.batch));
  return {
    ...{ batch: batch.batch, order, owner, gtin, lot, expiry, quantity, line, state, revision },
    /** Why the newest revision of L4's is not what is run. */
    ...(refused !== undefined && { seen, refused }),
    ...(why !== undefined && { why }),
    numbers: needed.map(({ pool, count }) => ({
      pool,
      needed: count,
      ready: stock.level({ batch: batch.batch, owner, pool }).ready,
    })),
    /** True as long as it may be moved or cancelled. */
    open: state === 'created' || state === 'assigned',
    /** True as long as people may end it for a line that is not ours. */
    end: foreignLines.includes(line) && (state === 'running' || state === 'closing'),
    /** True as long as it may be taken back. */
    back: state === 'assigned' || (state === 'clearance' && batch.startedAt === undefined),
  };
}
