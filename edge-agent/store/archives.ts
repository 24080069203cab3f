import { Audit } from './audit.ts';
import { type Database, transaction } from './database.ts';
import { flushed, unflushed } from './flush.ts';
import { integer, optionalText, type Row, text } from './row.ts';

/** A lot's file. */
export interface Archive {
  readonly batch: number;
  /** Its name in the folder of archives. */
  readonly file: string;
  /** Of the file as it is, in hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
  readonly units: number;
  readonly entries: number;
  /** The last entry of the audit trail that is in it. */
  readonly upTo: number;
  readonly at: string;
  readonly freedAt: string | undefined;
}

/** Rows as the database has them, and where the next ones begin. */
export interface Piece {
  readonly rows: readonly Row[];
  readonly after: number | undefined;
}

/** Rows that are read at once, and that are let go of: a few milliseconds, while which the lines' packs wait. */
const PIECE = 250;
const FREED = 100;

const tables = {
  units: ['SELECT * FROM units WHERE batch = ?1 AND ordinal > ?2 ORDER BY ordinal LIMIT ?3', 'ordinal'],
  containers: ['SELECT * FROM containers WHERE batch = ?1 AND container > ?2 ORDER BY container LIMIT ?3', 'container'],
  acts: ['SELECT * FROM acts WHERE batch = ?1 AND act > ?2 ORDER BY act LIMIT ?3', 'act'],
  alarms: ['SELECT * FROM alarms WHERE batch = ?1 AND alarm > ?2 ORDER BY alarm LIMIT ?3', 'alarm'],
  audit: ['SELECT * FROM audit WHERE batch = ?1 AND entry > ?2 ORDER BY entry LIMIT ?3', 'entry'],
} as const;
export type ArchivedTable = keyof typeof tables;
/** In the order in which a file has them: the trail comes last, so that it tells of all that is before it. */
export const archivedTables = ['units', 'containers', 'acts', 'alarms', 'audit'] as const satisfies ArchivedTable[];

/** What a piece of freeing lets go of. Containers stay, by which pallets and cases are known, and all that people did. */
const freeing = [
  'DELETE FROM units WHERE batch = ?1 AND ordinal IN (SELECT ordinal FROM units WHERE batch = ?1 ORDER BY ordinal LIMIT ?2)',
  `DELETE FROM audit WHERE entry IN (SELECT entry FROM audit WHERE batch = ?1 AND who = 'agent'
     AND entry <= (SELECT up_to FROM archives WHERE batch = ?1) ORDER BY entry LIMIT ?2)`,
  'DELETE FROM tokens WHERE (line, token) IN (SELECT line, token FROM tokens WHERE batch = ?1 LIMIT ?2)',
  'DELETE FROM held_facts WHERE (batch, finding, code) IN (SELECT batch, finding, code FROM held_facts WHERE batch = ?1 LIMIT ?2)',
  // What has left is known as it left; what was inside it stands in the file, and at the repository.
  'UPDATE inventory SET batch = NULL, listed = 1 WHERE epc IN (SELECT epc FROM inventory WHERE batch = ?1 LIMIT ?2)',
] as const;

/** Lots that may leave: the repository has all that was told of them, nobody has anything to settle, and nothing of them stands here. */
const ripe = `SELECT b.batch FROM batches b WHERE b.state = 'reported' AND b.closed_at < ?1
    AND NOT EXISTS (SELECT 1 FROM archives a WHERE a.batch = b.batch)
    AND NOT EXISTS (SELECT 1 FROM exceptions e WHERE e.batch = b.batch AND e.state = 'open')
    AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.line = b.line AND o.batch = b.batch AND o.refused IS NULL)
    AND NOT EXISTS (SELECT 1 FROM gathered g WHERE g.line = b.line AND g.batch = b.batch)
    AND NOT EXISTS (SELECT 1 FROM given_back r WHERE r.batch = b.batch AND r.told_at IS NULL AND r.refused IS NULL)
    AND NOT EXISTS (SELECT 1 FROM inventory i WHERE i.batch = b.batch AND i.state IN ('here', 'labelled'))
    AND (?2 = 0 OR EXISTS (SELECT 1 FROM warehouse_batches w WHERE w.batch = b.batch))
    AND NOT EXISTS (SELECT 1 FROM warehouse_entering w WHERE w.batch = b.batch)
    AND EXISTS (SELECT 1 FROM batches n WHERE n.line = b.line AND n.batch > b.batch AND n.started_at IS NOT NULL)
  ORDER BY b.closed_at`;

/** The lots that have left the database, or are about to. */
export class Archives {
  readonly #db: Database;
  readonly #audit: Audit;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
  }

  /**
   * Lots that were closed before a moment and may leave, oldest first. The last lot of a line stays: by it the line knows where its devices stand.
   *
   * @param isStored whether a warehouse has to have taken them over
   */
  ripe(before: string, isStored: boolean): number[] {
    return this.#db
      .prepare(ripe)
      .all(before, isStored ? 1 : 0)
      .map((row) => integer(row, 'batch'));
  }

  /** When the oldest lot was closed that is here with all its packs, whose line has begun another since. */
  oldest(): string | undefined {
    const row = this.#db
      .prepare(
        `SELECT min(closed_at) AS at FROM batches b WHERE state IN ('closed', 'reported')
           AND NOT EXISTS (SELECT 1 FROM archives a WHERE a.batch = b.batch)
           AND EXISTS (SELECT 1 FROM batches n WHERE n.line = b.line AND n.batch > b.batch AND n.started_at IS NOT NULL)`,
      )
      .get();
    return optionalText(row ?? { at: null }, 'at');
  }

  /** The row of a batch itself. */
  batch(batch: number): Row {
    return this.#db.prepare('SELECT * FROM batches WHERE batch = ?').get(batch) ?? {};
  }

  /**
   * Rows of a lot behind a place, oldest first; `after` is undefined when there are no more. What an operator issued with a serial stays out of them: whoever has it
   * can make a genuine code, and of a reported lot nothing is printed again.
   */
  piece(table: ArchivedTable, batch: number, after = -1): Piece {
    const [query, key] = tables[table];
    const rows = this.#db.prepare(query).all(batch, after, PIECE).map(withoutTail);
    const last = rows.at(-1);
    return { rows, after: last === undefined || rows.length < PIECE ? undefined : integer(last, key) };
  }

  /** The last archive that was made. */
  last(): Archive | undefined {
    const row = this.#db.prepare('SELECT * FROM archives ORDER BY at DESC, batch DESC LIMIT 1').get();
    return row && archiveOf(row);
  }

  find(batch: number): Archive | undefined {
    const row = this.#db.prepare('SELECT * FROM archives WHERE batch = ?').get(batch);
    return row && archiveOf(row);
  }

  /** Archives whose lots are not wholly freed. */
  unfreed(): Archive[] {
    return this.#db.prepare('SELECT * FROM archives WHERE freed_at IS NULL ORDER BY batch').all().map(archiveOf);
  }

  /**
   * Notes that a lot is in its file. False when something has happened to the lot since it was written: whoever wrote it writes it anew.
   */
  note({ batch, file, sha256, bytes, units, entries, upTo, at }: Omit<Archive, 'freedAt'>): boolean {
    return transaction(this.#db, () => {
      const row = this.#db.prepare('SELECT max(entry) AS entry FROM audit WHERE batch = ?').get(batch);
      if (row === undefined || integer(row, 'entry') !== upTo) return false;
      this.#db
        .prepare(
          `INSERT INTO archives (batch, file, sha256, bytes, units, entries, up_to, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(batch, file, sha256, bytes, units, entries, upTo, at);
      this.#audit.append({ at, batch, subject: `batch ${batch}`, now: 'archived', why: `${file}, SHA-256 ${sha256}` });
      return true;
    });
  }

  /**
   * Lets go of some rows of an archived lot; false when there are none left. It does not wait for the disk: what a loss of power brings back is let
   * go of again.
   */
  freeSome(batch: number): boolean {
    return unflushed(this.#db, () =>
      transaction(this.#db, () =>
        freeing.some((statement) => Number(this.#db.prepare(statement).run(batch, FREED).changes) > 0),
      ),
    );
  }

  /** Resolves when what was let go of is so on disk; the loop goes on meanwhile. */
  onDisk(): Promise<void> {
    return flushed(this.#db);
  }

  /** Nothing of it is left to free. */
  freed(batch: number, at: string): void {
    unflushed(this.#db, () => this.#db.prepare('UPDATE archives SET freed_at = ? WHERE batch = ?').run(at, batch));
  }
}

const withoutTail = ({ tail: _, ...row }: Row): Row => row;

const archiveOf = (row: Row): Archive => ({
  batch: integer(row, 'batch'),
  file: text(row, 'file'),
  sha256: text(row, 'sha256'),
  bytes: integer(row, 'bytes'),
  units: integer(row, 'units'),
  entries: integer(row, 'entries'),
  upTo: integer(row, 'up_to'),
  at: text(row, 'at'),
  freedAt: optionalText(row, 'freed_at'),
});
