import { setTimeout as sleep } from 'node:timers/promises';
import type { Fate } from '../devices/device.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Acts } from '../store/acts.ts';
import type { Batch, Batches } from '../store/batches.ts';
import type { Containers } from '../store/containers.ts';
import { type Database, transaction } from '../store/database.ts';
import type { Fates } from '../store/fates.ts';
import type { Journal } from '../store/journal.ts';
import type { Stock } from '../store/stock.ts';
import { type AlarmCode, Halt } from './alarm-table.ts';
import { type Awaited, clearanceOf, isReady, unapproved } from './awaited.ts';
import { binDiffers } from './bin-sum.ts';
import { BinWatch } from './bin-watch.ts';
import { clearZone } from './clear-zone.ts';
import type { Place } from './container-events.ts';
import type { Door } from './door.ts';
import type { Limits } from './limits.ts';
import { lookOver, type Machine, notUp, orHalt } from './machine.ts';
import { Packing } from './packing/packing.ts';
import { mustHaveStations, setUpPacker } from './packing/stations.ts';
import { postReport } from './post-report.ts';
import { proveEmpty } from './prove-empty.ts';
import { countsDisagree, lotReport } from './report.ts';
import { type Shortage, shortageOf } from './shortage.ts';
import { UnitFlow } from './unit-flow.ts';
import { causeOf, toldWhenLate, untilCleared } from './until-cleared.ts';

export interface RunNeeds {
  readonly door: Door;
  readonly line: string;
  readonly place: Place;
  readonly machine: Machine;
  readonly limits: Limits;
  readonly db: Database;
  readonly batches: Batches;
  readonly journal: Journal;
  readonly containers: Containers;
  readonly fates: Fates;
  readonly acts: Acts;
  readonly stock: Stock;
  readonly outbox: Outbox;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Why nothing more may be recorded; undefined while there is room. */
  readonly diskFull?: (() => string | undefined) | undefined;
  /** Told when the outbox has grown. */
  readonly posted: () => void;
  readonly raise: (code: AlarmCode, detail: string) => void;
  /** Does what was waited for meanwhile; what goes wrong in it becomes an alarm. */
  readonly guarded: (step: () => void) => void;
  /** Who could sign. */
  readonly people: { none(): boolean };
  /** Open alarms of a batch that somebody has to explain before it is closed, in words. */
  readonly unexplained: (batch: number) => readonly string[];
  /** Fates that could not be taken when they came, by trigger. */
  readonly early: Map<number, Fate>;
  /** Aborts when the agent ends. */
  readonly ending: AbortSignal;
}

/** How long to wait before looking again at a device that is not there. */
const PAUSE_MS = 100;

/** What a run is to do with the next carton: let it in, wait with it, or let no more in. */
export type Feeding = 'feed' | 'wait' | 'end';

/** One go at a batch: from a cleared zone to the batch's end or to whatever stops it. */
export class Run {
  readonly flow: UnitFlow;
  readonly packing: Packing;
  readonly #needs: RunNeeds;
  #batch: Batch;
  #bin: BinWatch;

  constructor(needs: RunNeeds, batch: Batch) {
    const { machine, ending: signal } = needs;
    this.#needs = needs;
    this.#batch = batch;
    this.#bin = this.#watchBin();
    const packed = (packs: number) => {
      this.flow.tally.packed += packs;
    };
    this.packing = new Packing({ ...needs, packed }, () => this.#batch);
    this.flow = new UnitFlow({ ...needs, ...machine, packing: this.packing, at: () => this.#at(), signal }, batch);
  }

  get batch(): Batch {
    return this.#batch;
  }

  /** What the bin holds against what the gate rejected. */
  get bin(): BinWatch {
    return this.#bin;
  }

  /**
   * Clears the zone, proves the line empty for a batch that has not begun, has the devices take their jobs and makes the batch a running
   * one. Waits for devices that are not there, and raises an alarm when they do not come. Throws `Halt`.
   */
  start(signal: AbortSignal): Promise<void> {
    return toldWhenLate(this.#needs, () => this.#start(signal), signal);
  }

  async #start(signal: AbortSignal): Promise<void> {
    const { batches, machine } = this.#needs;
    if (this.#batch.state === 'assigned') this.#batch = batches.move(this.#batch, 'clearance', this.#at());
    await this.#devicesUp(signal);
    const trigger = await this.#clear(signal);
    mustHaveStations(machine, this.#batch.recipe);
    // A coder that has lost its power has lost its job, and is well once it has it again.
    await this.#takeJobs(signal).catch(async (error) => {
      throw await causeOf(machine, error, signal);
    });
    // A label sent to a printer that cannot print it is a serial lost.
    await lookOver(machine, signal);
    if (this.#batch.state === 'clearance') await this.#prove('before', signal);
    this.#mustHaveNumbers();
    await setUpPacker(machine, this.#batch.recipe, signal);
    this.#resume();
    this.#bin = this.#watchBin();
    this.flow.feedFrom(trigger);
  }

  /** Clears the zone, however often it takes, or for as long as patience lasts. */
  clear(signal: AbortSignal, patienceMs?: number): Promise<void> {
    this.flow.clear();
    return untilCleared(this.#needs, (ended) => this.#clear(ended), signal, patienceMs);
  }

  /** Prints what is left to print, as far as `feeding` lets it, and sees every unit to its fate. Throws `Halt`. */
  async produce(signal: AbortSignal, feeding: () => Feeding): Promise<void> {
    const { flow } = this;
    const { quantity } = this.#batch.order;
    while (flow.tally.printed < quantity && this.#batch.state !== 'closing') {
      const wanted = feeding();
      if (wanted === 'end') break;
      if (wanted === 'feed' && flow.hasRoom()) await this.#feed(signal);
      else await flow.changed.wait(signal);
    }
    await flow.changed.until(() => flow.inFlight === 0, signal);
  }

  async #feed(signal: AbortSignal): Promise<void> {
    try {
      await this.flow.feed(signal);
    } catch (error) {
      // A gate that takes no release because of an emergency stop is not lost.
      throw await causeOf(this.#needs.machine, error, signal);
    }
  }

  /** Holds the journal against what gate and bin themselves have counted. Throws `Halt` when they differ. */
  async compareCounts(signal: AbortSignal): Promise<void> {
    const { db, machine, batches, journal, limits } = this.#needs;
    const look = () => orHalt('the gate', machine.plc.status(signal));
    let counters = await look();
    let amiss = this.#bin.sees(counters);
    if (amiss === undefined && !this.#bin.agrees(counters)) {
      await sleep(limits.watchMs, undefined, { signal });
      counters = await look();
      amiss = this.#bin.sees(counters);
    }
    if (amiss !== undefined) throw new Halt('bin-disagrees', amiss);
    const batch = batches.get(this.#batch.batch);
    const apart = countsDisagree(batch, journal, counters);
    if (apart !== undefined) throw new Halt('counts-disagree', apart);
    const differs = binDiffers(db, batch);
    if (differs !== undefined) throw new Halt('bin-disagrees', differs);
  }

  /** Numbers that the rest of the batch takes and that are not here; undefined when they all are. */
  shortage(): Shortage | undefined {
    return shortageOf(this.#needs, this.#batch);
  }

  /** The batch stands; what makes it go on is told in `why`. */
  pause(why: string): void {
    if (this.#batch.state === 'running') this.#batch = this.#needs.batches.move(this.#batch, 'paused', this.#at(), why);
  }

  /** The batch goes on. */
  resume(): void {
    this.#resume();
  }

  /** Ends the batch with what is printed so far: from here on no label is sent. */
  cutShort(who: string): void {
    const { batches } = this.#needs;
    this.#batch = batches.move(this.#batch, 'closing', this.#at(), 'ended before its quantity', who);
    this.flow.changed.fire();
  }

  /** Proves the line empty and closes what may be closed without people. Waits for devices that are not there. Throws `Halt`. */
  async windUp(signal: AbortSignal): Promise<void> {
    const { batches } = this.#needs;
    if (this.#batch.state === 'running') this.#batch = batches.move(this.#batch, 'closing', this.#at());
    await this.clear(signal);
    this.closeRest();
  }

  /** People have changed what became of packs of a batch, or what they are in. Only its own batch is counted anew: that takes a while. */
  recount(batch = this.#batch.batch): void {
    if (batch === this.#batch.batch) this.flow.recount();
    this.packing.changed();
  }

  /** Closes the containers that may be closed. */
  closeRest(): void {
    this.packing.closeRest();
  }

  /** What the batch waits for from people now. */
  awaited(): Awaited {
    const closing = this.#batch.state === 'closing';
    const partials = closing ? unapproved(this.#needs, this.#batch) : [];
    const other = closing
      ? [
          ...this.packing.waits(),
          ...this.#needs.unexplained(this.#batch.batch),
          ...this.#needs.door.waits(this.#batch.batch),
        ]
      : [];
    // Who signs that the line is empty does so when all that was open is closed.
    const early = closing ? partials.length + other.length > 0 : this.#batch.startedAt !== undefined;
    const clearance = early ? undefined : clearanceOf(this.#needs, this.#batch, closing ? 'after' : 'before');
    return { clearance, partials, else: other };
  }

  /**
   * Proves the line empty, and reports: the report, the fates behind it and the batch's state are one transaction. Answers false, and reports
   * nothing, when people have changed something meanwhile that has to be put right first. Throws `Halt`.
   */
  async close(signal: AbortSignal): Promise<boolean> {
    const { db, door, posted } = this.#needs;
    this.closeRest();
    await this.#prove('after', signal);
    // While the devices were asked, somebody may have relabelled a pack or opened a case: the report would miss what becomes of it.
    this.closeRest();
    if (!isReady(this.awaited())) return false;
    const isClosed = transaction(db, () => {
      const report = lotReport(this.#batch, this.#needs, this.#at());
      if (!door.letsClose(this.#batch, report, report.closedAt)) return false;
      this.#batch = postReport(this.#needs, this.#batch, report);
      return true;
    });
    if (isClosed) posted();
    return isClosed;
  }

  /** The bin as it is held against the gate from now on. */
  #watchBin(): BinWatch {
    const { batches } = this.#needs;
    const { batch, unbinned = 0 } = batches.get(this.#batch.batch);
    return new BinWatch(unbinned, (counter) => batches.noteBin(batch, counter));
  }

  #at(): string {
    return new Date(this.#needs.now()).toISOString();
  }

  #resume(): void {
    const { state } = this.#batch;
    if (state !== 'clearance' && state !== 'paused') return;
    this.#batch = this.#needs.batches.move(this.#batch, 'running', this.#at());
  }

  #mustHaveNumbers(): void {
    const short = this.shortage();
    if (short !== undefined) throw new Halt('serials-out', short.words);
  }

  /** A printer's and a camera's own jobs, where the recipe names them. */
  async #takeJobs(signal: AbortSignal): Promise<void> {
    const { printer, reader } = this.#needs.machine;
    const { printer: job, camera } = this.#batch.recipe;
    if (job !== undefined) await orHalt('the printer', printer.select({ name: job.job, fields: job.fields }, signal));
    if (camera.job !== undefined) await orHalt('the camera', reader.select(camera.job, signal));
  }

  #prove(phase: 'before' | 'after', signal: AbortSignal): Promise<void> {
    return proveEmpty({ ...this.#needs, batch: this.#batch.batch, at: this.#at() }, phase, signal);
  }

  #clear(signal: AbortSignal): Promise<number> {
    return clearZone({ ...this.#needs, flow: this.flow, batch: this.#batch.batch }, signal);
  }

  async #devicesUp(signal: AbortSignal): Promise<void> {
    while (notUp(this.#needs.machine).length > 0) await sleep(PAUSE_MS, undefined, { signal });
  }
}
