import * as v from 'valibot';
import type { Database } from './database.ts';
import { text } from './row.ts';

/** What a row of a file says of an order, by member of the order. */
export const saidOfOrder = v.record(v.string(), v.union([v.string(), v.number()]));
export type SaidOfOrder = v.InferOutput<typeof saidOfOrder>;

/** What the enterprise's files have said of each order the last time, so that the same again changes nothing. */
export class ErpOrders {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  last(owner: string, order: string): SaidOfOrder | undefined {
    const row = this.#db.prepare('SELECT said FROM erp_orders WHERE owner = ? AND order_id = ?').get(owner, order);
    return row === undefined ? undefined : v.parse(saidOfOrder, JSON.parse(text(row, 'said')));
  }

  /** What was dropped here may come again as something new. */
  forget(owner: string, order: string): void {
    this.#db.prepare('DELETE FROM erp_orders WHERE owner = ? AND order_id = ?').run(owner, order);
  }

  /** Keeps what a file says, in the caller's transaction. */
  keep(owner: string, order: string, said: SaidOfOrder): void {
    this.#db
      .prepare(
        'INSERT INTO erp_orders (owner, order_id, said) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET said = excluded.said',
      )
      .run(owner, order, JSON.stringify(said));
  }
}
