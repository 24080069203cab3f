import { setTimeout as sleep } from 'node:timers/promises';
import type { Fate } from '../devices/device.ts';
import type { Alarms } from '../store/alarms.ts';
import { AlarmBook, type Log } from './alarm-book.ts';
import { type AlarmCode, Halt } from './alarm-table.ts';
import { type LineCommand, type LineState, nextState } from './packml.ts';
import { Pulse } from './pulse.ts';
import { Run, type RunNeeds } from './run.ts';
import { watch } from './watch.ts';

export interface LineNeeds extends Omit<RunNeeds, 'raise' | 'early' | 'ending'> {
  readonly alarms: Alarms;
  readonly log: Log;
}

/** How long a line that is asked to stop may take to let its packs out. */
const PATIENCE_MS = 5_000;
/** How long an aborted line waits at least. */
const PAUSE_MS = 500;
/** Fates kept while they cannot be taken. */
const EARLY_FATES = 1_024;

/**
 * One packaging line: runs one batch at a time, stops when something is wrong, goes on when a person has acknowledged.
 *
 * Nothing that matters is only in memory: every start, after a stop as after a crash, clears the zone and builds the flow
 * anew from the journal.
 */
export class Line {
  readonly alarms: AlarmBook;
  readonly #needs: RunNeeds;
  readonly #log: Log;
  readonly #ending = new AbortController();
  readonly #changed = new Pulse();
  #state: LineState = 'Stopped';
  #stopping = false;
  #attempt: AbortController | undefined;
  #run: Run | undefined;

  constructor(needs: LineNeeds) {
    this.#log = needs.log;
    this.alarms = new AlarmBook(needs.alarms, needs.line, () => new Date(needs.now()).toISOString(), needs.log);
    const raise = (code: AlarmCode, detail: string) => this.#raise(code, detail);
    this.#needs = { ...needs, early: new Map(), raise, ending: this.#ending.signal };
    const { reader, plc } = needs.machine;
    reader.onRead((read) => this.#guarded(() => this.#run?.flow.read(read)));
    plc.onFate((fate) => this.#guarded(() => this.#fate(fate)));
    plc.onUnknownFates((range) => this.#guarded(() => this.#run?.flow.unknownFates(range)));
  }

  get name(): string {
    return this.#needs.line;
  }

  get state(): LineState {
    return this.#state;
  }

  /** The batch that runs, or the last that ran. */
  get run(): Run | undefined {
    return this.#run;
  }

  /** Runs batches until stopped. */
  async work(): Promise<void> {
    this.#command('reset');
    while (!this.#stopping) {
      try {
        await this.#next();
      } catch (error) {
        this.#fail(error);
        await this.#abort();
      }
    }
    this.#command('stop');
    this.#command('done');
  }

  /** There may be a new batch. */
  wake(): void {
    this.#changed.fire();
  }

  /** A person has dealt with the alarms: the line may go on. */
  acknowledge(who: string): void {
    const accepted = this.alarms.open().some(({ code }) => code === 'counts-disagree');
    if (accepted && this.#run !== undefined) this.#needs.batches.forgetCount(this.#run.batch.batch);
    this.alarms.acknowledge(who);
    this.#changed.fire();
  }

  /** Feeds no more and lets the packs in the zone out; `work` returns soon after. */
  stop(): void {
    this.#stopping = true;
    this.#changed.fire();
    this.#run?.flow.changed.fire();
    // Only a running line has packs to let out; everything else can be broken off as by a crash.
    if (this.#state !== 'Execute') this.#end();
    else setTimeout(() => this.#end(), PATIENCE_MS).unref();
  }

  /** Runs the next batch to its end, or waits for one. Throws what the agent itself cannot deal with. */
  async #next(): Promise<void> {
    const { batches, line, ending } = this.#needs;
    const batch = batches.next(line);
    if (batch === undefined) {
      await this.#changed.wait(ending);
      return;
    }
    this.#command('start');
    while (!this.#stopping) {
      const run = new Run(this.#needs, batches.get(batch.batch));
      this.#run = run;
      // An alarm from before a restart still waits for somebody.
      if (!this.alarms.stopsLine()) {
        const halt = await this.#try(run);
        if (halt === undefined) return;
        if (halt.code === 'fault') throw halt;
      }
      await this.#hold(run);
    }
  }

  /** Runs a batch as far as it goes. Answers what stopped it; undefined when it is closed or the agent ends. */
  async #try(run: Run): Promise<Halt | undefined> {
    const attempt = new AbortController();
    const signal = AbortSignal.any([attempt.signal, this.#ending.signal]);
    this.#attempt = attempt;
    try {
      await this.#produce(run, signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    } finally {
      this.#attempt = undefined;
      attempt.abort();
    }
    return attempt.signal.reason instanceof Halt ? attempt.signal.reason : undefined;
  }

  async #produce(run: Run, signal: AbortSignal): Promise<void> {
    const { machine, limits } = this.#needs;
    await run.start(signal);
    this.#command('done');
    watch(machine, run.flow, limits, signal).catch((error: unknown) => signal.aborted || this.#fail(error));
    await run.produce(signal, () => !this.#stopping);
    if (this.#stopping) {
      await run.clear(signal);
      return;
    }
    await run.compareCounts(signal);
    this.#command('complete');
    run.close();
    this.#command('done');
    this.#command('reset');
  }

  /** Brings the line to a stand and waits for a person. */
  async #hold(run: Run): Promise<void> {
    const { outbox, line, now, posted } = this.#needs;
    this.#command('hold');
    await run.clear(this.#ending.signal);
    // Whoever comes to look may want to look packs up.
    outbox.seal(line, now());
    posted();
    this.#command('done');
    await this.#changed.until(() => this.#stopping || !this.alarms.stopsLine(), this.#ending.signal);
    if (!this.#stopping) this.#command('unhold');
  }

  /** Something is wrong with the agent: nothing is recorded, so nothing is told to the gate, which rejects. */
  async #abort(): Promise<void> {
    if (this.#stopping) return;
    this.#command('abort');
    await this.#changed
      .until(() => this.#stopping || !this.alarms.stopsLine(), this.#ending.signal)
      .catch(() => undefined);
    // Should the alarm itself be unreadable, the line tries again by and by instead of spinning.
    await sleep(PAUSE_MS, undefined, { signal: this.#ending.signal }).catch(() => undefined);
    this.#command('clear');
    this.#command('reset');
  }

  #end(): void {
    this.#ending.abort(new Error('the line is stopping'));
  }

  /** A gate tells a fate once. One that cannot be taken now is kept for the next time the zone is cleared. */
  #fate(fate: Fate): void {
    const { early } = this.#needs;
    keep(early, fate);
    if (this.#run === undefined) return;
    this.#run.flow.fate(fate);
    early.delete(fate.sequence);
  }

  #guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (error instanceof Halt) this.#raise(error.code, error.message);
    else if (!this.#ending.signal.aborted) this.#raise('fault', error instanceof Error ? error.message : String(error));
  }

  #raise(code: AlarmCode, detail: string): void {
    if (!this.alarms.raise(code, detail)) return;
    this.#run?.flow.clear();
    this.#attempt?.abort(new Halt(code, detail));
  }

  #command(command: LineCommand): void {
    const state = nextState(this.#state, command);
    if (state === undefined) throw new Error(`a line that is ${this.#state} cannot ${command}`);
    this.#state = state;
    this.#log('line-state', { line: this.name, state });
  }
}

function keep(early: Map<number, Fate>, fate: Fate): void {
  early.set(fate.sequence, fate);
  const [oldest] = early.keys();
  if (early.size > EARLY_FATES && oldest !== undefined) early.delete(oldest);
}
