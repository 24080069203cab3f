import { Audit } from './audit.ts';
import { type Database, transaction } from './database.ts';
import { integer, optionalInteger, optionalText, type Row, text } from './row.ts';

export interface OpenAlarm {
  readonly alarm: number;
  readonly code: string;
  readonly detail: string;
  /** True when the line stands still until somebody acknowledges. */
  readonly stops: boolean;
  readonly raisedAt: string;
}

/** An alarm as it is looked up later. */
export interface PastAlarm extends OpenAlarm {
  readonly line: string;
  /** The batch at hand when it was raised. */
  readonly batch: number | undefined;
  readonly acknowledgedAt: string | undefined;
  readonly acknowledgedBy: string | undefined;
}

/** An alarm as it is raised. */
export interface RaisedAlarm {
  readonly code: string;
  readonly detail: string;
  readonly stops: boolean;
  readonly batch?: number | undefined;
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
  raise(line: string, { code, detail, stops, batch }: RaisedAlarm, at: string): void {
    transaction(this.#db, () => {
      this.#db
        .prepare('INSERT INTO alarms (line, batch, code, detail, stops, raised_at) VALUES (?, ?, ?, ?, ?, ?)')
        .run(line, batch ?? null, code, detail, stops ? 1 : 0, at);
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
        .prepare(
          'UPDATE alarms SET acknowledged_at = ?, acknowledged_by = ? WHERE line = ? AND acknowledged_at IS NULL',
        )
        .run(at, who, line);
    });
  }

  /** Alarms of a line, of one batch or of all, newest first; those before an alarm when that is given. */
  history(line: string, { batch, before, most }: HistoryAsked): PastAlarm[] {
    return this.#db
      .prepare(
        `SELECT * FROM alarms WHERE line = ?1 AND (?2 IS NULL OR batch = ?2) AND (?3 IS NULL OR alarm < ?3)
         ORDER BY alarm DESC LIMIT ?4`,
      )
      .all(line, batch ?? null, before ?? null, most)
      .map(pastAlarmOf);
  }

  /** Alarms of a batch, oldest first. */
  ofBatch(batch: number): PastAlarm[] {
    return this.#db.prepare('SELECT * FROM alarms WHERE batch = ? ORDER BY alarm').all(batch).map(pastAlarmOf);
  }
}

interface HistoryAsked {
  readonly batch?: number | undefined;
  readonly before?: number | undefined;
  readonly most: number;
}

const pastAlarmOf = (row: Row): PastAlarm => ({
  ...openAlarmOf(row),
  line: text(row, 'line'),
  batch: optionalInteger(row, 'batch'),
  acknowledgedAt: optionalText(row, 'acknowledged_at'),
  acknowledgedBy: optionalText(row, 'acknowledged_by'),
});

const openAlarmOf = (row: Row): OpenAlarm => ({
  alarm: integer(row, 'alarm'),
  code: text(row, 'code'),
  detail: text(row, 'detail'),
  stops: integer(row, 'stops') === 1,
  raisedAt: text(row, 'raised_at'),
});
