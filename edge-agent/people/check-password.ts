import { type Refusal, refuse } from '#shared/refusal.ts';
import { isPassword } from './password.ts';
import type { Known, People } from './people.ts';
import type { Purpose, SignIns } from './sign-ins.ts';

/** Tries that may wait for their turn: each takes 32 MiB and a tenth of a second of a processor that has packs to judge. */
const MOST_WAITING = 16;

/** Checked against for a name that nobody has, so that the answer takes as long. */
const NOBODY = `scrypt:15:8:1:${'A'.repeat(22)}:${'A'.repeat(43)}`;

/** Checks passwords one at a time, counts the wrong ones, and has them written down. */
export class PasswordCheck {
  readonly #people: People;
  readonly #now: () => number;
  readonly #signIns: SignIns;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** @param now milliseconds since 1970 */
  constructor(people: People, now: () => number, signIns: SignIns) {
    this.#people = people;
    this.#now = now;
    this.#signIns = signIns;
  }

  /**
   * The person whose password that is; refused for a wrong one, and for whoever has left, in the same words. Whoever is locked is told so, the
   * password right or wrong: people at a line must know whether to wait, and nobody learns by it that he has guessed right.
   */
  async check(username: string, password: string, purpose: Purpose = 'sign-in'): Promise<Known | Refusal> {
    if (this.#waiting >= MOST_WAITING) return refuse('busy', 'too many people are signing at once');
    this.#waiting++;
    const turn = this.#last.then(() => this.#judge(username, password, purpose));
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#waiting--;
    }
  }

  async #judge(username: string, password: string, purpose: Purpose): Promise<Known | Refusal> {
    const known = this.#people.find(username);
    const right = await isPassword(password, known?.password ?? NOBODY);
    // Read anew: it may have been locked while others were waited for.
    const person = this.#people.find(username);
    const failed = (why: string) => {
      this.#signIns.failed(person?.username, purpose, why);
      return wrong();
    };
    if (person === undefined) return failed('a name that nobody has');
    if (known?.password !== person.password) return failed('the password was changed meanwhile');
    const lockedMs = person.lockedUntil === undefined ? 0 : Date.parse(person.lockedUntil) - this.#now();
    if (lockedMs > 0) {
      failed('locked');
      return isLocked(lockedMs);
    }
    if (!right) {
      this.#people.failed(person.username, this.#now());
      return failed('wrong password');
    }
    if (!person.active) return failed('has left');
    this.#people.succeeded(person.username);
    return person;
  }
}

const wrong = () =>
  refuse('unauthenticated', 'user name and password do not belong together', {
    rule: '21 CFR Part 11 §11.300',
    remedy: 'Try again. Five wrong passwords in a row lock the user name for 15 minutes.',
  });

const isLocked = (ms: number) =>
  refuse('unauthenticated', 'five wrong passwords were given for this user name, which is locked', {
    rule: '21 CFR Part 11 §11.300(d)',
    remedy: `Wait ${inMinutes(ms)}, or have somebody set another password.`,
  });

function inMinutes(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
