import { setImmediate as turn } from 'node:timers/promises';
import { type Database, transaction } from '../../store/database.ts';

/** How long an act is known under its token. */
const KNOWN_DAYS = 90;
/** Rows of a piece, each in a transaction of its own. */
const PIECE = 200;

/**
 * Forgets answers that are ninety days old, piece by piece with a turn of the loop between. They are looked at in the order in which they came, so that
 * little is read when there is nothing to forget.
 */
export async function forgetAnswers(db: Database, now: number): Promise<number> {
  const before = new Date(now - KNOWN_DAYS * 86_400_000).toISOString();
  const forget = db.prepare(
    `DELETE FROM warehouse_answers WHERE at < ? AND rowid IN (SELECT rowid FROM warehouse_answers ORDER BY rowid LIMIT ${PIECE})`,
  );
  let forgotten = 0;
  for (let piece = PIECE; piece === PIECE; ) {
    piece = transaction(db, () => Number(forget.run(before).changes));
    forgotten += piece;
    if (piece === PIECE) await turn();
  }
  return forgotten;
}
