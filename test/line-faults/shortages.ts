import type { Database } from '../../edge-agent/store/database.ts';
import { integer } from '../../edge-agent/store/row.ts';
import { at, type Stores, serial, sscc } from '../../edge-agent/testing/builders.ts';

const MISSING = 10;
/** Behind all that the batch itself was given. */
const MORE_FROM = 900_000;
/** SQLite's own limit. */
const NO_LIMIT = 4_294_967_294;

/** Some of a batch's serials are on their way until they are delivered. */
export function heldBackSerials(db: Database) {
  let withheld = 0;
  const move = (count: number) => {
    withheld -= count;
    db.prepare("UPDATE blocks SET fetched = fetched + ? WHERE pool = 'serials'").run(count);
  };
  return { withhold: () => move(-MISSING), deliver: () => move(withheld) };
}

/** Numbers beyond what the batch was given, as a site has them sent when labels and containers are made twice. */
export function moreNumbers({ stock, batches }: Pick<Stores, 'stock' | 'batches'>, count: number): void {
  const { batch, order } = batches.get(1);
  for (const [pool, number] of [
    [order.pool, serial],
    [order.ssccPool, sscc],
  ] as const) {
    const request = `more of ${pool}`;
    stock.want(request, { batch, owner: order.owner, pool }, count, at);
    stock.grant(request, { first: MORE_FROM, last: MORE_FROM + count - 1 }, at);
    stock.keep(request, {
      first: MORE_FROM,
      serials: Array.from({ length: count }, (_, index) => number(MORE_FROM + index)),
    });
  }
}

/** A database that may not grow by a page fails as on a full disk: with SQLITE_FULL, wherever it stands. */
export function fullDisk(db: Database) {
  const limit = (pages: number) => db.exec(`PRAGMA max_page_count = ${pages}`);
  return {
    fill: () => {
      // Pages that are free within the file would be used up first.
      db.exec('VACUUM');
      limit(integer(db.prepare('PRAGMA page_count').get() ?? {}, 'page_count'));
    },
    free: () => limit(NO_LIMIT),
  };
}
