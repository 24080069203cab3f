import { Audit } from './audit.ts';
import { type Database, transaction } from './database.ts';
import { integer, optionalText, type Row, text } from './row.ts';

/** An alarm that belongs to no line. It ends by itself when what it says is over. */
export interface SiteAlarm {
  readonly alarm: number;
  readonly code: string;
  /** What it says now, or said last. */
  readonly detail: string;
  readonly raisedAt: string;
  readonly clearedAt: string | undefined;
}

/** Alarms of the site, of each code one at a time. They outlive a restart. */
export class SiteAlarmRows {
  readonly #db: Database;
  readonly #audit: Audit;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
  }

  /** Raises one; where one of that code is open, that says the new words from now on. Answers whether it is new. */
  raise(code: string, detail: string, at: string): boolean {
    const open = this.open().find((one) => one.code === code);
    if (open?.detail === detail) return false;
    if (open !== undefined) {
      this.#db.prepare('UPDATE site_alarms SET detail = ? WHERE alarm = ?').run(detail, open.alarm);
      return false;
    }
    transaction(this.#db, () => {
      this.#db.prepare('INSERT INTO site_alarms (code, detail, raised_at) VALUES (?, ?, ?)').run(code, detail, at);
      this.#audit.append({ at, subject: 'site', now: `alarm ${code}`, why: detail });
    });
    return true;
  }

  /** Ends the open one of that code; answers whether there was one. */
  clear(code: string, at: string): boolean {
    if (!this.open().some((one) => one.code === code)) return false;
    transaction(this.#db, () => {
      this.#db.prepare('UPDATE site_alarms SET cleared_at = ? WHERE code = ? AND cleared_at IS NULL').run(at, code);
      this.#audit.append({ at, subject: 'site', was: `alarm ${code}`, now: 'over' });
    });
    return true;
  }

  /** Those that are open, oldest first. */
  open(): SiteAlarm[] {
    return this.#db.prepare('SELECT * FROM site_alarms WHERE cleared_at IS NULL ORDER BY alarm').all().map(alarmOf);
  }

  /** All that there were, newest first; those before an alarm when that is given. */
  history({ before, most }: { readonly before?: number | undefined; readonly most: number }): SiteAlarm[] {
    return this.#db
      .prepare('SELECT * FROM site_alarms WHERE ?1 IS NULL OR alarm < ?1 ORDER BY alarm DESC LIMIT ?2')
      .all(before ?? null, most)
      .map(alarmOf);
  }
}

const alarmOf = (row: Row): SiteAlarm => ({
  alarm: integer(row, 'alarm'),
  code: text(row, 'code'),
  detail: text(row, 'detail'),
  raisedAt: text(row, 'raised_at'),
  clearedAt: optionalText(row, 'cleared_at'),
});
