import { Audit } from './audit.ts';
import { type Database, transaction } from './database.ts';
import { integer, type Row, text } from './row.ts';

export interface OpenAlarm {
  readonly alarm: number;
  readonly code: string;
  readonly detail: string;
  /** True when the line stands still until somebody acknowledges. */
  readonly stops: boolean;
  readonly raisedAt: string;
}

/** Alarms of the lines. They outlive a restart: a line that was stopped stays stopped until a person acknowledges. */
export class Alarms {
  readonly #db: Database;
  readonly #audit: Audit;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
  }

  /** Raises an alarm. */
  raise(line: string, { code, detail, stops }: { code: string; detail: string; stops: boolean }, at: string): void {
    transaction(this.#db, () => {
      this.#db
        .prepare('INSERT INTO alarms (line, code, detail, stops, raised_at) VALUES (?, ?, ?, ?, ?)')
        .run(line, code, detail, stops ? 1 : 0, at);
      this.#audit.append({ at, subject: `line ${line}`, now: `alarm ${code}`, why: detail });
    });
  }

  /** Alarms of a line that nobody has acknowledged, oldest first. */
  open(line: string): OpenAlarm[] {
    return this.#db
      .prepare('SELECT * FROM alarms WHERE line = ? AND acknowledged_at IS NULL ORDER BY alarm')
      .all(line)
      .map(openAlarmOf);
  }

  /** Acknowledges every open alarm of a line for a person. */
  acknowledge(line: string, who: string, at: string): void {
    transaction(this.#db, () => {
      for (const { code } of this.open(line)) {
        this.#audit.append({ at, subject: `line ${line}`, was: `alarm ${code}`, now: 'acknowledged', who });
      }
      this.#db
        .prepare('UPDATE alarms SET acknowledged_at = ? WHERE line = ? AND acknowledged_at IS NULL')
        .run(at, line);
    });
  }
}

const openAlarmOf = (row: Row): OpenAlarm => ({
  alarm: integer(row, 'alarm'),
  code: text(row, 'code'),
  detail: text(row, 'detail'),
  stops: integer(row, 'stops') === 1,
  raisedAt: text(row, 'raised_at'),
});
