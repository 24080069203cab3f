import * as v from 'valibot';
import { type Signature, signature } from './acts.ts';
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
  /** The batch at hand when it was raised. */
  readonly batch: number | undefined;
}

/** An alarm as it is looked up later. */
export interface PastAlarm extends OpenAlarm {
  readonly line: string;
  readonly acknowledgedAt: string | undefined;
  readonly acknowledgedBy: string | undefined;
  /** By whom, when and how it was explained: the reason is the explanation. */
  readonly explanation: Signature | undefined;
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

  /** Does several things to alarms, and what belongs to them, as one transaction. */
  together(step: () => void): void {
    transaction(this.#db, step);
  }

  /** Raises an alarm; answers its number. */
  raise(line: string, { code, detail, stops, batch }: RaisedAlarm, at: string): number {
    return transaction(this.#db, () => {
      const { lastInsertRowid } = this.#db
        .prepare('INSERT INTO alarms (line, batch, code, detail, stops, raised_at) VALUES (?, ?, ?, ?, ?, ?)')
        .run(line, batch ?? null, code, detail, stops ? 1 : 0, at);
      this.#audit.append({ at, subject: `line ${line}`, now: `alarm ${code}`, why: detail });
      return Number(lastInsertRowid);
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

  /** Ends one open alarm by what a person has signed. Throws when it is not open. */
  explain(line: string, alarm: number, act: number, { by, at, reason }: Signature): void {
    transaction(this.#db, () => {
      // Two people may explain it at once: the first one's words stand.
      const row = this.#db
        .prepare(
          `UPDATE alarms SET acknowledged_at = ?, acknowledged_by = ?, act = ?
           WHERE alarm = ? AND line = ? AND acknowledged_at IS NULL RETURNING code`,
        )
        .get(at, by, act, alarm, line);
      if (row === undefined) throw new Error(`alarm ${alarm} is not open`);
      const was = `alarm ${text(row, 'code')}`;
      this.#audit.append({ at, subject: `line ${line}`, was, now: 'explained', why: reason, who: by });
    });
  }

  /** Alarms of a line, of one batch or of all, newest first; those before an alarm when that is given. */
  history(line: string, { batch, before, most }: HistoryAsked): PastAlarm[] {
    return this.#db
      .prepare(
        `${past} WHERE a.line = ?1 AND (?2 IS NULL OR a.batch = ?2) AND (?3 IS NULL OR alarm < ?3)
         ORDER BY alarm DESC LIMIT ?4`,
      )
      .all(line, batch ?? null, before ?? null, most)
      .map(pastAlarmOf);
  }

  /** Alarms of a batch, oldest first. */
  ofBatch(batch: number): PastAlarm[] {
    return this.#db.prepare(`${past} WHERE a.batch = ? ORDER BY alarm`).all(batch).map(pastAlarmOf);
  }
}

const past = 'SELECT a.*, x.signature FROM alarms a LEFT JOIN acts x ON x.act = a.act';

interface HistoryAsked {
  readonly batch?: number | undefined;
  readonly before?: number | undefined;
  readonly most: number;
}

const pastAlarmOf = (row: Row): PastAlarm => ({
  ...openAlarmOf(row),
  line: text(row, 'line'),
  acknowledgedAt: optionalText(row, 'acknowledged_at'),
  acknowledgedBy: optionalText(row, 'acknowledged_by'),
  explanation: signatureIn(optionalText(row, 'signature')),
});

const signatureIn = (kept: string | undefined) =>
  kept === undefined ? undefined : v.parse(signature, JSON.parse(kept));

const openAlarmOf = (row: Row): OpenAlarm => ({
  alarm: integer(row, 'alarm'),
  code: text(row, 'code'),
  detail: text(row, 'detail'),
  stops: integer(row, 'stops') === 1,
  raisedAt: text(row, 'raised_at'),
  batch: optionalInteger(row, 'batch'),
});
