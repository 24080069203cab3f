import { setTimeout as sleep } from 'node:timers/promises';
import type { AlarmCode } from '../alarm-table.ts';
import type { Limits } from '../limits.ts';
import type { Labelled } from './station.ts';

/** Notices a fixed scanner that says nothing of the label that is due there. */
export class LabelWatch {
  readonly #limitMs: number;
  #due: number | undefined;
  #since = 0;

  /** @param limitMs how long a container takes from its labelling to the scanner, at most */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /**
   * Takes a look at what is due; answers in words what is wrong, undefined when nothing is known to be.
   *
   * @param moves false while what comes behind the labeller stands
   * @param now milliseconds that never go back
   */
  sees(due: Labelled | undefined, moves: boolean, now: number): string | undefined {
    if (due?.container !== this.#due || !moves) this.#since = now;
    this.#due = due?.container;
    if (due === undefined || now - this.#since <= this.#limitMs) return undefined;
    this.#since = now;
    return `${due.epc} was labelled and has not come by for ${this.#limitMs} ms`;
  }
}

interface Needs {
  readonly limits: Pick<Limits, 'watchMs'>;
  readonly raise: (code: AlarmCode, detail: string) => void;
  readonly guarded: (step: () => void) => void;
}

/** Does what waits for labels to be read back; a scanner that says nothing of them meanwhile is told. */
export async function whileLabelsAreDue(
  { limits, raise, guarded }: Needs,
  packing: { overdue(moves: boolean): string | undefined },
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  const over = new AbortController();
  const ended = AbortSignal.any([signal, over.signal]);
  const watching = look();
  try {
    await work();
  } finally {
    over.abort();
    await watching;
  }

  async function look(): Promise<void> {
    while (!ended.aborted) {
      guarded(() => {
        const overdue = packing.overdue(true);
        if (overdue !== undefined) raise('scanner-silent', overdue);
      });
      await sleep(limits.watchMs, undefined, { signal: ended }).catch(() => undefined);
    }
  }
}
