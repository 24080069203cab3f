import { type Counters, countIn, defectiveOf, noCounters } from '#shared/line/counters.ts';
import { type Oee, oeeOf } from '#shared/line/oee.ts';
import type { Batch } from '../store/batches.ts';
import type { CountedUnits, CounterStore, KeptCounters } from '../store/line-counters.ts';
import type { Log } from './alarm-book.ts';
import type { Line } from './line.ts';

export interface CounterNeeds {
  readonly line: Pick<Line, 'name' | 'state' | 'control' | 'onState'> & {
    readonly run: Pick<NonNullable<Line['run']>, 'batch'> | undefined;
  };
  readonly counters: CounterStore;
  /** Units a minute that the line is made for. */
  readonly designSpeed?: number | undefined;
  /** Milliseconds on a clock that is never set back. */
  readonly clock: () => number;
  readonly log: Log;
}

/** How often counters are looked after, and how often they are written down at least. */
const LOOK_MS = 1_000;
const KEEP_MS = 10_000;

/**
 * The counters of one line. Units are counted from the audit trail, where every one of them stands before anything else is told of it, so that
 * no power cut loses or doubles a count. Times are in memory and written down at every change of state and every ten seconds: a power cut
 * loses what passed since.
 */
export class LineCounters {
  readonly #needs: CounterNeeds;
  readonly #timer: NodeJS.Timeout;
  #kept: KeptCounters;
  #passedTo: number;
  #writtenAt: number;
  #toWrite = false;
  #ended: number | undefined;
  #stopped = false;

  constructor(needs: CounterNeeds) {
    const { line, counters, clock } = needs;
    this.#needs = needs;
    this.#kept = counters.of(line.name) ?? { counters: noCounters, entry: 0, batch: undefined };
    this.#passedTo = clock();
    this.#writtenAt = clock();
    this.#take({ kind: 'state', state: line.state });
    line.onState((state) => {
      this.#pass();
      this.#take({ kind: 'state', state });
      this.#writeSoon();
    });
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref();
  }

  /** How it stands now. */
  now(): Counters & { readonly oee: Oee } {
    this.#count();
    const { counters } = this.#kept;
    return { ...counters, oee: effectiveness(counters, this.#needs.designSpeed) };
  }

  /** Begins anew what is counted since the last reset. */
  reset(who: string): void {
    this.#needs.log('counters-reset', { line: this.#needs.line.name, who });
    this.#count();
    this.#take({ kind: 'reset' });
    this.#write();
  }

  /** Writes down what there is, and looks no more. */
  stop(): void {
    clearInterval(this.#timer);
    this.#look();
    this.#write();
    this.#stopped = true;
  }

  #look(): void {
    try {
      this.#count();
    } catch (error) {
      this.#failed(error);
    }
    if (this.#needs.clock() - this.#writtenAt >= KEEP_MS) this.#write();
  }

  #count(): void {
    const { line, counters } = this.#needs;
    this.#pass();
    this.#take({ kind: 'mode', mode: line.control.mode });
    const { entry, counted } = counters.since(line.name, this.#kept.entry);
    const { batch } = line.run ?? {};
    const isOfBatch = (units: CountedUnits) => units.batch === batch?.batch;
    this.#takeUnits(counted.filter((units) => !isOfBatch(units)));
    if (batch !== undefined) this.#begin(batch);
    this.#takeUnits(counted.filter(isOfBatch));
    this.#kept = { ...this.#kept, entry };
    if (batch !== undefined) this.#end(batch);
  }

  /** Every batch begins at nothing. */
  #begin({ batch, startedAt }: Batch): void {
    if (startedAt === undefined) return;
    if (batch !== this.#kept.batch) {
      this.#take({ kind: 'reset' });
      this.#kept = { ...this.#kept, batch };
    }
    this.#take({ kind: 'planned', planned: true });
  }

  /** How a batch ended is kept with it. */
  #end(batch: Batch): void {
    if (batch.state !== 'closed' && batch.state !== 'reported') return;
    this.#take({ kind: 'planned', planned: false });
    if (this.#ended === batch.batch) return;
    if (batch.batch === this.#kept.batch) this.#needs.counters.keepBatch(batch.batch, this.#kept.counters);
    this.#ended = batch.batch;
  }

  #takeUnits(counted: readonly CountedUnits[]): void {
    for (const { done, units, defect } of counted) this.#take({ kind: done, units, defect });
  }

  #pass(): void {
    const now = this.#needs.clock();
    this.#take({ kind: 'time', passed: now - this.#passedTo });
    this.#passedTo = now;
  }

  #take(input: Parameters<typeof countIn>[1]): void {
    this.#kept = { ...this.#kept, counters: countIn(this.#kept.counters, input) };
  }

  /** States may follow each other at once: together they are one write. */
  #writeSoon(): void {
    if (this.#toWrite) return;
    this.#toWrite = true;
    setImmediate(() => {
      this.#toWrite = false;
      if (this.#stopped) return;
      this.#look();
      this.#write();
    });
  }

  /** Counters are no reason for a line to stand: what cannot be written now is written later. */
  #write(): void {
    this.#writtenAt = this.#needs.clock();
    try {
      this.#needs.counters.keep(this.#needs.line.name, this.#kept);
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    this.#needs.log('counters-failed', { line: this.#needs.line.name, error: String(error) });
  }
}

/** Effectiveness since the last reset. */
export const effectiveness = (counters: Counters, designSpeed: number | undefined): Oee =>
  oeeOf({ ...counters, processed: counters.processed.count, defective: defectiveOf(counters).count, designSpeed });
