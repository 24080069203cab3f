import { setTimeout as sleep } from 'node:timers/promises';
import { Halt } from './alarm-table.ts';
import type { Feeding, Run } from './run.ts';
import { type Watched, watch } from './watch.ts';

export interface ProductionNeeds extends Pick<Watched, 'machine' | 'limits' | 'waitsFor' | 'diskFull'> {
  readonly feeding: () => Feeding;
  readonly fail: (error: unknown) => void;
}

/** How long packs on their way may take to get out of the zone. */
const PATIENCE_MS = 5_000;

/** A run that feeds cartons and is looked after meanwhile, until there is no more to feed or somebody ends it. */
export class Production {
  readonly run: Run;
  /** Resolves when nothing is fed any more and nothing is on its way, or when it was ended before. */
  readonly over: Promise<void>;
  readonly #attempt = new AbortController();
  #finished = false;

  constructor(run: Run, { feeding, fail, ...watched }: ProductionNeeds) {
    this.run = run;
    const { signal } = this.#attempt;
    const failed = (error: unknown) => {
      if (!signal.aborted) fail(error);
    };
    watch({ ...watched, flow: run.flow, bin: run.bin, packing: run.packing }, signal).catch(failed);
    this.over = run.produce(signal, feeding).then(() => {
      this.#finished = true;
    }, failed);
  }

  /** True when everything was fed and has its fate. */
  get finished(): boolean {
    return this.#finished;
  }

  /** Breaks off at once: something is wrong with what it does. */
  halt(code: Halt['code'], detail: string): void {
    this.#attempt.abort(new Halt(code, detail));
  }

  /** Ends: lets the packs in the zone out as far as patience goes, and no device is waited for afterwards. */
  async end(gently: boolean, signal: AbortSignal): Promise<void> {
    if (gently) await Promise.race([this.over, sleep(PATIENCE_MS, undefined, { signal }).catch(() => undefined)]);
    this.#attempt.abort(new Error('this production was ended'));
    await this.over;
    this.run.packing.catchUp();
  }
}
