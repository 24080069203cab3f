import { randomBytes } from 'node:crypto';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { PasswordCheck } from './check-password.ts';
import type { People, Person } from './people.ts';
import type { SignIns } from './sign-ins.ts';

/** How long somebody may leave the screen alone. */
export const IDLE_MS = 10 * 60_000;
/** More than people at the lines of one site. */
const MOST_SESSIONS = 1_000;

const IDLE = 'nobody touched the screen';

interface Session {
  readonly username: string;
  seenAt: number;
}

/** Who is signed in. Kept in memory only: whoever was signed in before a restart signs in again. */
export class Sessions {
  readonly #people: People;
  readonly #passwords: PasswordCheck;
  readonly #now: () => number;
  readonly #signIns: SignIns;
  readonly #open = new Map<string, Session>();

  /** @param now milliseconds on a clock that is never set back */
  constructor(people: People, passwords: PasswordCheck, now: () => number, signIns: SignIns) {
    this.#people = people;
    this.#passwords = passwords;
    this.#now = now;
    this.#signIns = signIns;
  }

  /** Signs somebody in; answers a token to show with every request. */
  async open(username: string, password: string): Promise<{ token: string; person: Person } | Refusal> {
    const person = await this.#passwords.check(username, password);
    if (isRefusal(person)) return person;
    this.endIdle();
    if (this.#open.size >= MOST_SESSIONS) return refuse('busy', 'too many people are signed in');
    // Nobody is in of whom the trail does not say so.
    this.#signIns.signedIn(person.username);
    const token = randomBytes(32).toString('base64url');
    this.#open.set(token, { username: person.username, seenAt: this.#now() });
    return { token, person };
  }

  /** Whose token it is; undefined when there is no such session, it was left alone for too long, or its holder may not work here any more. */
  whose(token: string): Person | undefined {
    const session = this.#open.get(token);
    if (session === undefined || this.#isIdle(session)) return undefined;
    const person = this.#people.find(session.username);
    return person?.active === true ? person : undefined;
  }

  /** Its holder did something. */
  seen(token: string): void {
    const session = this.#open.get(token);
    if (session !== undefined && !this.#isIdle(session)) session.seenAt = this.#now();
  }

  /** Signs out. */
  close(token: string): void {
    const session = this.#open.get(token);
    if (!this.#open.delete(token) || session === undefined) return;
    this.#signIns.signedOut(session.username, this.#isIdle(session) ? IDLE : undefined);
  }

  /** Ends sessions that were left alone for too long, and those of who has left. One that cannot be written down is of no use, and ended later. */
  endIdle(): void {
    for (const [token, session] of this.#open) {
      const idle = this.#isIdle(session);
      if (!idle && this.#people.find(session.username)?.active === true) continue;
      this.#signIns.signedOut(session.username, idle ? IDLE : 'has left');
      this.#open.delete(token);
    }
  }

  /** Signs everybody out, for the agent ends. */
  closeAll(): void {
    for (const [token, { username }] of this.#open) {
      this.#open.delete(token);
      this.#signIns.signedOut(username, 'the agent ends');
    }
  }

  #isIdle({ seenAt }: Session): boolean {
    return this.#now() - seenAt >= IDLE_MS;
  }
}
