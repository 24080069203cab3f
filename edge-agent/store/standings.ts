import * as v from 'valibot';
import { type OrderStanding, orderStanding } from '#shared/messages/orders-api.ts';
import type { Database } from './database.ts';
import { optionalText, type Row, text } from './row.ts';
import { type Stood, standingOf } from './standing-of.ts';

/** How an order stands at this site, as L4 is to know it. */
export interface Standing {
  readonly owner: string;
  readonly order: string;
  readonly standing: OrderStanding;
  /** What L4 has against it; undefined when nothing. */
  readonly refused: string | undefined;
}

type Said = Omit<OrderStanding, 'at'>;

/** How every order stands, one row each: the newest replaces the one before, and stays until L4 has been told. */
export class Standings {
  readonly #db: Database;
  #noted: () => void = () => undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Has a listener told of every standing that is to be told, within the transaction that it belongs to. */
  onNoted(listener: () => void): void {
    this.#noted = listener;
  }

  /**
   * Notes how an order stands, in the caller's transaction. The same again changes nothing. Its time is later than that of the standing before, also
   * when the clock went back: L4 goes by it.
   *
   * @param at ISO 8601 in UTC
   */
  note(owner: string, order: string, said: Said, at: string): void {
    const before = this.find(owner, order)?.standing;
    if (before !== undefined && sameBut(before, said)) return;
    const after = before === undefined ? 0 : Date.parse(before.at) + 1;
    const standing: OrderStanding = { ...said, at: new Date(Math.max(Date.parse(at), after)).toISOString() };
    this.#db
      .prepare(
        `INSERT INTO standings (owner, order_id, at, body) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET at = excluded.at, body = excluded.body, told = 0, refused = NULL`,
      )
      .run(owner, order, standing.at, JSON.stringify(standing));
    this.#noted();
  }

  /** Notes how the order of a batch stands, likewise. */
  noteBatch(batch: Stood, at: string): void {
    this.note(batch.order.owner, batch.order.order, standingOf(batch), at);
  }

  find(owner: string, order: string): Standing | undefined {
    const row = this.#db.prepare('SELECT * FROM standings WHERE owner = ? AND order_id = ?').get(owner, order);
    return row === undefined ? undefined : read(row);
  }

  /** What L4 is still to be told, oldest first; what it has turned down is not told again by itself. */
  untold(): Standing[] {
    return this.#db.prepare('SELECT * FROM standings WHERE told = 0 AND refused IS NULL ORDER BY at').all().map(read);
  }

  /** Notes that L4 knows. A newer standing that came while this one was on its way is still to be told: the condition decides. */
  told({ owner, order, standing }: Standing): void {
    this.#db
      .prepare('UPDATE standings SET told = 1, refused = NULL WHERE owner = ? AND order_id = ? AND at = ?')
      .run(owner, order, standing.at);
  }

  /** Notes that L4 has turned it down, and why; likewise. */
  turnedDown({ owner, order, standing }: Standing, why: string): void {
    this.#db
      .prepare('UPDATE standings SET refused = ? WHERE owner = ? AND order_id = ? AND at = ?')
      .run(why, owner, order, standing.at);
  }

  /** What L4 has turned down. */
  refusals(): Standing[] {
    return this.#db.prepare('SELECT * FROM standings WHERE told = 0 AND refused IS NOT NULL').all().map(read);
  }

  /** Has what was turned down told once more. */
  askAgain(): void {
    this.#db.exec('UPDATE standings SET refused = NULL WHERE told = 0');
  }
}

function sameBut({ at: _, ...before }: OrderStanding, said: Said): boolean {
  return JSON.stringify(v.parse(compared, before)) === JSON.stringify(v.parse(compared, said));
}

/** The members in one order, to be compared. */
const compared = v.object({
  seen: v.number(),
  runs: v.number(),
  state: v.string(),
  line: v.string(),
  recipe: v.optional(v.object({ recipe: v.string(), version: v.number() })),
  refused: v.optional(v.string()),
  why: v.optional(v.string()),
});

const read = (row: Row): Standing => ({
  owner: text(row, 'owner'),
  order: text(row, 'order_id'),
  standing: v.parse(orderStanding, JSON.parse(text(row, 'body'))),
  refused: optionalText(row, 'refused'),
});
