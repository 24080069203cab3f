import type { Outbox, Waiting } from './outbox.ts';

/** Unanswered messages a line may have on the way, and how many of them are kept for the batch at hand while there are older ones. */
const WINDOW = 200;
const AT_HAND = 50;
/** While a line has a backlog beside the batch at hand, every so many-th message is of the backlog. */
const BACKLOG_TURN = 4;
/** An answer that has not come by then is taken for lost; doubled with every attempt. */
const PATIENCE_MS = 15_000;
const LONGEST_PATIENCE_MS = 5 * 60_000;

/**
 * What one line has on the way to the repository, and what goes next: what it tells of the batch at hand before what is left of earlier ones,
 * which have every fourth turn. What is told of one batch goes in the order in which it was told.
 */
export class LineTurns {
  readonly line: string;
  readonly #outbox: Outbox;
  /** When each message on the way is given up for lost. */
  readonly #onTheWay = new Map<number, number>();
  readonly #attempts = new Map<number, number>();
  #turn = 0;

  constructor(line: string, outbox: Outbox) {
    this.line = line;
    this.#outbox = outbox;
  }

  /** Messages that may go, in the order in which they are to: whoever asks for one more has sent the one before. */
  *next(now: number): Generator<Waiting, undefined> {
    for (const [sequence, lostAt] of this.#onTheWay) if (lostAt <= now) this.#onTheWay.delete(sequence);
    const { atHand, backlog } = this.#lanes();
    for (;;) {
      const isBacklogs = this.#turn % BACKLOG_TURN === BACKLOG_TURN - 1;
      const [first, second] = isBacklogs ? [backlog, atHand] : [atHand, backlog];
      const message = first.shift() ?? second.shift();
      if (message === undefined) return undefined;
      yield message;
      this.#turn += 1;
    }
  }

  sent(sequence: number, now: number): void {
    const attempts = this.#attempts.get(sequence) ?? 0;
    this.#attempts.set(sequence, attempts + 1);
    this.#onTheWay.set(sequence, now + Math.min(PATIENCE_MS * 2 ** Math.min(attempts, 10), LONGEST_PATIENCE_MS));
  }

  /** The broker did not take it: it may go again. */
  notSent(sequence: number): void {
    this.#onTheWay.delete(sequence);
  }

  answered(sequences: readonly number[]): void {
    for (const sequence of sequences) {
      this.#onTheWay.delete(sequence);
      this.#attempts.delete(sequence);
    }
  }

  #lanes(): { atHand: Waiting[]; backlog: Waiting[] } {
    const oldest = this.#outbox.waiting(this.line, WINDOW);
    const newest = this.#outbox.newest(this.line);
    const [first] = oldest;
    if (first === undefined || newest === undefined) return { atHand: [], backlog: [] };
    // A report stands for everything before it, so it leaves only when all of that is answered for, and nothing of its lot is refused.
    const lacking = this.#outbox.setAside.batches(this.line);
    const isHeld = ({ kind, batch }: Waiting) => kind === 'lot-report' && lacking.has(batch);
    const next = oldest.find((one) => !isHeld(one));
    const mayGo = (one: Waiting) =>
      !this.#onTheWay.has(one.sequence) && (one.kind !== 'lot-report' || one.sequence === next?.sequence);
    const { batch } = newest;
    if (oldest.every((one) => one.batch === batch)) return { atHand: oldest.filter(mayGo), backlog: [] };
    const earlier = oldest.filter((one) => one.batch !== batch).slice(0, WINDOW - AT_HAND);
    const atHand = this.#outbox.waitingOf(this.line, batch, AT_HAND);
    return { atHand: atHand.filter(mayGo), backlog: earlier.filter(mayGo) };
  }
}
