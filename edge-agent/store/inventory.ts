import { type Thing, thingStates } from '#shared/warehouse/thing.ts';
import { Audit } from './audit.ts';
import type { Database } from './database.ts';
import { integer, oneOf, optionalInteger, optionalText, type Row, text } from './row.ts';

/** A row of the inventory. What is in it has rows of its own only when it is `isListed`. */
export interface Stored extends Thing {
  /** The lot of our own lines that it comes from. */
  readonly batch: number | undefined;
  readonly isListed: boolean;
  /** False for a container that was made here and is nothing to the world before its label is read back. */
  readonly isTold: boolean;
  /** True when its label says what is no longer inside, and no other was printed since. */
  readonly isLabelDue: boolean;
}

/** What is taken in: told of, and rightly labelled, unless it is said. */
export type Fresh = Omit<Stored, 'isTold' | 'isLabelDue'> & Partial<Pick<Stored, 'isTold' | 'isLabelDue'>>;

/** What may change. Members left out stay; null takes away. */
export interface StoredChange {
  readonly state?: Stored['state'];
  readonly location?: string;
  readonly parent?: string | null;
  readonly held?: string | null;
  readonly order?: string | null;
  readonly isVerified?: boolean;
  readonly isRecalled?: boolean;
  readonly isListed?: boolean;
  readonly isTold?: boolean;
  readonly isLabelDue?: boolean;
  readonly kind?: Stored['kind'];
  readonly packs?: number;
  readonly gtin?: string | null;
  readonly lot?: string | null;
  readonly expiry?: string | null;
}

/** What a container is, as a change of its row. */
export const asChange = ({
  gtin,
  lot,
  expiry,
  packs,
}: Pick<Stored, 'gtin' | 'lot' | 'expiry' | 'packs'>): StoredChange => ({
  packs,
  gtin: gtin ?? null,
  lot: lot ?? null,
  expiry: expiry ?? null,
});

/** By whom something is changed, when, and why. */
export interface Because {
  readonly at: string;
  readonly who: string;
  readonly why: string;
}

/** Packs of one product, lot and expiry in a container; without what nobody knows. */
export interface HeldIn {
  readonly gtin?: string;
  readonly lot?: string;
  readonly expiry?: string;
  readonly packs: number;
}

/** Kinds of packs that are told of one container. */
const MOST_KINDS = 200;

/** What stock is asked for. */
export interface StockQuery {
  readonly gtin?: string | undefined;
  readonly location?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const columns: Readonly<Record<keyof StoredChange, string>> = {
  state: 'state',
  location: 'location',
  parent: 'parent',
  held: 'held',
  order: 'order_id',
  isVerified: 'verified',
  isRecalled: 'recalled',
  isListed: 'listed',
  isTold: 'told',
  isLabelDue: 'label_due',
  kind: 'kind',
  packs: 'packs',
  gtin: 'gtin',
  lot: 'lot',
  expiry: 'expiry',
};

const within = `WITH RECURSIVE within (epc) AS (VALUES (?1) UNION ALL SELECT i.epc FROM inventory i JOIN within w ON i.parent = w.epc)`;
const read =
  'SELECT i.*, coalesce(b.released, 1) AS released FROM inventory i LEFT JOIN warehouse_batches b USING (batch)';

/** What a warehouse knows of things, one row each; the audit trail says how it came to be so. */
export class Inventory {
  readonly #db: Database;
  readonly #audit: Audit;
  readonly #find;
  readonly #inside;
  readonly #insert;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
    this.#find = db.prepare(`${read} WHERE i.epc = ?`);
    this.#inside = db.prepare(`${read} WHERE i.parent = ? ORDER BY i.epc`);
    this.#insert = db.prepare(
      `INSERT INTO inventory (epc, kind, owner, gtin, lot, expiry, packs, parent, location, state, verified, held, recalled, order_id, batch, listed,
         told, label_due)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  find(epc: string): Stored | undefined {
    const row = this.#find.get(epc);
    return row === undefined ? undefined : storedOf(row);
  }

  /** What stands directly in a thing, as far as it has rows. */
  inside(epc: string): Stored[] {
    return this.#inside.all(epc).map(storedOf);
  }

  /** A thing and all that is in it, as far as it has rows. */
  within(epc: string): Stored[] {
    return this.#db.prepare(`${within} ${read} WHERE i.epc IN within`).all(epc).map(storedOf);
  }

  /** What is in a container at whatever depth, summed up. */
  holds(epc: string): HeldIn[] {
    return this.#db
      .prepare(
        `${within} SELECT i.gtin, i.lot, i.expiry, sum(i.packs) AS packs FROM inventory i WHERE i.epc IN within AND i.state <> 'empty'
           AND NOT EXISTS (SELECT 1 FROM inventory c WHERE c.parent = i.epc AND c.state <> 'empty')
         GROUP BY i.gtin, i.lot, i.expiry ORDER BY i.gtin, i.lot, i.expiry LIMIT ${MOST_KINDS}`,
      )
      .all(epc)
      .map((row) => {
        const [gtin, lot, expiry] = [optionalText(row, 'gtin'), optionalText(row, 'lot'), optionalText(row, 'expiry')];
        const known = {
          ...(gtin !== undefined && { gtin }),
          ...(lot !== undefined && { lot }),
          ...(expiry !== undefined && { expiry }),
        };
        return { ...known, packs: integer(row, 'packs') };
      });
  }

  /** What a thing stands in, from the inside out. */
  around({ parent }: Pick<Stored, 'parent'>): Stored[] {
    const outer = parent === undefined ? undefined : this.find(parent);
    return outer === undefined ? [] : [outer, ...this.around(outer)];
  }

  /** Takes a thing in, in the caller's transaction. Throws when it has a row. */
  add(one: Fresh, { at, who, why }: Because): void {
    const { epc, kind, owner, gtin, lot, expiry, packs, parent, location, state, held, order, batch } = one;
    const flags = [Number(one.isVerified), held ?? null, Number(one.isRecalled), order ?? null, batch ?? null];
    const what = [epc, kind, owner, gtin ?? null, lot ?? null, expiry ?? null, packs, parent ?? null, location ?? null];
    const { isListed, isTold = true, isLabelDue = false } = one;
    this.#insert.run(...what, state, ...flags, Number(isListed), Number(isTold), Number(isLabelDue));
    this.#audit.append({ at, batch, subject: epc, now: state, why, who });
  }

  /** Changes a thing, in the caller's transaction. */
  change(seen: Pick<Stored, 'epc' | 'state' | 'batch'>, to: StoredChange, { at, who, why }: Because): void {
    const changes = Object.entries(to).map(([member, value]) => [member, cellOf(value)] as const);
    const set = changes.map(([member], i) => `${columnOf(member)} = ?${i + 2}`).join(', ');
    this.#db.prepare(`UPDATE inventory SET ${set} WHERE epc = ?1`).run(seen.epc, ...changes.map(([, value]) => value));
    const now = changes
      .map(([member, value]) => (member === 'state' ? value : `${member} ${value ?? 'none'}`))
      .join(', ');
    this.#audit.append({ at, batch: seen.batch, subject: seen.epc, was: seen.state, now, why, who });
  }

  /** Has everything in a thing go where it goes, but what was emptied, in the caller's transaction. */
  carry(epc: string, to: Pick<StoredChange, 'state' | 'location' | 'order'>): void {
    for (const [member, value] of Object.entries(to))
      this.#db
        .prepare(
          `${within} UPDATE inventory SET ${columnOf(member)} = ?2 WHERE epc IN within AND epc <> ?1 AND state <> 'empty'`,
        )
        .run(epc, cellOf(value));
  }

  /** What stands in the warehouse by itself, in the order of its names. */
  stock({ gtin, location, after = '', limit }: StockQuery): Stored[] {
    return this.#db
      .prepare(
        `${read} WHERE i.state IN ('here', 'labelled') AND i.parent IS NULL AND i.epc > ?1 AND (?2 IS NULL OR i.gtin = ?2)
           AND (?3 IS NULL OR i.location = ?3) ORDER BY i.epc LIMIT ?4`,
      )
      .all(after, gtin ?? null, location ?? null, limit)
      .map(storedOf);
  }

  /** What of a product may perhaps be picked, the first to expire first; where it is said, only what holds no more packs than that. */
  pickable(gtin: string, lot: string | undefined, limit: number, packs?: number): Stored[] {
    return this.#db
      .prepare(
        `${read} WHERE i.gtin = ?1 AND i.state = 'here' AND i.held IS NULL AND i.recalled = 0 AND i.verified = 1 AND i.order_id IS NULL
           AND (?2 IS NULL OR i.lot = ?2) AND coalesce(b.released, 1) = 1 AND (?4 IS NULL OR i.packs <= ?4)
         ORDER BY i.expiry, i.parent IS NOT NULL, i.epc LIMIT ?3`,
      )
      .all(gtin, lot ?? null, limit, packs ?? null)
      .map(storedOf);
  }

  /** What was picked for a shipment and stands in nothing else of it. */
  ofOrder(order: string): Stored[] {
    return this.#db
      .prepare(`${read} WHERE i.order_id = ? AND i.parent IS NULL AND i.state <> 'empty' ORDER BY i.epc`)
      .all(order)
      .map(storedOf);
  }
}

const cellOf = (value: unknown): string | number | null =>
  typeof value === 'boolean' ? Number(value) : typeof value === 'string' || typeof value === 'number' ? value : null;

const columnOf = (member: string): string => Object.entries(columns).find(([name]) => name === member)?.[1] ?? member;

const storedOf = (row: Row): Stored => ({
  epc: text(row, 'epc'),
  kind: oneOf(row, 'kind', ['pack', 'container'] as const),
  owner: text(row, 'owner'),
  gtin: optionalText(row, 'gtin'),
  lot: optionalText(row, 'lot'),
  expiry: optionalText(row, 'expiry'),
  packs: integer(row, 'packs'),
  parent: optionalText(row, 'parent'),
  location: optionalText(row, 'location'),
  state: oneOf(row, 'state', thingStates),
  isVerified: integer(row, 'verified') === 1,
  held: optionalText(row, 'held'),
  isRecalled: integer(row, 'recalled') === 1,
  isReleased: integer(row, 'released') === 1,
  order: optionalText(row, 'order_id'),
  batch: optionalInteger(row, 'batch'),
  isListed: integer(row, 'listed') === 1,
  isTold: integer(row, 'told') === 1,
  isLabelDue: integer(row, 'label_due') === 1,
});
