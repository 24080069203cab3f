import { writeLink } from '#shared/gs1/key-link.ts';
import type { WithheldPack } from '#shared/messages/withheld-api.ts';
import type { Database } from './database.ts';
import { optionalText, text } from './row.ts';

/** A pack that is kept apart, by its canonical EPC. */
export type Withheld = WithheldPack & { readonly epc: string };

/** The packs that a warehouse has heard are kept apart as suspect product, so that they are without a WAN too. */
export class KnownWithheld {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Keeps all of an owner's, in the caller's transaction: those that are not among them are kept apart no more. */
  keep(owner: string, packs: readonly WithheldPack[]): void {
    this.#db.prepare('DELETE FROM warehouse_withheld WHERE owner = ?').run(owner);
    const put = this.#db.prepare('INSERT OR REPLACE INTO warehouse_withheld VALUES (?, ?, ?, ?, ?, ?, ?)');
    for (const { gtin, serial, case: id, mayGoTo } of packs) {
      const epc = writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] });
      put.run(owner, epc, gtin, serial, id, mayGoTo?.party ?? null, mayGoTo?.case ?? null);
    }
  }

  /** Those that may stand here: they have a row of their own, or our own lines have packed them into something that nobody may have opened. */
  here(): Withheld[] {
    return this.#db
      .prepare(
        `SELECT epc, gtin, serial, case_id, may_go_to, agreed_in FROM warehouse_withheld w
         WHERE EXISTS (SELECT 1 FROM inventory i WHERE i.epc = w.epc)
           OR EXISTS (SELECT 1 FROM units u WHERE u.gtin = w.gtin AND u.serial = w.serial AND u.container IS NOT NULL)`,
      )
      .all()
      .map((row) => {
        const [party, agreedIn] = [optionalText(row, 'may_go_to'), optionalText(row, 'agreed_in')];
        return {
          ...{ epc: text(row, 'epc'), gtin: text(row, 'gtin'), serial: text(row, 'serial') },
          case: text(row, 'case_id'),
          ...(party !== undefined && agreedIn !== undefined && { mayGoTo: { party, case: agreedIn } }),
        };
      });
  }
}
