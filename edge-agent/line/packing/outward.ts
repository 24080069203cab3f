import type { Database } from '../../store/database.ts';
import { flushed, flushNow } from '../../store/flush.ts';
import type { AlarmCode } from '../alarm-table.ts';

interface Needs {
  readonly db: Database;
  readonly raise: (code: AlarmCode, detail: string) => void;
  /** Does what was waited for meanwhile; what goes wrong in it becomes an alarm. */
  readonly guarded: (step: () => void) => void;
}

/** What has to be told devices and people, in the order in which it was decided and each when what it tells of is on disk. */
export class Outward {
  readonly #needs: Needs;
  readonly #acts: (() => void)[] = [];
  /** Acts that are done, since the first. */
  #done = 0;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Acts that are decided and not done. */
  get length(): number {
    return this.#acts.length;
  }

  get isEmpty(): boolean {
    return this.length === 0;
  }

  /** Has something done when the transaction under way is on disk. */
  add(act: () => void): void {
    this.#acts.push(act);
  }

  /** Forgets all but the first `acts`: the transaction of the others came to nothing. */
  keep(acts: number): void {
    this.#acts.length = acts;
  }

  /** Does all that is committed, and waits for the disk for that where it has to. */
  tellNow(): void {
    if (this.isEmpty) return;
    flushNow(this.#needs.db);
    this.#tell(this.#done + this.length);
  }

  /** Does all that is committed so far when it is on disk; the loop goes on meanwhile. */
  tellOnDisk(): void {
    if (this.isEmpty) return;
    const { db, guarded, raise } = this.#needs;
    // What is decided while the disk is written is not on it yet.
    const upTo = this.#done + this.length;
    flushed(db).then(
      () => {
        // A database is closed when its agent ends, who tells nothing any more.
        if (db.isOpen) guarded(() => this.#tell(upTo));
      },
      (error: unknown) => raise('fault', error instanceof Error ? error.message : String(error)),
    );
  }

  #tell(upTo: number): void {
    while (this.#done < upTo) {
      const act = this.#acts.shift();
      this.#done += 1;
      act?.();
    }
  }
}
