import type { Tail } from '#shared/line/printable.ts';
import type { Numbers } from '#shared/serials/block-counters.ts';
import { Audit } from './audit.ts';
import { type Database, transaction } from './database.ts';
import { integer, optionalInteger, optionalText, type Row, text } from './row.ts';
import { tailsOf, tailsText } from './tail-tables.ts';

/** Numbers of one pool. */
export interface PoolOf {
  readonly owner: string;
  readonly pool: string;
}

/** Numbers of one pool, bound to one batch. */
export interface Supply extends PoolOf {
  readonly batch: number;
}

/** Numbers of one pool, bound to somebody who packs no batch. */
export interface TakerSupply extends PoolOf {
  readonly taker: 'warehouse';
}

/** A request for a block, made once under an id of its own. `first` and `last` are the places of its numbers, from the counter the cloud gave. */
export interface Block extends PoolOf {
  /** Undefined while it is drawn for no batch. */
  readonly batch: number | undefined;
  /** The line that it is asked for, wherever its batch has gone since: a request is repeated word for word. */
  readonly line: string | undefined;
  readonly request: string;
  readonly wanted: number;
  readonly granted:
    | {
        readonly first: number;
        readonly last: number;
        readonly fetched: number;
        /** The counter to ask the next page from. */
        readonly cursor: number;
      }
    | undefined;
}

/** A page of a block as the cloud expanded it. */
export interface Page {
  /** Place of its first serial, counted from the block's first counter on; numbers that the pool skips have no place. */
  readonly first: number;
  readonly serials: readonly string[];
  /** What stands behind each of them on a pack; absent when nothing does. */
  readonly extra?: readonly Tail[] | undefined;
}

/** A number, and the request that it came with. */
export interface Taken {
  readonly number: string;
  readonly block: string;
  /** What stands behind it on a pack. */
  readonly tail?: Tail;
}

/** A pool has no number left for a batch. */
export class OutOfNumbers extends Error {
  override readonly name = 'OutOfNumbers';
  readonly pool: string;

  constructor({ pool, ...of }: Supply | TakerSupply) {
    super(`no numbers of ${pool} left for ${'batch' in of ? `batch ${of.batch}` : of.taker}`);
    this.pool = pool;
  }
}

interface Cached extends Page {
  readonly request: string;
}

/** The site's numbers: asked for in blocks, kept in pages, used in counter order and each of them once. */
export class Stock {
  readonly #db: Database;
  readonly #audit: Audit;
  readonly #current;
  readonly #currentOf;
  readonly #use;
  readonly #pages = new Map<string, Cached>();

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
    this.#current = db.prepare(
      `SELECT request, used FROM blocks WHERE batch = ? AND pool = ? AND used < fetched AND returned IS NULL ORDER BY first LIMIT 1`,
    );
    this.#currentOf = db.prepare(
      `SELECT request, used FROM blocks WHERE taker = ? AND owner = ? AND pool = ? AND used < fetched AND returned IS NULL
       ORDER BY first LIMIT 1`,
    );
    this.#use = db.prepare('UPDATE blocks SET used = used + 1 WHERE request = ?');
  }

  /**
   * Binds to a batch what closed batches of the same pool have left over and what was drawn for none, in counter order, block by block until
   * it has as many numbers more as it misses.
   */
  adopt({ batch, owner, pool }: Supply, missing: number): void {
    transaction(this.#db, () => {
      let left = missing;
      for (const row of this.#db.prepare(free).all(batch, owner, pool)) {
        if (left <= 0) return;
        this.#db.prepare('UPDATE blocks SET batch = ? WHERE request = ?').run(batch, text(row, 'request'));
        left -= integer(row, 'numbers');
      }
    });
  }

  /** How many unused numbers are bound to a batch or a taker: `asked` counts those still to come, `ready` only those at hand. */
  level({ owner, pool, ...of }: Supply | TakerSupply): { asked: number; ready: number } {
    const row = this.#db
      .prepare(
        `SELECT coalesce(sum(CASE WHEN first IS NULL THEN wanted ELSE last - used + 1 END), 0) AS asked,
           coalesce(sum(fetched - used), 0) AS ready
         FROM blocks WHERE (batch = ?1 OR (taker = ?2 AND owner = ?3)) AND pool = ?4 AND returned IS NULL`,
      )
      .get('batch' in of ? of.batch : null, 'taker' in of ? of.taker : null, owner, pool);
    return { asked: integer(row ?? {}, 'asked'), ready: integer(row ?? {}, 'ready') };
  }

  /** Notes that a block will be asked for. Kept before the asking, so that a lost answer is asked for under the same id. */
  want(
    request: string,
    { batch, taker, owner, pool }: PoolOf & { readonly batch?: number; readonly taker?: TakerSupply['taker'] },
    wanted: number,
    at: string,
  ): void {
    transaction(this.#db, () => {
      this.#db
        .prepare(
          `INSERT INTO blocks (request, owner, pool, batch, wanted, line, taker)
           VALUES (?1, ?2, ?3, ?4, ?5, (SELECT line FROM batches WHERE batch = ?4), ?6)`,
        )
        .run(request, owner, pool, batch ?? null, wanted, taker ?? null);
      this.#audit.append({ at, batch, subject: `block ${request}`, now: `asked for ${wanted} of ${pool}` });
    });
  }

  /** Blocks of a batch, of a taker, or of those drawn for none of either, that are not wholly at hand. */
  incomplete(of: number | TakerSupply['taker'] | undefined): Block[] {
    const [batch, taker] = typeof of === 'string' ? [undefined, of] : [of, undefined];
    return this.#db
      .prepare(
        'SELECT * FROM blocks WHERE batch IS ? AND taker IS ? AND returned IS NULL AND (first IS NULL OR fetched <= last) ORDER BY rowid',
      )
      .all(batch ?? null, taker ?? null)
      .map(blockOf);
  }

  /** Gives up a block that the cloud gave nothing for. Throws when it gave something. */
  giveUp(request: string, at: string, why: string): void {
    transaction(this.#db, () => {
      const row = this.#db
        .prepare('DELETE FROM blocks WHERE request = ? AND first IS NULL RETURNING wanted, pool')
        .get(request);
      if (row === undefined) throw new Error(`block ${request} was granted`);
      const now = `${integer(row, 'wanted')} of ${text(row, 'pool')} are not asked for any more`;
      this.#audit.append({ at, subject: `block ${request}`, now, why });
    });
  }

  /** Notes which counters the cloud gave for a request. It may have given more than are wanted: some are skipped. */
  grant(request: string, { first, last, skips = [] }: Numbers, at: string): Block {
    return transaction(this.#db, () => {
      const row = this.#db
        .prepare(
          `UPDATE blocks SET first = ?1, last = ?1 + wanted - 1, fetched = ?1, used = ?1, cursor = ?1, ends = ?3, skips = ?4
           WHERE request = ?2 AND first IS NULL RETURNING *`,
        )
        .get(first, request, last, JSON.stringify(skips));
      if (row === undefined) throw new Error(`block ${request} was granted before`);
      const block = blockOf(row);
      this.#audit.append({ at, batch: block.batch, subject: `block ${request}`, now: `granted ${first} to ${last}` });
      return block;
    });
  }

  /**
   * Keeps a page. Throws when it is not the next one of its block.
   *
   * @param cursor counter that the page behind it begins with, where it does not follow from the count
   */
  keep(request: string, { first, serials, extra }: Page, cursor?: number): Block {
    return transaction(this.#db, () => {
      const row = this.#db
        .prepare(
          `UPDATE blocks SET fetched = fetched + ?2, cursor = ?4
           WHERE request = ?1 AND fetched = ?3 AND ?3 + ?2 - 1 <= last RETURNING *`,
        )
        .get(request, serials.length, first, cursor ?? first + serials.length);
      if (row === undefined) throw new Error(`block ${request}: the page from ${first} does not follow`);
      if (serials.length === 0) return blockOf(row);
      this.#db
        .prepare('INSERT INTO pages (request, first, last, serials, tails) VALUES (?, ?, ?, ?, ?)')
        .run(request, first, first + serials.length - 1, serials.join('\n'), tailsText(extra));
      return blockOf(row);
    });
  }

  /** Uses the next number of a batch, in the caller's transaction. Throws `OutOfNumbers` when none is at hand. */
  take(supply: Supply): string {
    return this.takeFrom(supply).number;
  }

  /** The same, with the block that it came with. */
  takeFrom(supply: Supply | TakerSupply): Taken {
    const { owner, pool } = supply;
    const row =
      'taker' in supply ? this.#currentOf.get(supply.taker, owner, pool) : this.#current.get(supply.batch, pool);
    if (row === undefined) throw new OutOfNumbers(supply);
    const request = text(row, 'request');
    const counter = integer(row, 'used');
    const page = this.#page(request, counter);
    const serial = page.serials[counter - page.first];
    if (serial === undefined) throw new Error(`block ${request} has no number at ${counter}`);
    this.#use.run(request);
    if (counter === page.first + page.serials.length - 1) {
      this.#pages.delete(request);
      this.#db.prepare('DELETE FROM pages WHERE request = ? AND first = ?').run(request, page.first);
    }
    const tail = page.extra?.[counter - page.first];
    return { number: serial, block: request, ...(tail && { tail }) };
  }

  #page(request: string, counter: number): Cached {
    const cached = this.#pages.get(request);
    if (cached !== undefined && counter >= cached.first && counter < cached.first + cached.serials.length)
      return cached;
    const row = this.#db
      .prepare('SELECT first, serials, tails FROM pages WHERE request = ? AND first <= ? AND last >= ?')
      .get(request, counter, counter);
    if (row === undefined) throw new Error(`block ${request} has no page at ${counter}`);
    const serials = text(row, 'serials').split('\n');
    const page = { request, first: integer(row, 'first'), serials, extra: tailsOf(optionalText(row, 'tails')) };
    this.#pages.set(request, page);
    return page;
  }
}

/** Blocks that no batch in work has, as long as there is a number in them. */
const free = `SELECT request, last - used + 1 AS numbers FROM blocks
  WHERE owner = ?2 AND pool = ?3 AND returned IS NULL AND used <= last
    AND taker IS NULL AND (batch IS NULL OR (batch <> ?1 AND batch IN (SELECT batch FROM batches WHERE state IN ('closed', 'reported', 'cancelled'))))
  ORDER BY first`;

function blockOf(row: Row): Block {
  const [first, last, fetched, cursor] = [
    optionalInteger(row, 'first'),
    optionalInteger(row, 'last'),
    optionalInteger(row, 'fetched'),
    optionalInteger(row, 'cursor'),
  ];
  return {
    batch: optionalInteger(row, 'batch'),
    line: optionalText(row, 'line'),
    owner: text(row, 'owner'),
    pool: text(row, 'pool'),
    request: text(row, 'request'),
    wanted: integer(row, 'wanted'),
    granted:
      first === undefined || last === undefined || fetched === undefined
        ? undefined
        : { first, last, fetched, cursor: cursor ?? fetched },
  };
}
