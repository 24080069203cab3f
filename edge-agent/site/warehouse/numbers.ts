import * as v from 'valibot';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { refuse } from '#shared/refusal.ts';
import type { CloudApi } from '../../link/cloud-api.ts';
import { Refused } from '../../refused.ts';
import { type Database, transaction } from '../../store/database.ts';
import { integer, optionalInteger, text } from '../../store/row.ts';

/** Fewer than this many numbers have more asked for; enough for some days without a WAN. */
const LOW = 100;
const BLOCK = 500;
const PAGE = 500;

interface Source {
  readonly cloud: Pick<CloudApi, 'requestSerials' | 'serials'>;
  readonly owner: string;
  readonly site: string;
  readonly pool: string;
  readonly newId: () => string;
}

/** Numbers of containers that a warehouse makes up: asked for in blocks, each used once. */
export class WarehouseNumbers {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Uses the next number, in the caller's transaction, and answers the container's EPC. Throws `Refused` when there is none. */
  take(): { readonly epc: string; readonly sscc: string } {
    const row = this.#db
      .prepare('DELETE FROM warehouse_numbers WHERE place = (SELECT min(place) FROM warehouse_numbers) RETURNING sscc')
      .get();
    if (row === undefined) {
      throw new Refused(
        refuse('conflict', 'no number for a container is left here', {
          remedy: 'Wait until the repository can be asked for more; packs can be moved without a container meanwhile.',
        }),
      );
    }
    const sscc = text(row, 'sscc');
    return { sscc, epc: canonicalEpc(`https://id.gs1.org/00/${sscc}`) };
  }

  /** How many there are. */
  count(): number {
    return integer(this.#db.prepare('SELECT count(*) AS count FROM warehouse_numbers').get() ?? {}, 'count');
  }

  /**
   * Asks for more when few are left. The request is on disk before it is sent, so that a lost answer is asked for under the same id, and a page is
   * kept together with where the next begins, so that none is kept twice.
   */
  async refill({ cloud, owner, site, pool, newId }: Source): Promise<void> {
    const open = this.#db.prepare('SELECT request, wanted, cursor FROM warehouse_requests WHERE done = 0').get();
    if (open === undefined && this.count() >= LOW) return;
    const request = open === undefined ? newId() : text(open, 'request');
    if (open === undefined)
      this.#db.prepare('INSERT INTO warehouse_requests (request, wanted, done) VALUES (?, ?, 0)').run(request, BLOCK);
    const count = open === undefined ? BLOCK : integer(open, 'wanted');
    let cursor = open === undefined ? undefined : optionalInteger(open, 'cursor');
    cursor ??= (await cloud.requestSerials(owner, { requestId: request, pool, count, site })).first;
    for (;;) {
      const page = await cloud.serials(owner, request, cursor, PAGE);
      const serials = v.parse(v.array(v.pipe(v.string(), v.regex(/^\d{18}$/))), page.serials);
      transaction(this.#db, () => {
        const add = this.#db.prepare('INSERT INTO warehouse_numbers (sscc) VALUES (?)');
        for (const sscc of serials) add.run(sscc);
        this.#db
          .prepare('UPDATE warehouse_requests SET cursor = coalesce(?, cursor), done = ? WHERE request = ?')
          .run(page.next ?? null, Number(page.next === undefined), request);
      });
      if (page.next === undefined) return;
      cursor = page.next;
    }
  }
}
