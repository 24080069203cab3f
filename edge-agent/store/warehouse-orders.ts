import * as v from 'valibot';
import type { Database } from './database.ts';
import { oneOf, optionalText, type Row, text } from './row.ts';

const word = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const gtin = v.pipe(v.string(), v.regex(/^\d{14}$/, 'must be 14 digits'));

/** Goods that are to come, by the despatch advice that announced them; without `advised` nobody could be asked what is in it. */
export const receipt = v.object({
  kind: v.literal('receipt'),
  advice: word,
  /** Who sends them, PGLN. */
  from: v.optional(word),
  /** Canonical EPCs of what comes, the outermost only. */
  advised: v.optional(v.array(word)),
});
/** Goods that are to leave. */
export const shipment = v.object({
  kind: v.literal('shipment'),
  /** Who is to have them, PGLN. */
  to: word,
  lines: v.pipe(
    v.array(
      v.object({
        gtin,
        quantity: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000_000)),
        lot: v.optional(word),
      }),
    ),
    v.minLength(1),
    v.maxLength(500),
  ),
  /** The customer's order. */
  po: v.optional(word),
});
const body = v.variant('kind', [receipt, shipment]);
export type OrderBody = v.InferOutput<typeof body>;

export interface WarehouseOrder {
  readonly order: string;
  readonly state: 'open' | 'done' | 'cancelled';
  readonly body: OrderBody;
  /** What came of it. */
  readonly result: unknown;
  readonly at: string;
}

/** What is to come into a warehouse and to leave it. */
export class WarehouseOrders {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  find(order: string): WarehouseOrder | undefined {
    const row = this.#db.prepare('SELECT * FROM warehouse_orders WHERE order_id = ?').get(order);
    return row === undefined ? undefined : orderOf(row);
  }

  /** Those that are open, oldest first; and the last ones that are not. */
  list(state: WarehouseOrder['state'], limit: number): WarehouseOrder[] {
    return this.#db
      .prepare(
        `SELECT * FROM warehouse_orders WHERE state = ?1 ORDER BY at ${state === 'open' ? 'ASC' : 'DESC'}, order_id LIMIT ?2`,
      )
      .all(state, limit)
      .map(orderOf);
  }

  /** Takes an order in, in the caller's transaction; of one that is known only what it says changes, and one that was cancelled is open again. */
  add(order: string, given: OrderBody, at: string): void {
    this.#db
      .prepare(
        `INSERT INTO warehouse_orders (order_id, kind, state, body, at) VALUES (?, ?, 'open', ?, ?) ON CONFLICT (order_id)
         DO UPDATE SET kind = excluded.kind, body = excluded.body, state = iif(state = 'cancelled', 'open', state)`,
      )
      .run(order, given.kind, JSON.stringify(given), at);
  }

  /** Ends an order for which nothing was done, in the caller's transaction. */
  cancel(order: string): void {
    // Whoever asks looked in the same transaction: nothing was done for it since.
    this.#db
      .prepare("UPDATE warehouse_orders SET state = 'cancelled' WHERE order_id = ? AND state = 'open'")
      .run(order);
  }

  /** Notes what came of an order so far, and that it has ended, in the caller's transaction. */
  note(order: string, state: WarehouseOrder['state'], result: unknown): void {
    this.#db
      .prepare('UPDATE warehouse_orders SET state = ?, result = ? WHERE order_id = ?')
      .run(state, JSON.stringify(result), order);
  }
}

const orderOf = (row: Row): WarehouseOrder => ({
  order: text(row, 'order_id'),
  state: oneOf(row, 'state', ['open', 'done', 'cancelled'] as const),
  body: v.parse(body, JSON.parse(text(row, 'body'))),
  result: JSON.parse(optionalText(row, 'result') ?? 'null'),
  at: text(row, 'at'),
});
