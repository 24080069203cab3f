import { Audit } from './audit.ts';
import { type Database, transaction } from './database.ts';
import { oneOf, type Row, text } from './row.ts';

const modes = ['Produce', 'Maintenance', 'Manual'] as const;
const standing = ['Held', 'Stopped'] as const;
export type LineMode = (typeof modes)[number];

/** What people have last told a line. */
export interface Control {
  readonly mode: LineMode;
  /** Where a person has it stand until a person lets it go on; undefined while it may run by itself. */
  readonly stands: (typeof standing)[number] | undefined;
  readonly who: string;
}

const fresh: Control = { mode: 'Produce', stands: undefined, who: 'agent' };

/** What people have told the lines. It outlives a restart: a line that was stopped by hand does not start with the agent. */
export class Controls {
  readonly #db: Database;
  readonly #audit: Audit;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
  }

  /** Where a line was left; one that nobody ever told anything produces. */
  of(line: string): Control {
    const row = this.#db.prepare('SELECT * FROM controls WHERE line = ?').get(line);
    return row === undefined ? fresh : controlOf(row);
  }

  /** Keeps what a line was told. */
  set(line: string, { mode, stands, who }: Control, at: string): void {
    transaction(this.#db, () => {
      const was = this.of(line);
      this.#db
        .prepare('INSERT OR REPLACE INTO controls (line, mode, stands, who, at) VALUES (?, ?, ?, ?, ?)')
        .run(line, mode, stands ?? null, who, at);
      const [before, after] = [inWords(was), inWords({ mode, stands })];
      if (before !== after) this.#audit.append({ at, subject: `line ${line}`, was: before, now: after, who });
    });
  }
}

const inWords = ({ mode, stands }: Pick<Control, 'mode' | 'stands'>) =>
  stands === undefined ? `${mode}, may run` : `${mode}, ${stands.toLowerCase()} by hand`;

const controlOf = (row: Row): Control => ({
  mode: oneOf(row, 'mode', modes),
  stands: row['stands'] === null ? undefined : oneOf(row, 'stands', standing),
  who: text(row, 'who'),
});
