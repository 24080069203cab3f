import { type Refusal, refuse } from '#shared/refusal.ts';
import { isPassword } from './password.ts';
import type { Known, People } from './people.ts';

/** Tries that may wait for their turn: each takes 32 MiB and a tenth of a second of a processor that has packs to judge. */
const MOST_WAITING = 16;

/** Checked against for a name that nobody has, so that the answer takes as long. */
const NOBODY = `scrypt:15:8:1:${'A'.repeat(22)}:${'A'.repeat(43)}`;

/** Checks passwords one at a time and counts the wrong ones. */
export class PasswordCheck {
  readonly #people: People;
  readonly #now: () => number;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** @param now milliseconds since 1970 */
  constructor(people: People, now: () => number) {
    this.#people = people;
    this.#now = now;
  }

  /** The person whose password that is; refused for a wrong one, and for whoever is locked or has left, in the same words. */
  async check(username: string, password: string): Promise<Known | Refusal> {
    if (this.#waiting >= MOST_WAITING) return refuse('busy', 'too many people are signing at once');
    this.#waiting++;
    const turn = this.#last.then(() => this.#judge(username, password));
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#waiting--;
    }
  }

  async #judge(username: string, password: string): Promise<Known | Refusal> {
    const known = this.#people.find(username);
    const right = await isPassword(password, known?.password ?? NOBODY);
    // Read anew: it may have been locked while others were waited for.
    const person = this.#people.find(username);
    if (person === undefined || known?.password !== person.password) return wrong();
    const locked = person.lockedUntil !== undefined && Date.parse(person.lockedUntil) > this.#now();
    if (locked) return wrong();
    if (!right) {
      this.#people.failed(person.username, this.#now());
      return wrong();
    }
    if (!person.active) return wrong();
    this.#people.succeeded(person.username);
    return person;
  }
}

const wrong = () =>
  refuse('unauthenticated', 'user name and password do not belong together', {
    rule: '21 CFR Part 11 §11.300',
    remedy: 'Try again; after five wrong passwords wait 15 minutes, or have somebody set another.',
  });
