import { Audit } from '../store/audit.ts';
import { type Database, transaction } from '../store/database.ts';

/** What a password was given for. */
export type Purpose = 'sign-in' | 'signature' | 'password change';

/** For so long, wrong passwords of one name after the first are counted and not written one by one. */
const WINDOW_MS = 15 * 60_000;

interface Window {
  readonly since: number;
  /** Failures after the first, which is written already. */
  more: number;
}

/** Failures of all names that nobody has are counted as one: who types at random, or a password in place of a name, fills no disk with it. */
const UNKNOWN = Symbol('a name that nobody has');

/**
 * Writes into the audit trail who signed in and out, and who tried to (21 CFR Part 11 §11.10(e), §11.300(d)). Of failures each name has two
 * entries a quarter of an hour at most: the first at once, and how many followed. A loss of power loses the second.
 */
export class SignIns {
  readonly #db: Database;
  readonly #audit: Audit;
  readonly #now: () => number;
  readonly #windows = new Map<string | typeof UNKNOWN, Window>();

  /** @param now milliseconds since 1970 */
  constructor(db: Database, now: () => number) {
    this.#db = db;
    this.#audit = new Audit(db);
    this.#now = now;
  }

  /** The agent has begun: sessions of before, which a loss of power may have ended, are over. */
  begun(): void {
    this.#write('agent', 'started', 'whoever was signed in before signs in again');
  }

  signedIn(username: string): void {
    transaction(this.#db, () => {
      this.#tellRest(username);
      this.#write(`person ${username}`, 'signed in', undefined, username);
    });
    this.#windows.delete(username);
  }

  /** `why` is left out when the person did it. */
  signedOut(username: string, why?: string): void {
    this.#write(`person ${username}`, 'signed out', why, why === undefined ? username : undefined);
  }

  /**
   * Somebody gave a wrong password, or may not sign in.
   *
   * @param username undefined for a name that nobody has, which is not written down: it may be a password
   */
  failed(username: string | undefined, purpose: Purpose, why: string): void {
    const name = username ?? UNKNOWN;
    const now = this.#now();
    const window = this.#windows.get(name);
    // A clock that is set back ends a window too.
    if (window !== undefined && Math.abs(now - window.since) < WINDOW_MS) {
      window.more++;
      return;
    }
    transaction(this.#db, () => {
      this.#tellRest(name);
      this.#write(subjectOf(name), `${purpose} failed`, why);
    });
    this.#windows.set(name, { since: now, more: 0 });
  }

  /** Writes down what was counted and whose time is over: all of it when the agent ends. */
  settle(all = false): void {
    for (const [name, { since }] of this.#windows) {
      if (!all && Math.abs(this.#now() - since) < WINDOW_MS) continue;
      this.#tellRest(name);
      this.#windows.delete(name);
    }
  }

  #tellRest(name: string | typeof UNKNOWN): void {
    const { more, since } = this.#windows.get(name) ?? { more: 0, since: 0 };
    if (more === 0) return;
    this.#write(subjectOf(name), `failed ${more} more times`, `since ${new Date(since).toISOString()}`);
  }

  #write(subject: string, now: string, why?: string, who?: string): void {
    const at = new Date(this.#now()).toISOString();
    this.#audit.append({ at, subject, now, why, ...(who !== undefined && { who }) });
  }
}

const subjectOf = (name: string | typeof UNKNOWN) => (name === UNKNOWN ? 'sign-in' : `person ${name}`);
