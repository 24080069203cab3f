import type { Database } from '../../edge-agent/store/database.ts';
import { integer } from '../../edge-agent/store/row.ts';

const MISSING = 10;
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
