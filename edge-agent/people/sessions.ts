import { randomBytes } from 'node:crypto';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { PasswordCheck } from './check-password.ts';
import type { People, Person } from './people.ts';

/** How long somebody may leave the screen alone. */
export const IDLE_MS = 10 * 60_000;
/** More than people at the lines of one site. */
const MOST_SESSIONS = 1_000;

interface Session {
  readonly username: string;
  seenAt: number;
}

/** Who is signed in. Kept in memory only: whoever was signed in before a restart signs in again. */
export class Sessions {
  readonly #people: People;
  readonly #passwords: PasswordCheck;
  readonly #now: () => number;
  readonly #open = new Map<string, Session>();

  /** @param now milliseconds on a clock that is never set back */
  constructor(people: People, passwords: PasswordCheck, now: () => number) {
    this.#people = people;
    this.#passwords = passwords;
    this.#now = now;
  }

  /** Signs somebody in; answers a token to show with every request. */
  async open(username: string, password: string): Promise<{ token: string; person: Person } | Refusal> {
    const person = await this.#passwords.check(username, password);
    if (isRefusal(person)) return person;
    this.#forgetIdle();
    if (this.#open.size >= MOST_SESSIONS) return refuse('busy', 'too many people are signed in');
    const token = randomBytes(32).toString('base64url');
    this.#open.set(token, { username: person.username, seenAt: this.#now() });
    return { token, person };
  }

  /** Whose token it is; undefined when there is no such session, it was left alone for too long, or its holder may not work here any more. */
  whose(token: string): Person | undefined {
    const session = this.#open.get(token);
    if (session === undefined) return undefined;
    if (this.#now() - session.seenAt >= IDLE_MS) {
      this.#open.delete(token);
      return undefined;
    }
    const person = this.#people.find(session.username);
    return person?.active === true ? person : undefined;
  }

  /** Its holder did something. */
  seen(token: string): void {
    const session = this.#open.get(token);
    if (session !== undefined) session.seenAt = this.#now();
  }

  /** Signs out. */
  close(token: string): void {
    this.#open.delete(token);
  }

  #forgetIdle(): void {
    for (const [token, { seenAt }] of this.#open) if (this.#now() - seenAt >= IDLE_MS) this.#open.delete(token);
  }
}
