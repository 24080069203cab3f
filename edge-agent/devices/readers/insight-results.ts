import { isRefusal } from '#shared/refusal.ts';
import type { Address } from '../address.ts';
import type { Health } from '../device.ts';
import { lineReader } from '../line-reader.ts';
import { type Link, openLink } from '../link.ts';
import type { ResultFormat } from './result.ts';

/** A result and the trigger it belongs to. */
export interface Numbered {
  readonly sequence: number;
}

export interface ResultAddress extends Address {
  /** How long a connection has to stand before it counts. */
  readonly pollMs: number;
}

/**
 * The connection on which an In-Sight job writes its results. It cannot be asked anything; whether it still carries is seen by
 * comparing what came over it with the job's own count of triggers.
 */
export class ResultChannel<R extends Numbered> {
  readonly #link: Link;
  #lines = lineReader();
  #standing: NodeJS.Timeout | undefined;
  #last: number | undefined;
  #stalledAt: number | undefined;

  constructor(at: ResultAddress, format: ResultFormat<R>, tell: (read: R) => void) {
    this.#link = openLink(at, {
      connected: () => {
        this.#lines = lineReader();
        this.#forget();
        // The camera takes one client and lets go of the one before: whoever takes turns with another must not do so fast.
        this.#standing = setTimeout(() => this.#link.judge('up'), at.pollMs);
      },
      received: (chunk) => {
        this.#lines(chunk).every((line) => {
          const read = format(line);
          if (isRefusal(read)) {
            // Nobody can tell which carton it was: the gate rejects it.
            this.#link.drop('misconfigured');
            return false;
          }
          this.#last = read.sequence;
          this.#link.judge('up');
          tell(read);
          return true;
        });
      },
      lost: () => {
        clearTimeout(this.#standing);
        this.#forget();
      },
    });
  }

  #forget(): void {
    this.#last = undefined;
    this.#stalledAt = undefined;
  }

  /**
   * Compares with the job's own count of triggers. A count that is ahead twice in a row, while nothing came, means that a
   * result was written to a connection that does not carry any more.
   */
  compare(count: number): void {
    const behind = this.#last !== undefined && count > this.#last;
    if (behind && this.#stalledAt === this.#last) this.#link.drop('refused');
    else this.#stalledAt = behind ? this.#last : undefined;
    // The first count is where this connection began: earlier results were told to nobody.
    this.#last ??= count;
  }

  health(): Health {
    return this.#link.health();
  }

  async close(): Promise<void> {
    clearTimeout(this.#standing);
    await this.#link.close();
  }
}
