import { RejectTrend } from '#shared/line/reject-trend.ts';
import type { Fate, ItemLabel, Plc, Printer, Read, SequenceRange, Verdict } from '../devices/device.ts';
import type { Batch } from '../store/batches.ts';
import { type Database, transaction } from '../store/database.ts';
import { flushed, unflushed } from '../store/flush.ts';
import type { Journal, Tally, Unit } from '../store/journal.ts';
import type { Stock } from '../store/stock.ts';
import { type AlarmCode, Halt } from './alarm-table.ts';
import { itemLabel } from './label.ts';
import type { Limits } from './limits.ts';
import type { Packing } from './packing/packing.ts';
import { Pulse } from './pulse.ts';
import { type Mode, type Outcome, settle, settleUnconfirmed } from './settle.ts';
import { SlipWatch } from './slip-watch.ts';
import { keep, tellGate } from './tell-gate.ts';
import { type Judgement, judge } from './verify.ts';

export interface FlowNeeds {
  readonly db: Database;
  readonly journal: Journal;
  readonly stock: Stock;
  readonly packing: Pick<Packing, 'commitLate' | 'passed' | 'again'>;
  readonly printer: Printer;
  readonly plc: Plc;
  readonly limits: Limits;
  /** The time now, ISO 8601 in UTC. */
  readonly at: () => string;
  readonly raise: (code: AlarmCode, detail: string) => void;
  /** Ends with the agent, not with the batch: a verdict is worth delivering while the line is being stopped. */
  readonly signal: AbortSignal;
}

interface Flying {
  unit: Unit;
  /** What the camera said, once it has. */
  seen: string | undefined;
}

/**
 * The units of one batch on their way from printer to gate.
 *
 * The label printed n-th sits on the carton that comes n-th to the camera, so every unit knows from the start at which
 * trigger it is due. Every step is on disk before anything outside is told of it: the serial before its label, the verdict
 * before the gate. All of it can be dropped and made again from the journal at any moment.
 */
export class UnitFlow {
  readonly changed = new Pulse();
  #tally: Tally;
  readonly #needs: FlowNeeds;
  readonly #batch: Batch;
  readonly #inFlight = new Map<number, Flying>();
  readonly #slip: SlipWatch;
  readonly #trend: RejectTrend;
  #mode: Mode = 'clearing';
  #nextTrigger = 0;
  #rejectsInARow = 0;
  #heardAt = performance.now();

  constructor(needs: FlowNeeds, batch: Batch) {
    this.#needs = needs;
    this.#batch = batch;
    this.#tally = needs.journal.tally(batch.batch);
    this.#slip = new SlipWatch(needs.limits.slipped, needs.limits.inZone);
    this.#trend = new RejectTrend(needs.limits);
    for (const unit of needs.journal.pending(batch.batch)) {
      this.#inFlight.set(unit.sequence, { unit, seen: undefined });
    }
  }

  /** What became of the units so far. */
  get tally(): Tally {
    return this.#tally;
  }

  /** Counts anew what others have changed. */
  recount(): void {
    this.#tally = this.#needs.journal.tally(this.#batch.batch);
  }

  /** Units whose fate is not known. */
  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** Milliseconds since camera or gate last said anything, or something was sent their way. */
  get silence(): number {
    return performance.now() - this.#heardAt;
  }

  /** Nothing is expected for now: the machine waits for what comes before or after it. */
  wait(): void {
    this.#heardAt = performance.now();
  }

  /** From here on the gate's triggers count up from this one, and cartons are fed. */
  feedFrom(trigger: number): void {
    this.#mode = 'feeding';
    this.#nextTrigger = trigger;
    this.#heardAt = performance.now();
  }

  /** From here on nothing is fed and everything in the zone is rejected. */
  clear(): void {
    this.#mode = 'clearing';
  }

  /** True while another label may be printed. */
  hasRoom(): boolean {
    const { limits, printer } = this.#needs;
    const { lookAhead, inZone } = limits;
    if (this.#inFlight.size >= inZone) return false;
    let unread = 0;
    for (const { unit } of this.#inFlight.values()) if (unit.state === 'printing') unread++;
    // A label more than the printer holds would overwrite one that no carton bears yet.
    return unread < Math.min(lookAhead, printer.holds);
  }

  /** Prints one label and lets one carton in. Throws `Halt` when a device does not take it. */
  async feed(signal: AbortSignal): Promise<void> {
    const { printer, plc, db } = this.#needs;
    const unit = unflushed(db, () => this.#begin());
    await flushed(db);
    try {
      await printer.print(this.#label(unit), signal);
    } catch (error) {
      throw new Halt('device-lost', `the printer did not take a label: ${reasonOf(error)}`, { cause: error });
    }
    try {
      await plc.release(1, signal);
    } catch (error) {
      throw new Halt('device-lost', `the infeed did not take a release: ${reasonOf(error)}`, { cause: error });
    }
  }

  /** Takes a camera's read: the verdict is on disk before it leaves for the gate. */
  read(read: Read): void {
    this.#heardAt = performance.now();
    const flying = this.#inFlight.get(read.sequence);
    if (flying === undefined) this.#strayRead(read);
    else if (flying.unit.state === 'printing') this.#firstRead(flying, read);
    else this.#secondRead(flying, read);
  }

  #firstRead(flying: Flying, read: Read): void {
    const threshold = this.#batch.recipe.camera.gradeThreshold ?? this.#needs.limits.gradeThreshold;
    const judgement = judge(this.#label(flying.unit).elements, read, threshold);
    const [verdict, reason] = this.#verdictOn(judgement, flying.unit);
    const shown = judgement.good ? undefined : judgement.serial;
    const bears = shown === flying.unit.serial ? undefined : shown;
    const { db, journal, at } = this.#needs;
    flying.unit = unflushed(db, () => journal.verified(flying.unit, verdict, reason, at(), bears));
    flying.seen = read.text ?? '';
    this.tally.verified++;
    if (verdict !== 'reject') this.tally.good++;
    tellGate(this.#needs, read.sequence, verdict);
    if (this.#mode === 'feeding') {
      this.#watch(judgement, flying.unit);
      const warnings = this.#trend.sees({
        reason: judgement.good ? undefined : judgement.reason,
        grade: gradeOf(read),
      });
      for (const { code, detail } of warnings) this.#needs.raise(code, detail);
    }
    this.changed.fire();
  }

  /** Takes a gate's word on where a carton went. One that was heard before changes nothing. */
  fate({ sequence, fate }: Fate): void {
    this.#heardAt = performance.now();
    const flying = this.#inFlight.get(sequence);
    if (flying !== undefined) {
      const unseen = flying.unit.verdict === undefined;
      this.#settle(flying.unit, settle(flying.unit, fate, this.#mode));
      // A camera that says nothing any more makes rejects as one does that sees nothing good.
      if (unseen && this.#mode === 'feeding') this.#countReject(true);
    } else if (this.#mode === 'feeding' && sequence >= this.#nextTrigger && fate !== 'rejected') {
      this.#needs.raise('bad-pack-passed', `an unknown pack at trigger ${sequence} was ${fate}`);
    }
  }

  /** Takes the gate's word that it lost sight of cartons: their units count as rejected, and a person looks for them. */
  unknownFates({ first, last }: SequenceRange): void {
    for (const { unit } of [...this.#inFlight.values()]) {
      if (unit.sequence < first || unit.sequence > last) continue;
      this.#settle(unit, settleUnconfirmed(unit));
      if (this.#mode === 'feeding') this.#needs.raise('pack-missing', `${unit.serial} never reached the gate's sensor`);
    }
  }

  /** Settles units of which nobody will ever tell any more: all of them, or those due after a trigger. */
  giveUp(after = Number.NEGATIVE_INFINITY): void {
    for (const { unit } of [...this.#inFlight.values()]) {
      if (unit.sequence > after) this.#settle(unit, settleUnconfirmed(unit));
    }
  }

  #label({ serial, tail }: Unit): ItemLabel {
    return itemLabel(this.#batch.order, serial, this.#batch.recipe, tail);
  }

  #begin(): Unit {
    const { db, journal, stock, at } = this.#needs;
    const { batch, order } = this.#batch;
    const unit = transaction(db, () => {
      const { number: serial, ...came } = stock.takeFrom({ batch, owner: order.owner, pool: order.pool });
      const ordinal = this.tally.printed + 1;
      const sequence = this.#nextTrigger;
      return journal.printing({ batch, ordinal, gtin: order.gtin, serial, sequence, ...came }, at());
    });
    this.#inFlight.set(unit.sequence, { unit, seen: undefined });
    this.#nextTrigger++;
    this.tally.printed++;
    this.#heardAt = performance.now();
    return unit;
  }

  #verdictOn(judgement: Judgement, { ordinal }: Unit): [Verdict, string | undefined] {
    if (this.#mode === 'clearing') return ['reject', judgement.good ? 'purged' : judgement.reason];
    if (!judgement.good) {
      const foreign = judgement.reason === 'mismatch' && this.#offset(judgement, ordinal) === undefined;
      return ['reject', foreign ? 'foreign' : judgement.reason];
    }
    const sample = this.#batch.recipe.samples.find(({ every }) => (this.tally.good + 1) % every === 0);
    return sample === undefined ? ['good', undefined] : ['sample', sample.kind];
  }

  /** How many labels away the unit is whose code was read; undefined when this batch never printed that code. */
  #offset(judgement: Judgement, ordinal: number): number | undefined {
    if (judgement.good) return 0;
    if (judgement.serial === undefined) return undefined;
    const bearer = this.#needs.journal.bySerial(this.#batch.order.gtin, judgement.serial);
    return bearer?.batch === this.#batch.batch ? bearer.ordinal - ordinal : undefined;
  }

  /** Whether the code that was read was read before on the carton that it was printed for. */
  #wasRead(judgement: Judgement): boolean {
    if (judgement.good || judgement.serial === undefined) return false;
    const bearer = this.#needs.journal.bySerial(this.#batch.order.gtin, judgement.serial);
    return bearer?.verdict === 'good' || bearer?.verdict === 'sample' || bearer?.reason === 'grade';
  }

  #watch(judgement: Judgement, { ordinal, serial }: Unit): void {
    const { limits, raise } = this.#needs;
    const offset = this.#offset(judgement, ordinal);
    if (offset !== undefined && offset !== 0 && this.#wasRead(judgement)) {
      raise('duplicate-code', `the code of a pack that was seen before came again where ${serial} was due`);
    }
    if (offset !== undefined && this.#slip.sees(offset)) {
      raise('buffer-slip', `${limits.slipped} codes in a row were their neighbours', the last where ${serial} was due`);
    }
    this.#countReject(!judgement.good);
  }

  #countReject(rejected: boolean): void {
    this.#rejectsInARow = rejected ? this.#rejectsInARow + 1 : 0;
    if (this.#rejectsInARow < this.#needs.limits.consecutiveRejects) return;
    this.#needs.raise('consecutive-rejects', `${this.#rejectsInARow} packs in a row were rejected`);
  }

  #strayRead({ sequence }: Read): void {
    // Late reads of settled units, and cartons run out of the zone, need no verdict: the gate rejects without one.
    if (this.#mode === 'clearing' || sequence < this.#nextTrigger) return;
    tellGate(this.#needs, sequence, 'reject');
    this.#needs.raise('unexpected-pack', `a carton came at trigger ${sequence}, before its label was printed`);
  }

  #secondRead({ unit, seen }: Flying, { text, sequence }: Read): void {
    if (seen === undefined || seen === (text ?? '')) return;
    this.#needs.raise('read-twice', `two different codes at trigger ${sequence}, where ${unit.serial} was due`);
  }

  #settle(unit: Unit, { alarm, ...settlement }: Outcome): void {
    const { journal, packing, at, raise } = this.#needs;
    // Nobody is told of a fate by itself, and a gate tells again what was lost with the power.
    packing.commitLate(() => {
      journal.settled(unit, settlement, at());
      if (settlement.state === 'commissioned') packing.passed();
    });
    keep(this.#needs);
    this.tally[settlement.state]++;
    this.#inFlight.delete(unit.sequence);
    if (alarm !== undefined) {
      raise(
        alarm,
        `${unit.serial}: ${settlement.reason ?? `was ${unit.verdict ?? 'unread'}, went ${settlement.fate}`}`,
      );
    }
    this.changed.fire();
    packing.again();
  }
}

const gradeOf = ({ text, grade }: Read): number | undefined => (text === undefined ? undefined : grade);
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
