import { transaction } from '../../store/database.ts';
import { unflushed } from '../../store/flush.ts';
import { oneATurn } from '../one-a-turn.ts';
import { Outward } from './outward.ts';
import type { PackingNeeds } from './packing-needs.ts';

type Needs = Pick<PackingNeeds, 'db' | 'raise' | 'guarded'>;

interface Parts {
  /** Closes what is full, in the caller's transaction. */
  readonly fill: () => void;
  /** Told when a transaction came to nothing. */
  readonly undone: () => void;
}

/** The transactions of packing, and what of them has to be told when. */
export class Commits {
  readonly #needs: Needs;
  readonly #parts: Parts;
  readonly #outward: Outward;
  #full = false;

  constructor(needs: Needs, parts: Parts) {
    this.#needs = needs;
    this.#parts = parts;
    this.#outward = new Outward(needs);
  }

  /** Has something done when the transaction under way is on disk. */
  later(act: () => void): void {
    this.#outward.add(act);
  }

  /** In a transaction: so many stand ready that a container is full of them. */
  isFull(): void {
    this.#full = true;
  }

  /** Does a step and closes what is full by then; waits for the disk where anything has to be told. */
  now<Result>(work: () => Result): Result {
    const result = this.#write(() => {
      const done = work();
      this.#fill();
      return done;
    });
    this.#outward.tellNow();
    return result;
  }

  /**
   * Does a step, and waits for no disk. What is full by then is closed in a turn of the loop of its own: what devices have told meanwhile, the
   * verdicts of other lines among it, goes first.
   */
  late(work: () => void): void {
    unflushed(this.#needs.db, () => this.#write(work));
    if (this.#full) oneATurn(() => this.#needs.guarded(() => this.#fillLate()));
    this.#outward.tellOnDisk();
  }

  /** Does at once what `late` has left. What fails in it is an alarm. */
  catchUp(): void {
    if (this.#full || !this.#outward.isEmpty) this.#needs.guarded(() => this.now(() => undefined));
  }

  #fillLate(): void {
    const { db } = this.#needs;
    // Whoever has caught up meanwhile did it. After a crash the next start counts what stands ready.
    if (!this.#full || !db.isOpen) return;
    unflushed(db, () => this.#write(() => this.#fill()));
    this.#outward.tellOnDisk();
  }

  #fill(): void {
    if (!this.#full) return;
    this.#full = false;
    this.#parts.fill();
  }

  #write<Result>(work: () => Result): Result {
    const before = this.#outward.length;
    try {
      return transaction(this.#needs.db, work);
    } catch (error) {
      this.#outward.keep(before);
      this.#parts.undone();
      throw error;
    }
  }
}
