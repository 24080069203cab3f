import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { refuse } from '#shared/refusal.ts';
import { Refused } from '../../refused.ts';
import type { Database } from '../../store/database.ts';
import { integer, text } from '../../store/row.ts';
import { OutOfNumbers, Stock, type TakerSupply } from '../../store/stock.ts';
import type { SerialStock } from '../serial-stock.ts';

/** Fewer than this many numbers have more asked for; enough for some days without a WAN. */
const LOW = 100;
const BLOCK = 500;

/** Numbers of containers that a warehouse makes up, each used once: from the site's stock, whose taker it is. */
export class WarehouseNumbers {
  readonly #db: Database;
  readonly #stock: Stock;
  readonly #supply: TakerSupply;

  constructor(db: Database, of: { readonly owner: string; readonly pool: string } = { owner: '', pool: '' }) {
    this.#db = db;
    this.#stock = new Stock(db);
    this.#supply = { ...of, taker: 'warehouse' };
  }

  /** Uses the next number, in the caller's transaction, and answers the container's EPC. Throws `Refused` when there is none. */
  take(): { readonly epc: string; readonly sscc: string } {
    const sscc = this.#old() ?? this.#next();
    if (!/^\d{18}$/.test(sscc)) throw new Error(`${sscc} of pool ${this.#supply.pool} is no SSCC`);
    return { sscc, epc: canonicalEpc(`https://id.gs1.org/00/${sscc}`) };
  }

  /** How many there are. */
  count(): number {
    const old = this.#db.prepare('SELECT count(*) AS count FROM warehouse_numbers').get();
    return integer(old ?? {}, 'count') + this.#stock.level(this.#supply).ready;
  }

  /** Has more fetched when few are left, and the rest of what was begun. */
  async refill(stock: Pick<SerialStock, 'prepareFor'>): Promise<void> {
    const { asked } = this.#stock.level(this.#supply);
    await stock.prepareFor(this.#supply, this.count() < LOW ? Math.max(asked, BLOCK) : asked);
  }

  #next(): string {
    try {
      return this.#stock.takeFrom(this.#supply).number;
    } catch (error) {
      if (!(error instanceof OutOfNumbers)) throw error;
      throw new Refused(
        refuse('conflict', 'no number for a container is left here', {
          remedy: 'Wait until the repository can be asked for more; packs can be moved without a container meanwhile.',
        }),
      );
    }
  }

  /** What an agent of before this release had fetched is used up first. */
  #old(): string | undefined {
    const row = this.#db
      .prepare('DELETE FROM warehouse_numbers WHERE place = (SELECT min(place) FROM warehouse_numbers) RETURNING sscc')
      .get();
    return row && text(row, 'sscc');
  }
}
