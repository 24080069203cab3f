import { refuse } from '#shared/refusal.ts';
import { Refused } from '../../refused.ts';

/** One thing at a time for each line: a message is done before the next one begins, and people resolve and end between two. */
export class Lane {
  #last: Promise<unknown> = Promise.resolve();
  #isEnded = false;

  /** Does something when all that was asked for before is done. */
  alone<Done>(work: () => Done | Promise<Done>): Promise<Done> {
    const mine = this.#last.then(work);
    // Whoever comes next does not care what came of it.
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  /** Nothing goes on after the slice at hand: the site stops. */
  end(): void {
    this.#isEnded = true;
  }

  /** Throws `Refused` when the site stops. What is said again after the next start goes on where it was. */
  mustGoOn(): void {
    if (!this.#isEnded) return;
    throw new Refused(
      refuse('busy', 'the site stops: say it again when it is back', {
        rule: 'what was answered is on disk',
        remedy: 'Say it again under its token: it goes on where it was.',
      }),
    );
  }
}
