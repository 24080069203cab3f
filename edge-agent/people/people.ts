import * as v from 'valibot';
import { Audit } from '../store/audit.ts';
import { type Database, transaction } from '../store/database.ts';
import { integer, optionalText, type Row, text } from '../store/row.ts';
import { type Role, roles } from './rights.ts';

/** Somebody who works at the lines. */
export interface Person {
  readonly username: string;
  /** As it is printed beside a signature. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** Who has left keeps the row, so that nobody else is ever given the name (21 CFR Part 11 §11.100(a)). */
  readonly active: boolean;
  /** The password was set by somebody else: its holder has to choose one of his own first. */
  readonly mustChange: boolean;
  readonly lockedUntil: string | undefined;
}

/** A person with what his password is checked against. */
export interface Known extends Person {
  readonly password: string;
}

export interface NewPerson extends Pick<Person, 'username' | 'name' | 'roles' | 'mustChange'> {
  readonly password: string;
}

/** Wrong passwords in a row that lock. */
const MOST_FAILURES = 5;
const LOCKED_MS = 15 * 60_000;

/** The people of a site. User names are compared without regard to case. */
export class People {
  readonly #db: Database;
  readonly #audit: Audit;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
  }

  /** True when nobody was ever taken in: then nobody can sign. */
  none(): boolean {
    return this.#db.prepare('SELECT 1 FROM people LIMIT 1').get() === undefined;
  }

  /** Everybody, those who have left too. */
  all(): Person[] {
    return this.#db
      .prepare('SELECT * FROM people ORDER BY username')
      .all()
      .map((row) => publicOf(knownOf(row)));
  }

  /** A person by user name; undefined when there is none. */
  find(username: string): Known | undefined {
    const row = this.#db.prepare('SELECT * FROM people WHERE username = ?').get(username.toLowerCase());
    return row === undefined ? undefined : knownOf(row);
  }

  /** Takes somebody in. Answers false when the user name was ever used. */
  add({ username, name, roles: held, password, mustChange }: NewPerson, who: string, at: string): boolean {
    const key = username.toLowerCase();
    return transaction(this.#db, () => {
      const { changes } = this.#db
        .prepare(
          `INSERT INTO people (username, name, roles, password, must_change, changed_at) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
        )
        .run(key, name, JSON.stringify(held), password, mustChange ? 1 : 0, at);
      if (changes > 0) this.#audit.append({ at, subject: `person ${key}`, now: `${name}: ${held.join(', ')}`, who });
      return changes > 0;
    });
  }

  /** Changes what somebody may do, or that he may do anything. */
  change(username: string, { roles: held, active }: Pick<Person, 'roles' | 'active'>, who: string, at: string): void {
    transaction(this.#db, () => {
      const was = this.find(username);
      if (was === undefined) throw new Error(`nobody is called ${username}`);
      this.#db
        .prepare('UPDATE people SET roles = ?, active = ?, changed_at = ? WHERE username = ?')
        .run(JSON.stringify(held), active ? 1 : 0, at, was.username);
      const [before, now] = [inWords(was), inWords({ roles: held, active })];
      this.#audit.append({ at, subject: `person ${was.username}`, was: before, now, who });
    });
  }

  /** Gives somebody another password and unlocks him; one that another person chose has to be changed by its holder. */
  setPassword(username: string, password: string, who: string, at: string): void {
    const mustChange = who !== username;
    transaction(this.#db, () => {
      this.#db
        .prepare(
          `UPDATE people SET password = ?, must_change = ?, failures = 0, locked_until = NULL, changed_at = ?
           WHERE username = ?`,
        )
        .run(password, mustChange ? 1 : 0, at, username);
      this.#audit.append({ at, subject: `person ${username}`, now: 'another password', who });
    });
  }

  /** Notes that a password was right. */
  succeeded(username: string): void {
    this.#db.prepare('UPDATE people SET failures = 0, locked_until = NULL WHERE username = ?').run(username);
  }

  /** Notes that a password was wrong; the fifth in a row locks for a while (§11.300(d)). */
  failed(username: string, now: number): void {
    transaction(this.#db, () => {
      const row = this.#db
        .prepare('UPDATE people SET failures = failures + 1 WHERE username = ? RETURNING failures')
        .get(username);
      if (row === undefined || integer(row, 'failures') % MOST_FAILURES !== 0) return;
      const until = new Date(now + LOCKED_MS).toISOString();
      this.#db.prepare('UPDATE people SET locked_until = ? WHERE username = ?').run(until, username);
      const at = new Date(now).toISOString();
      this.#audit.append({ at, subject: `person ${username}`, now: `locked until ${until}`, why: 'wrong passwords' });
    });
  }
}

/** What may be shown of a person. */
export const publicOf = ({ username, name, roles: held, active, mustChange, lockedUntil }: Person): Person => ({
  username,
  name,
  roles: held,
  active,
  mustChange,
  lockedUntil,
});

const inWords = ({ roles: held, active }: Pick<Person, 'roles' | 'active'>) =>
  active ? held.join(', ') || 'no role' : 'left';

const rolesShape = v.array(v.picklist(roles));

const knownOf = (row: Row): Known => ({
  username: text(row, 'username'),
  name: text(row, 'name'),
  roles: v.parse(rolesShape, JSON.parse(text(row, 'roles'))),
  active: integer(row, 'active') === 1,
  mustChange: integer(row, 'must_change') === 1,
  lockedUntil: optionalText(row, 'locked_until'),
  password: text(row, 'password'),
});
