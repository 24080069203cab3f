import * as v from 'valibot';
import { type Recipe, recipe } from '#shared/line/recipe.ts';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import { type Order, order } from '#shared/messages/site-api.ts';
import { Audit } from './audit.ts';
import { type Database, transaction } from './database.ts';
import { integer, oneOf, optionalInteger, optionalText, type Row, text } from './row.ts';
import { Standings } from './standings.ts';

export const batchStates = [
  'created',
  'assigned',
  'clearance',
  'running',
  'paused',
  'closing',
  'closed',
  'reported',
  'cancelled',
] as const;
/**
 * created: the order is known · assigned: it has its numbers and its recipe · clearance: its line is being proved empty for it ·
 * running: cartons are printed · paused: the line stands in the middle of it · closing: no more is printed, and what is open is being
 * closed · closed: the report is in the outbox · reported: the repository has it · cancelled: no line had begun it, and none will.
 */
export type BatchState = (typeof batchStates)[number];

/** Packs the gate has confirmed. */
export interface GateCounts {
  readonly passed: number;
  readonly rejected: number;
  readonly sampled: number;
}

export interface Batch {
  readonly batch: number;
  readonly line: string;
  readonly order: Order;
  /** What it is packed by, as it was when the batch was assigned. */
  readonly recipe: Recipe;
  readonly state: BatchState;
  readonly startedAt: string | undefined;
  readonly closedAt: string | undefined;
  /** What the gate had counted when nothing of the batch had come to it yet. */
  readonly gate: GateCounts | undefined;
  /** Rejects that the bin had not counted then. */
  readonly unbinned: number | undefined;
  /** Packs of it that the bin's own sensor saw fall in; undefined before its line was cleared for it, and of batches that an older release began. */
  readonly binned: number | undefined;
  /** Revision of L4's order that it runs. */
  readonly revision: number;
  /** Newest revision that was looked at. */
  readonly seen: number;
  /** Why that one was not taken. */
  readonly refused: string | undefined;
  /** Why people at the site moved or cancelled it. */
  readonly why: string | undefined;
  /** Raised whenever its order is another than before: whoever has seen an older one begins nothing by it. */
  readonly edition: number;
}

/** Orders kept at hand: more than the lines of a site run at once. */
const ORDERS = 64;

/** Orders as this site runs them, one row each. */
export class Batches {
  readonly #db: Database;
  readonly #audit: Audit;
  readonly #standings: Standings;
  readonly #orders = new Map<number, Order>();

  constructor(db: Database, standings: Standings = new Standings(db)) {
    this.#db = db;
    this.#audit = new Audit(db);
    this.#standings = standings;
  }

  /** Takes an order in; one that is known already stays as it was first seen. */
  create(wanted: Order, at: string): 'created' | 'known' {
    return transaction(this.#db, () => {
      const { changes, lastInsertRowid } = this.#db
        .prepare(
          `INSERT INTO batches (owner, order_id, line, body, state, revision, seen) VALUES (?1, ?2, ?3, ?4, 'created', ?5, ?5)
           ON CONFLICT DO NOTHING`,
        )
        .run(wanted.owner, wanted.order, wanted.line, JSON.stringify(wanted), wanted.revision ?? 1);
      if (changes === 0) return 'known';
      const batch = Number(lastInsertRowid);
      this.#audit.append({ at, batch, subject: `batch ${batch}`, now: 'created', why: `order ${wanted.order}` });
      this.#standings.noteBatch(this.get(batch), at);
      return 'created';
    });
  }

  /** A batch by its number. Throws when there is none. */
  get(batch: number): Batch {
    const found = this.find(batch);
    if (found === undefined) throw new Error(`no batch ${batch}`);
    return found;
  }

  /** A batch's order: asked for every pack that is read, it is kept until it changes. Throws when there is no such batch. */
  orderOf(batch: number): Order {
    const known = this.#orders.get(batch);
    if (known !== undefined) return known;
    const { order: found } = this.get(batch);
    if (this.#orders.size >= ORDERS) this.#orders.clear();
    this.#orders.set(batch, found);
    return found;
  }

  /** A batch's order has changed. */
  forget(batch: number): void {
    this.#orders.delete(batch);
  }

  /** Batches in a state, oldest first. */
  in(state: BatchState): Batch[] {
    return this.#db.prepare('SELECT * FROM batches WHERE state = ? ORDER BY batch').all(state).map(batchOf);
  }

  /** What a line runs next: the batch it has begun, or else the oldest that may start. */
  next(line: string): Batch | undefined {
    const row = this.#db
      .prepare(
        `SELECT * FROM batches WHERE line = ? AND state IN ('assigned', 'clearance', 'running', 'paused', 'closing')
         ORDER BY state = 'assigned', batch LIMIT 1`,
      )
      .get(line);
    return row === undefined ? undefined : batchOf(row);
  }

  /** Batches of the site, newest first; those before a batch when that is given. */
  latest(line: string | undefined, most: number, before?: number): Batch[] {
    return this.#db
      .prepare(
        'SELECT * FROM batches WHERE (?1 IS NULL OR line = ?1) AND (?3 IS NULL OR batch < ?3) ORDER BY batch DESC LIMIT ?2',
      )
      .all(line ?? null, most, before ?? null)
      .map(batchOf);
  }

  /** The batch of an order; undefined when the site has none. */
  ofOrder(owner: string, id: string): Batch | undefined {
    const row = this.#db.prepare('SELECT * FROM batches WHERE owner = ? AND order_id = ?').get(owner, id);
    return row === undefined ? undefined : batchOf(row);
  }

  /** The newest batch of a product; undefined when the site has packed none. */
  lastOf(gtin: string): Batch | undefined {
    const row = this.#db
      .prepare("SELECT * FROM batches WHERE body ->> '$.gtin' = ? ORDER BY batch DESC LIMIT 1")
      .get(gtin);
    return row === undefined ? undefined : batchOf(row);
  }

  /** A batch by its number; undefined when there is none. */
  find(batch: number): Batch | undefined {
    const row = this.#db.prepare('SELECT * FROM batches WHERE batch = ?').get(batch);
    return row === undefined ? undefined : batchOf(row);
  }

  /** Assigns a batch to its line with the recipe that it is packed by from then on, whatever becomes of that recipe. */
  assign(seen: Batch, pinned: Recipe, at: string): Batch {
    return transaction(this.#db, () => {
      this.#db.prepare('UPDATE batches SET recipe = ? WHERE batch = ?').run(JSON.stringify(pinned), seen.batch);
      // Numbers are fetched for as long as it takes: an order that was changed or cancelled meanwhile is prepared anew, or not at all.
      return this.move(seen, 'assigned', at, `all numbers at hand, recipe ${pinned.recipe} version ${pinned.version}`);
    });
  }

  /**
   * Moves a batch on. Throws when it is no longer in the state the caller saw, or its order is another: a line that begins, and a change or
   * cancellation that comes at the same moment, are decided here.
   */
  move(seen: Batch, state: BatchState, at: string, why?: string, who?: string): Batch {
    return transaction(this.#db, () => {
      const { changes } = this.#db
        .prepare(
          `UPDATE batches SET state = ?1,
             started_at = CASE WHEN ?1 = 'running' THEN coalesce(started_at, ?2) ELSE started_at END,
             closed_at = CASE WHEN ?1 IN ('closed', 'cancelled') THEN ?2 ELSE closed_at END
           WHERE batch = ?3 AND state = ?4 AND edition = ?5`,
        )
        .run(state, at, seen.batch, seen.state, seen.edition);
      if (changes === 0) throw new Error(`batch ${seen.batch} is no longer ${seen.state}`);
      const subject = `batch ${seen.batch}`;
      this.#audit.append({ at, batch: seen.batch, subject, was: seen.state, now: state, why, ...(who && { who }) });
      const moved = this.get(seen.batch);
      this.#standings.noteBatch(moved, at);
      return moved;
    });
  }

  /** Lets the gate's counters start afresh: a person has accepted what they stand at. */
  forgetCount(batch: number): void {
    this.#db
      .prepare('UPDATE batches SET gate_passed = NULL, gate_rejected = NULL, gate_sampled = NULL WHERE batch = ?')
      .run(batch);
  }

  /** Lets the bin's counter start afresh, likewise. */
  forgetBin(batch: number): void {
    this.#db.prepare('UPDATE batches SET gate_unbinned = NULL WHERE batch = ?').run(batch);
  }

  /** Keeps by how much the bin's counter was behind the gate's. */
  countBinFrom(batch: number, unbinned: number): void {
    this.#db.prepare('UPDATE batches SET gate_unbinned = ? WHERE batch = ?').run(unbinned, batch);
  }

  /**
   * Notes what the bin's counter stands at. What it has gone on by fell in of this batch, whatever people take for right in between; a counter that
   * went back began anew. What fell in before the batch began is none of it.
   */
  noteBin(batch: number, counter: number): void {
    this.#db
      .prepare(
        `UPDATE batches SET bin_counter = ?2,
           binned = CASE WHEN started_at IS NULL THEN 0 ELSE binned + CASE WHEN ?2 < bin_counter THEN ?2 ELSE ?2 - bin_counter END END
         WHERE batch = ?1 AND (started_at IS NULL OR bin_counter <> ?2)`,
      )
      .run(batch, counter);
  }

  /** Keeps what the gate's counters stood at before the batch, to compare with at its end. */
  countFrom(batch: number, { passed, rejected, sampled }: GateCounts): void {
    this.#db
      .prepare('UPDATE batches SET gate_passed = ?, gate_rejected = ?, gate_sampled = ? WHERE batch = ?')
      .run(passed, rejected, sampled, batch);
  }
}

function batchOf(row: Row): Batch {
  const wanted = v.parse(order, JSON.parse(text(row, 'body')));
  const pinned = optionalText(row, 'recipe');
  return {
    batch: integer(row, 'batch'),
    line: text(row, 'line'),
    order: wanted,
    recipe: pinned === undefined ? standardRecipe(wanted) : v.parse(recipe, JSON.parse(pinned)),
    state: oneOf(row, 'state', batchStates),
    startedAt: optionalText(row, 'started_at'),
    closedAt: optionalText(row, 'closed_at'),
    gate: gateOf(row),
    unbinned: optionalInteger(row, 'gate_unbinned'),
    binned: optionalInteger(row, 'binned'),
    revision: integer(row, 'revision'),
    seen: integer(row, 'seen'),
    refused: optionalText(row, 'refused'),
    why: optionalText(row, 'why'),
    edition: integer(row, 'edition'),
  };
}

function gateOf(row: Row): GateCounts | undefined {
  const passed = optionalInteger(row, 'gate_passed');
  const rejected = optionalInteger(row, 'gate_rejected');
  const sampled = optionalInteger(row, 'gate_sampled');
  if (passed === undefined || rejected === undefined || sampled === undefined) return undefined;
  return { passed, rejected, sampled };
}
