import { setTimeout as sleep } from 'node:timers/promises';
import type { PackMlState } from '#shared/line/packml.ts';
import type { Refusal } from '#shared/refusal.ts';
import type { Fate } from '../devices/device.ts';
import type { Signature } from '../store/acts.ts';
import type { Alarms } from '../store/alarms.ts';
import type { Control, Controls, LineMode } from '../store/controls.ts';
import { OutOfNumbers } from '../store/stock.ts';
import { AlarmBook, type Log } from './alarm-book.ts';
import { type AlarmCode, Halt } from './alarm-table.ts';
import { acknowledgeAlarms, explainAlarms, unexplained } from './answer-alarms.ts';
import { type Awaited, clearanceOf, untilStart } from './awaited.ts';
import { byHand, modeRefused, type PersonsCommand } from './by-hand.ts';
import { keepEarly } from './early-fates.ts';
import { hearStations } from './packing/hear-stations.ts';
import { type Floor, phases } from './phases.ts';
import { Production } from './production.ts';
import { Pulse } from './pulse.ts';
import type { Feeding, Run, RunNeeds } from './run.ts';
import { type StateListener, UnitState } from './unit-state.ts';

export interface LineNeeds extends Omit<RunNeeds, 'raise' | 'unexplained' | 'guarded' | 'early' | 'ending'> {
  readonly alarms: Alarms;
  readonly controls: Controls;
  readonly log: Log;
  /** Told when a batch will want more numbers than are here. */
  readonly short?: (() => void) | undefined;
}

/** How long a line that is asked to stop may take to let its packs out. */
const PATIENCE_MS = 5_000;
/** How long a line waits at least before it tries again what could not be recorded. */
const PAUSE_MS = 500;

/**
 * One packaging line as a PackML unit: runs one batch at a time, stops when something is wrong, goes on when a person has acknowledged,
 * and does what people command.
 *
 * Nothing that matters is only in memory: every start, after a stop as after a crash, clears the zone and builds the flow
 * anew from the journal.
 */
export class Line {
  readonly alarms: AlarmBook;
  readonly #needs: RunNeeds;
  readonly #controls: Controls;
  readonly #short: () => void;
  readonly #ending = new AbortController();
  readonly #changed = new Pulse();
  readonly #unit = new UnitState();
  #control: Control;
  #agentEnds = false;
  #run: Run | undefined;
  #production: Production | undefined;

  constructor(needs: LineNeeds) {
    const { alarms, controls, line, log, now, short = () => undefined } = needs;
    this.#controls = controls;
    this.#control = controls.of(line);
    this.#short = short;
    const at = () => new Date(now()).toISOString();
    const batch = () => this.#run?.batch.batch;
    this.alarms = new AlarmBook(alarms, line, at, log, batch);
    const raise = (code: AlarmCode, detail: string) => this.#raise(code, detail);
    const toExplain = (of: number) => unexplained(needs, this.alarms, of);
    const guarded = (step: () => void) => {
      this.#guarded(step);
      this.#changed.fire();
    };
    const { signal: ending } = this.#ending;
    this.#needs = { ...needs, early: new Map(), raise, guarded, unexplained: toExplain, ending };
    this.#unit.onChange((state) => {
      log('line-state', { line, state });
      this.#wakeAll();
    });
    const { reader, plc } = needs.machine;
    hearStations(needs.machine, () => this.#run?.packing, guarded);
    reader.onRead((read) => this.#guarded(() => this.#run?.flow.read(read)));
    plc.onFate((fate) => this.#guarded(() => this.#fate(fate)));
    plc.onUnknownFates((range) => this.#guarded(() => this.#run?.flow.unknownFates(range)));
  }

  get name(): string {
    return this.#needs.line;
  }

  get state(): PackMlState {
    return this.#unit.state;
  }

  /** What people have last told it: its mode, and where it stands by hand. */
  get control(): Control {
    return this.#control;
  }

  /** The batch that runs, or the last that ran. */
  get run(): Run | undefined {
    return this.#run;
  }

  /** Told of every change of state, after it. */
  onState(listener: StateListener): void {
    this.#unit.onChange(listener);
  }

  /** What the batch at hand waits for from people; undefined without one. */
  awaited(): Awaited | undefined {
    const { batches, line } = this.#needs;
    const batch = batches.next(line);
    if (batch === undefined) return undefined;
    const own = this.#run?.batch.batch === batch.batch && this.#run.batch.edition === batch.edition;
    if (own && this.#run !== undefined) return untilStart(this.#run.awaited(), batch, this.state);
    const clearance = batch.startedAt === undefined ? clearanceOf(this.#needs, batch, 'before') : undefined;
    return untilStart({ clearance, partials: [], else: [] }, batch, this.state);
  }

  /** Runs batches until stopped. */
  async work(): Promise<void> {
    while (!this.#isOver()) {
      const { state, left } = this.#unit;
      try {
        await phases[state](this.#floor(left));
      } catch (error) {
        if (left.aborted || this.#ending.signal.aborted) continue;
        this.#fail(error);
        // What cannot be recorded now is tried again by and by instead of spinning.
        if (this.#unit.left === left) await sleep(PAUSE_MS);
      }
    }
    await this.#production?.end(false, this.#ending.signal);
    if (this.state === 'Stopping') this.#unit.step('done');
  }

  /** There may be a new batch, or something that was waited for. */
  wake(): void {
    this.#changed.fire();
  }

  /** People have changed what became of packs of a batch, or what they are in. */
  changed(batch?: number): void {
    this.#guarded(() => this.#run?.recount(batch));
    this.#changed.fire();
  }

  /** A person has dealt with the alarms: the line may go on. Refused while one has to be explained, and while one is open that is not among those `seen`. */
  acknowledge(who: string, seen?: readonly number[]): Refusal | undefined {
    return this.#told(acknowledgeAlarms(this.#needs, this.alarms, who, seen));
  }

  /** A person has signed how alarms came about, its reason being the explanation. Refused when one of them is none to be explained. */
  explain(alarms: readonly number[], signature: Signature): Refusal | undefined {
    return this.#told(explainAlarms(this.#needs, this.alarms, alarms, signature));
  }

  /** Does what a person commands; refused, with what to do first, when it cannot be done now. Resolves long before it is done. */
  command(command: PersonsCommand, who: string): Refusal | undefined {
    return byHand(command, {
      unit: this.#unit,
      control: this.#control,
      needs: this.#needs,
      run: this.#run,
      stopping: this.alarms.open().filter(({ stops }) => stops),
      awaited: () => this.awaited(),
      keep: (stands) => this.#keep({ stands, who }),
      halt: () => this.#halt('fault', `aborted by ${who}`),
      who,
    });
  }

  /** Gives the line another mode; one that does not produce starts no batch. Refused while anything moves. */
  setMode(mode: LineMode, who: string): Refusal | undefined {
    const refusal = modeRefused(this.state);
    if (refusal !== undefined) return refusal;
    // After maintenance somebody starts the line who has seen that it is fit to run.
    if (mode !== this.#control.mode) this.#keep({ mode, stands: 'Stopped', who });
    this.#changed.fire();
    return undefined;
  }

  /** The agent ends: feeds no more and lets the packs in the zone out; `work` returns soon after. */
  stop(): void {
    this.#agentEnds = true;
    const end = () => this.#ending.abort(new Error('the line is stopping'));
    const feeds = this.#production !== undefined && !this.#production.finished;
    this.#unit.take('stop');
    this.#wakeAll();
    // Only a line that feeds has packs to let out; everything else can be broken off as by a crash.
    if (feeds) setTimeout(end, PATIENCE_MS).unref();
    else end();
  }

  #floor(left: AbortSignal): Floor {
    return {
      needs: this.#needs,
      unit: this.#unit,
      alarms: this.alarms,
      changed: this.#changed,
      signal: AbortSignal.any([left, this.#ending.signal]),
      control: () => this.#control,
      agentEnds: () => this.#agentEnds,
      run: () => this.#run,
      take: (run) => {
        this.#run = run;
      },
      production: () => this.#production,
      produce: (run) => this.#produce(run),
      endProduction: async (gently) => {
        await this.#production?.end(gently, this.#ending.signal);
        this.#production = undefined;
      },
      checkNumbers: (run) => this.#checkNumbers(run),
    };
  }

  #produce(run: Run): void {
    const { machine, limits, diskFull } = this.#needs;
    this.#production = new Production(run, {
      machine,
      limits,
      diskFull,
      feeding: () => this.#feeding(),
      fail: (error) => this.#fail(error),
      waitsFor: (cause) => {
        if (cause !== undefined && this.state === 'Execute') this.#unit.step('suspend');
        if (cause === undefined && this.state === 'Suspended') this.#unit.step('unsuspend');
        this.#guarded(() => this.#checkNumbers(run));
      },
    });
  }

  #feeding(): Feeding {
    if (this.state === 'Execute') return 'feed';
    return /suspend/i.test(this.state) ? 'wait' : 'end';
  }

  #checkNumbers(run: Run): void {
    const short = run.shortage();
    if (short === undefined) return;
    this.#short();
    if (short.low) this.#raise('serials-low', short.words);
  }

  #told(refusal: Refusal | undefined): Refusal | undefined {
    this.#changed.fire();
    return refusal;
  }

  #isOver(): boolean {
    return this.#agentEnds && (this.state === 'Stopped' || this.state === 'Aborted' || this.#ending.signal.aborted);
  }

  #keep(changed: Partial<Control> & Pick<Control, 'who'>): void {
    this.#control = { ...this.#control, ...changed };
    this.#controls.set(this.name, this.#control, new Date(this.#needs.now()).toISOString());
  }

  /** A gate tells a fate once. One that cannot be taken now is kept for the next time the zone is cleared. */
  #fate(fate: Fate): void {
    const { early } = this.#needs;
    keepEarly(early, fate);
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
    else if (error instanceof OutOfNumbers) this.#raise('serials-out', error.message);
    else if (!this.#ending.signal.aborted) this.#raise('fault', error instanceof Error ? error.message : String(error));
  }

  #raise(code: AlarmCode, detail: string): void {
    if (!this.alarms.raise(code, detail)) return;
    this.#halt(code, detail);
    if (code === 'e-stop') {
      // Releasing the button must start nothing (ISO 13850 §4.1.4): a person clears, resets and starts.
      this.#guarded(() => this.#keep({ stands: 'Stopped', who: 'emergency stop' }));
    }
  }

  /** Nothing more is printed, and what is in the zone is rejected. */
  #halt(code: AlarmCode, detail: string): void {
    this.#run?.flow.clear();
    this.#production?.halt(code, detail);
    this.#unit.take(code === 'fault' || code === 'e-stop' ? 'abort' : 'hold');
    this.#wakeAll();
  }

  #wakeAll(): void {
    this.#changed.fire();
    this.#run?.flow.changed.fire();
  }
}
