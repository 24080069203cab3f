import * as v from 'valibot';
import { type Recall, recall as recallShape } from '#shared/messages/recalls-api.ts';
import type { Database } from './database.ts';
import { optionalText, text } from './row.ts';

const kept = v.pipe(v.string(), v.parseJson(), recallShape);

/** A recall with the owner who made it. */
export type OwnRecall = Recall & { readonly owner: string };

/** The recalls that a warehouse has heard of, so that they hold without a WAN too. */
export class KnownRecalls {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Keeps what was heard, in the caller's transaction, and answers what is lifted and was not known to be so. */
  keep(recalls: readonly OwnRecall[]): Recall[] {
    if (recalls.length === 0) return [];
    const rows = this.#db.prepare('SELECT owner, recall, state FROM warehouse_recalls').all();
    const before = new Map(rows.map((row) => [`${text(row, 'owner')} ${text(row, 'recall')}`, text(row, 'state')]));
    const put = this.#db.prepare(
      `INSERT INTO warehouse_recalls (owner, recall, gtin, state, body) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT (owner, recall) DO UPDATE SET gtin = ?3, state = ?4, body = ?5`,
    );
    return recalls.filter(({ owner, ...recall }) => {
      // A recall changes only in that it is lifted, and that only once.
      if (before.get(`${owner} ${recall.recall}`) === recall.state) return false;
      put.run(owner, recall.recall, recall.gtin, recall.state, JSON.stringify(recall));
      return recall.state === 'lifted';
    });
  }

  /** Notes that all recalls of an owner were heard, in the caller's transaction. */
  heard(owner: string, at: string): void {
    this.#db
      .prepare('INSERT INTO warehouse_recalls_heard VALUES (?1, ?2) ON CONFLICT (owner) DO UPDATE SET at = ?2')
      .run(owner, at);
  }

  /** Since when recalls of some owners may be missing here; undefined when those of one of them were never heard. */
  asOf(owners: readonly string[]): string | undefined {
    const find = this.#db.prepare('SELECT at FROM warehouse_recalls_heard WHERE owner = ?');
    const times = owners.map((owner) => optionalText(find.get(owner) ?? { at: null }, 'at'));
    return times.every((at) => at !== undefined) ? times.toSorted()[0] : undefined;
  }

  /** Active recalls that may be of something that stands here: of products, or of single serials, which may be anywhere. */
  active(): Recall[] {
    return this.#db
      .prepare(
        `SELECT body FROM warehouse_recalls r WHERE state = 'active' AND (json_extract(body, '$.of.kind') = 'units'
           OR EXISTS (SELECT 1 FROM inventory i WHERE i.gtin = r.gtin AND i.state IN ('here', 'labelled')))`,
      )
      .all()
      .map((row) => v.parse(kept, text(row, 'body')));
  }
}
