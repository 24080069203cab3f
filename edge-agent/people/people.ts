import * as v from 'valibot';
import type { Signature } from '../store/acts.ts';
import { Audit } from '../store/audit.ts';
import { type Database, transaction } from '../store/database.ts';
import { integer, optionalText, type Row, text } from '../store/row.ts';
import { afterChange, afterPassword, type Pending, pending as pendingShape } from './pending.ts';
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
  /** What others have set of it and nobody else has vouched for yet; undefined when there is nothing. */
  readonly pending: Pending | undefined;
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
          `INSERT INTO people (username, name, roles, password, must_change, changed_at, pending) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
        )
        .run(key, name, JSON.stringify(held), password, ...stateOf(mustChange, undefined, who, at));
      if (changes > 0) this.#audit.append({ at, subject: `person ${key}`, now: `${name}: ${held.join(', ')}`, who });
      return changes > 0;
    });
  }

  /**
   * Changes what somebody may do, or that he may do anything. What is taken away is gone at once; what is given counts when another has vouched for it.
   */
  change(username: string, wanted: Pick<Person, 'roles' | 'active'>, who: string, at: string): void {
    transaction(this.#db, () => {
      const was = this.#get(username);
      const { roles: held, pending } = afterChange(was, wanted, who);
      this.#db
        .prepare('UPDATE people SET roles = ?, active = ?, changed_at = ?, pending = ? WHERE username = ?')
        .run(JSON.stringify(held), wanted.active ? 1 : 0, at, jsonOf(pending), was.username);
      const [before, now] = [inWords(was), inWords(wanted)];
      this.#audit.append({ at, subject: `person ${was.username}`, was: before, now, who });
    });
  }

  /** Gives somebody another password and unlocks him; one that another person chose has to be changed by its holder, and vouched for. */
  setPassword(username: string, password: string, who: string, at: string): void {
    transaction(this.#db, () => {
      const was = this.#get(username);
      this.#db
        .prepare(
          `UPDATE people SET password = ?, must_change = ?, changed_at = ?, pending = ?, failures = 0, locked_until = NULL
           WHERE username = ?`,
        )
        .run(password, ...stateOf(who !== was.username, was.pending, who, at), was.username);
      this.#audit.append({ at, subject: `person ${was.username}`, now: 'another password', who });
    });
  }

  /** Has what others have set of somebody count from now on: a person vouches for it who set none of it. */
  vouch(username: string, { by, name, meaning, at }: Pick<Signature, 'by' | 'name' | 'meaning' | 'at'>): void {
    transaction(this.#db, () => {
      const { username: key, roles: before, pending } = this.#get(username);
      const held = pending?.roles ?? before;
      this.#db
        .prepare('UPDATE people SET roles = ?, changed_at = ?, pending = NULL WHERE username = ?')
        .run(JSON.stringify(held), at, key);
      const now = `vouched for: ${inWords({ roles: held, active: true })}`;
      this.#audit.append({ at, subject: `person ${key}`, now, why: `${name}: ${meaning}`, who: by });
    });
  }

  /** Those of whom something was set that nobody has vouched for yet. */
  waiting(): Person[] {
    return this.#db
      .prepare('SELECT * FROM people WHERE pending IS NOT NULL AND active = 1 ORDER BY username')
      .all()
      .map((row) => publicOf(knownOf(row)));
  }

  #get(username: string): Known {
    const found = this.find(username);
    if (found === undefined) throw new Error(`nobody is called ${username}`);
    return found;
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
export const publicOf = ({
  username,
  name,
  roles: held,
  active,
  mustChange,
  lockedUntil,
  pending,
}: Person): Person => ({
  username,
  name,
  roles: held,
  active,
  mustChange,
  lockedUntil,
  pending,
});

const jsonOf = (pending: Pending | undefined) => (pending === undefined ? null : JSON.stringify(pending));

/** `must_change`, `changed_at` and `pending` of a password that was set: by its holder, or by another. */
const stateOf = (byAnother: boolean, before: Pending | undefined, who: string, at: string) =>
  [byAnother ? 1 : 0, at, jsonOf(byAnother ? afterPassword(before, who) : before)] as const;

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
  pending: pendingIn(row),
  password: text(row, 'password'),
});

function pendingIn(row: Row): Pending | undefined {
  const kept = optionalText(row, 'pending');
  return kept === undefined ? undefined : v.parse(pendingShape, JSON.parse(kept));
}
