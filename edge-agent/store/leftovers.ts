import * as v from 'valibot';
import { type CounterRange, takeFirst } from '#shared/serials/block-counters.ts';
import { Audit } from './audit.ts';
import { type Database, transaction } from './database.ts';
import { integer, optionalInteger, optionalText, type Row, text } from './row.ts';
import type { PoolOf } from './stock.ts';

/** What is left of a block that no batch in work has. */
export interface Leftover extends PoolOf {
  readonly block: string;
  readonly numbers: number;
  /** When the batch that had it was closed or cancelled; undefined for a block that was drawn for none. */
  readonly closedAt: string | undefined;
  /** Its counters, if they are known; undefined for a block of an older release. */
  readonly range: CounterRange | undefined;
}

/** Counters of one block that the cloud is told of under one id. */
export interface ReturningRange {
  readonly owner: string;
  readonly block: string;
  readonly request: string;
  readonly range: CounterRange;
}

const skipsShape = v.pipe(v.string(), v.parseJson(), v.array(v.number()));

/** What closed and cancelled batches have left over, and what of that goes back to the cloud. A number that goes back is never used here again. */
export class Leftovers {
  readonly #db: Database;
  readonly #audit: Audit;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
  }

  /** What is left over of every pool, in counter order. Batches that the cloud knows nothing of yet keep theirs. */
  all(): Leftover[] {
    return this.#db
      .prepare(
        `SELECT b.*, t.closed_at FROM blocks b LEFT JOIN batches t ON t.batch = b.batch
         WHERE b.returned IS NULL AND b.used <= b.last AND b.taker IS NULL AND (b.batch IS NULL OR t.state IN ('reported', 'cancelled'))
         ORDER BY b.owner, b.pool, b.first`,
      )
      .all()
      .map(leftoverOf);
  }

  /** How many numbers were asked for ahead, for no batch, and are still to come. */
  asked({ owner, pool }: PoolOf): number {
    const row = this.#db
      .prepare(
        'SELECT coalesce(sum(wanted), 0) AS wanted FROM blocks WHERE batch IS NULL AND taker IS NULL AND first IS NULL AND owner = ? AND pool = ?',
      )
      .get(owner, pool);
    return integer(row ?? {}, 'wanted');
  }

  /** Notes that the rest of a block goes back, under an id that was never used before: from now on it is in no stock. */
  giveBack({ owner, block, range, numbers }: Leftover, request: string, at: string): void {
    if (range === undefined) throw new Error(`nobody knows the counters of block ${block}`);
    const { first, last } = range;
    transaction(this.#db, () => {
      // A batch may have taken it over since it was looked at: then it stays.
      const { changes } = this.#db
        .prepare(
          `UPDATE blocks SET returned = ?1 WHERE request = ?2 AND returned IS NULL AND last - used + 1 = ?3
             AND (batch IS NULL OR batch IN (SELECT batch FROM batches WHERE state IN ('reported', 'cancelled')))`,
        )
        .run(request, block, numbers);
      if (changes === 0) return;
      this.#db.prepare('DELETE FROM pages WHERE request = ?').run(block);
      this.#db
        .prepare('INSERT INTO leftovers (request, owner, block, first, last, at) VALUES (?, ?, ?, ?, ?, ?)')
        .run(request, owner, block, first, last, at);
      this.#audit.append({ at, subject: `block ${block}`, now: `${first} to ${last} go back`, why: 'left over' });
    });
  }

  /** The next that the cloud is to be told of. */
  next(): ReturningRange | undefined {
    const row = this.#db
      .prepare('SELECT * FROM leftovers WHERE told_at IS NULL AND refused IS NULL ORDER BY at LIMIT 1')
      .get();
    if (row === undefined) return undefined;
    const range = { first: integer(row, 'first'), last: integer(row, 'last') };
    return { owner: text(row, 'owner'), block: text(row, 'block'), request: text(row, 'request'), range };
  }

  /** Notes that the cloud has them back. */
  told(request: string, at: string): void {
    this.#db.prepare('UPDATE leftovers SET told_at = ? WHERE request = ?').run(at, request);
  }

  /** Notes that the cloud does not take them back, and why. They stay out of every stock. */
  refused(request: string, why: string): void {
    this.#db.prepare('UPDATE leftovers SET refused = ? WHERE request = ?').run(why, request);
  }

  /** What the cloud did not take back, by block. */
  refusals(): string[] {
    return this.#db
      .prepare('SELECT block, refused FROM leftovers WHERE told_at IS NULL AND refused IS NOT NULL ORDER BY at')
      .all()
      .map((row) => `block ${text(row, 'block')}: ${text(row, 'refused')}`);
  }

  /** Has what was refused told once more. */
  askAgain(): void {
    this.#db.exec('UPDATE leftovers SET refused = NULL WHERE told_at IS NULL');
  }
}

function leftoverOf(row: Row): Leftover {
  const [used, last] = [integer(row, 'used'), integer(row, 'last')];
  return {
    owner: text(row, 'owner'),
    pool: text(row, 'pool'),
    block: text(row, 'request'),
    numbers: last - used + 1,
    closedAt: optionalText(row, 'closed_at'),
    range: rangeOf(row, used - integer(row, 'first')),
  };
}

/** The counters behind the first `used` numbers of a block: places do not count what the pool skips. */
function rangeOf(row: Row, used: number): CounterRange | undefined {
  const ends = optionalInteger(row, 'ends');
  const skips = v.safeParse(skipsShape, optionalText(row, 'skips'));
  const first = integer(row, 'first');
  if (ends === undefined || !skips.success) return undefined;
  if (ends - first + 1 - skips.output.length !== integer(row, 'wanted')) return undefined;
  const { taken } = takeFirst({ first, last: ends, skips: skips.output }, used + 1);
  return { first: taken.last, last: ends };
}
