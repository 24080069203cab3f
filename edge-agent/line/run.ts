import { setTimeout as sleep } from 'node:timers/promises';
import type { Fate } from '../devices/device.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Batch, Batches } from '../store/batches.ts';
import type { Containers } from '../store/containers.ts';
import { type Database, transaction } from '../store/database.ts';
import type { Fates } from '../store/fates.ts';
import type { Journal } from '../store/journal.ts';
import type { Stock } from '../store/stock.ts';
import { Packer } from './aggregate.ts';
import { type AlarmCode, Halt } from './alarm-table.ts';
import { clearZone } from './clear-zone.ts';
import type { Place } from './container-events.ts';
import { fateMessages } from './fates.ts';
import type { Limits } from './limits.ts';
import { lookOver, type Machine, notUp, orHalt } from './machine.ts';
import { countsDisagree, lotReport } from './report.ts';
import { UnitFlow } from './unit-flow.ts';

export interface RunNeeds {
  readonly line: string;
  readonly place: Place;
  readonly machine: Machine;
  readonly limits: Limits;
  readonly db: Database;
  readonly batches: Batches;
  readonly journal: Journal;
  readonly containers: Containers;
  readonly fates: Fates;
  readonly stock: Stock;
  readonly outbox: Outbox;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told when the outbox has grown. */
  readonly posted: () => void;
  readonly raise: (code: AlarmCode, detail: string) => void;
  /** Fates that could not be taken when they came, by trigger. */
  readonly early: Map<number, Fate>;
  /** Aborts when the agent ends. */
  readonly ending: AbortSignal;
}

/** How long to wait before looking again at a device that is not there. */
const PAUSE_MS = 100;

/** One go at a batch: from a cleared zone to the batch's end or to whatever stops it. */
export class Run {
  readonly flow: UnitFlow;
  readonly #needs: RunNeeds;
  readonly #packer: Packer;
  #batch: Batch;

  constructor(needs: RunNeeds, batch: Batch) {
    const { machine, ending: signal, now } = needs;
    this.#needs = needs;
    this.#batch = batch;
    this.#packer = new Packer(needs, batch);
    const at = () => new Date(now()).toISOString();
    this.flow = new UnitFlow({ ...needs, ...machine, packer: this.#packer, at, signal }, batch);
  }

  get batch(): Batch {
    return this.#batch;
  }

  /** Clears the zone and makes the batch a running one. Waits for devices that are not there. Throws `Halt`. */
  async start(signal: AbortSignal): Promise<void> {
    await this.#devicesUp(signal);
    const trigger = await this.#clear(signal);
    // A label sent to a printer that cannot print it is a serial lost.
    await lookOver(this.#needs.machine, signal);
    if (this.#batch.state === 'assigned') this.#batch = this.#needs.batches.move(this.#batch, 'running', this.#at());
    this.flow.feedFrom(trigger);
  }

  /** Clears the zone, however often it takes: a purge and a cancel may be repeated without harm. */
  async clear(signal: AbortSignal): Promise<void> {
    this.flow.clear();
    for (;;) {
      await this.#devicesUp(signal);
      try {
        await this.#clear(signal);
        return;
      } catch (error) {
        if (!(error instanceof Halt)) throw error;
        await sleep(PAUSE_MS, undefined, { signal });
      }
    }
  }

  /** Prints what is left to print and sees every unit to its fate; prints no more once `goOn` is false. Throws `Halt`. */
  async produce(signal: AbortSignal, goOn: () => boolean): Promise<void> {
    const { flow } = this;
    const { quantity } = this.#batch.order;
    while (goOn() && flow.tally.printed < quantity) {
      if (flow.hasRoom()) await flow.feed(signal);
      else await flow.changed.wait(signal);
    }
    await flow.changed.until(() => flow.inFlight === 0, signal);
  }

  /** Holds the journal against what the gate itself has counted. Throws `Halt` when they differ. */
  async compareCounts(signal: AbortSignal): Promise<void> {
    const counters = await orHalt('the gate', this.#needs.machine.plc.status(signal));
    const apart = countsDisagree(this.#needs.batches.get(this.#batch.batch), this.#needs.journal, counters);
    if (apart !== undefined) throw new Halt('counts-disagree', apart);
  }

  /** Closes what is open and reports: the last containers, the report and the batch's state are one transaction. */
  close(): void {
    const { db, batches, outbox, line, now, posted } = this.#needs;
    if (this.#batch.state === 'running') this.#batch = batches.move(this.#batch, 'closing', this.#at());
    transaction(db, () => {
      this.flow.tally.packed += this.#packer.closeRest();
      const report = lotReport(this.#batch, this.#needs, this.#at());
      const { batch, order } = this.#batch;
      const told = fateMessages(report, this.#needs.fates.of(batch));
      for (const fates of told) outbox.append(line, batch, { kind: 'lot-fates', owner: order.owner, fates }, now());
      outbox.append(line, batch, { kind: 'lot-report', owner: order.owner, report }, now());
      this.#batch = batches.move(this.#batch, 'closed', report.closedAt);
    });
    posted();
  }

  #at(): string {
    return new Date(this.#needs.now()).toISOString();
  }

  #clear(signal: AbortSignal): Promise<number> {
    return clearZone({ ...this.#needs, flow: this.flow, batch: this.#batch.batch }, signal);
  }

  async #devicesUp(signal: AbortSignal): Promise<void> {
    while (notUp(this.#needs.machine).length > 0) await sleep(PAUSE_MS, undefined, { signal });
  }
}
