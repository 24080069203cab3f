import type { LayerRead, Scan } from '../../devices/device.ts';
import { onceWithin } from '../../devices/scanners/once-within.ts';
import type { Batch } from '../../store/batches.ts';
import { transaction } from '../../store/database.ts';
import { Packs } from '../../store/packs.ts';
import { APPROVE_PARTIAL, containerSubject } from '../awaited.ts';
import { commissionEvents, grouped } from '../container-events.ts';
import { confirmLabel } from '../manual/confirm-label.ts';
import { Telling } from '../telling.ts';
import { Applying } from './applying.ts';
import { epcOf } from './close-container.ts';
import { Levels } from './levels.ts';
import type { PackingNeeds } from './packing-needs.ts';
import { send, sendVerdict } from './send.ts';
import { type StationEffect, type StationInput, step } from './station.ts';
import { waitsIn } from './waits.ts';

/** A scanner sends a label twice, or a label is seen twice as it goes by: within this time it is the same reading, in milliseconds. */
const BOUNCE_MS = 1_000;

/**
 * Everything that is packed of one batch: its stations, level by level from the inside out. The stations' states are read from the stores each
 * time, so that it can be dropped and made anew at any moment; what leaves for devices and people leaves after it is on disk.
 */
export class Packing {
  readonly #needs: PackingNeeds;
  readonly #batch: () => Batch;
  readonly #levels: Levels;
  readonly #packs: Packs;
  readonly #telling: Telling;
  readonly #applying: Applying;
  readonly #waiting = new Map<string, () => void>();
  readonly #isNew = onceWithin({ sameStep: BOUNCE_MS, nextStep: BOUNCE_MS });
  #outward: (() => void)[] = [];
  /** Packs that stand ready for a station that reads none; undefined when they have to be counted anew. */
  #ready: number | undefined;
  /** What the packer was asked for since the last picture. */
  readonly #asked = new Set<'gatherRest' | 'pushOut'>();

  /** @param batch the batch as it stands now */
  constructor(needs: PackingNeeds, batch: () => Batch) {
    this.#needs = needs;
    this.#batch = batch;
    this.#packs = new Packs(needs.db);
    this.#levels = new Levels({ ...needs, packs: this.#packs }, batch());
    this.#telling = new Telling(needs, batch());
    this.#applying = new Applying({
      ...needs,
      packs: this.#packs,
      telling: this.#telling,
      batch: batch(),
      later: (act) => this.#outward.push(act),
    });
  }

  /** Does a step as one transaction. What it has to tell devices and people is told when all of it is on disk, or not at all. */
  commit<Result>(work: () => Result): Result {
    let result: Result;
    try {
      result = transaction(this.#needs.db, work);
    } catch (error) {
      this.#outward = [];
      this.#ready = undefined;
      throw error;
    }
    for (const act of this.#outward.splice(0)) act();
    return result;
  }

  /** A pack was settled as a good one that passed, in the caller's transaction. */
  passed(): void {
    const { batch } = this.#batch();
    this.#ready = this.#ready === undefined ? this.#packs.countPassed(batch) : this.#ready + 1;
    const [first] = this.#levels.all;
    if (first?.read === 'counted' && this.#ready >= first.count) this.#advance(0);
  }

  /** Judges again what was read before the gate had told of it. */
  again(): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const read of waiting) read();
  }

  /** People have changed what is where. */
  changed(): void {
    this.#ready = undefined;
    if (this.#isActive()) {
      this.commit(() => {
        for (let i = 0; i < this.#levels.all.length; i++) this.#advance(i);
      });
    }
    this.again();
  }

  /** Takes the picture of a layer, or of one pack where each is read as it goes in. */
  layer(read: LayerRead): void {
    const index = this.#levels.all.findIndex(
      ({ read: how }, i) => how === 'layer' || (how === 'one-by-one' && i === 0),
    );
    if (index < 0 || !this.#isActive()) return;
    this.#asked.clear();
    const children = read.codes.map(({ text }) => this.#levels.child(text));
    const { sequence } = read;
    const [only] = children;
    if (this.#levels.all[index]?.read === 'layer') {
      const short = this.#isClosing() ? { short: this.#levels.standing(index) } : {};
      this.#take(index, { kind: 'layer', sequence, children, ...short }, 'layer', () => this.layer(read));
    } else if (only !== undefined && children.length === 1) {
      this.#take(index, { kind: 'child', child: only, sequence }, `pack ${sequence}`, () => this.layer(read));
    } else {
      sendVerdict(this.#needs, sequence, 'refuse');
      this.#needs.raise('layer-refused', `picture ${sequence}: ${children.length} codes in place of 1`);
    }
  }

  /** Takes what the fixed scanner read of the labels that go by. */
  label(scan: Scan): void {
    if (!this.#isActive() || !this.#isNew(scan, '')) return;
    const child = this.#levels.child(scan.text);
    const epc = child.is === 'unreadable' ? undefined : child.name;
    const { index, isDue } = this.#levels.scanned(child, epc);
    if (index >= 0) {
      const shown = child.is === 'unreadable' ? `${child.name} ${child.why}` : child.name;
      this.#take(index, { kind: 'label', epc, shown, from: 'scanner' });
      if (!isDue) return;
    }
    const next = this.#levels.for(child);
    if (next > 0 && this.#levels.all[next]?.read === 'one-by-one')
      this.#take(next, { kind: 'child', child: this.#levels.child(scan.text) });
  }

  /** Takes what a person scanned: a label to be read back, or something that goes into a container. */
  handheld(scan: Scan): void {
    if (!this.#isActive() || !this.#isNew(scan, 'hand')) return;
    this.#byHand(scan.text);
  }

  /** Whether a container's label was due and is read back by this scan. */
  readBack(text: string): boolean {
    const { name } = this.#levels.child(text);
    const found = this.#levels.all.findIndex((_, i) => this.#levels.state(i).labelled.some(({ epc }) => epc === name));
    if (found < 0) return false;
    this.#take(found, { kind: 'label', epc: name, shown: name, from: 'hand' });
    return true;
  }

  #byHand(text: string): void {
    if (this.#isBenchLabel(text) || this.readBack(text)) return;
    const child = this.#levels.child(text);
    const index = this.#levels.for(child);
    const read = this.#levels.all[index]?.read;
    if (read === 'handheld' || (read !== undefined && read !== 'counted' && this.#isClosing())) {
      this.#take(index, { kind: 'child', child }, `hand ${text}`, () => this.#byHand(text));
      return;
    }
    const why =
      child.is === 'unreadable'
        ? child.why
        : child.is === 'unknown'
          ? 'is of no batch of this site'
          : `is ${child.state}, and no container waits for it`;
    this.#needs.raise('scan-refused', `${child.name} ${why}`);
  }

  /** A label that a person has printed for a pack, scanned on it. */
  #isBenchLabel(text: string): boolean {
    const needs = { packs: this.#packs, containers: this.#needs.containers };
    const confirmed = this.commit(() => confirmLabel(needs, this.#batch(), text, this.#at(), 'a handheld'));
    return confirmed !== undefined;
  }

  /** Closes what is open at the end of a batch, as far as it may be; asked again, it goes on from there. */
  closeRest(): void {
    this.commit(() => {
      if (this.#levels.all.length === 0) this.#tellLoose();
      for (let i = 0; i < this.#levels.all.length; i++) if (!this.#closeLevel(i)) return;
    });
  }

  /** What a person or a device has to do before the rest can be closed, in words; empty when nothing is waited for. */
  waits(): readonly string[] {
    const { containers } = this.#needs;
    return waitsIn({ containers, packs: this.#packs }, this.#batch());
  }

  /** True when nothing more is to be done at this level. */
  #closeLevel(index: number): boolean {
    const { containers, acts } = this.#needs;
    const { batch, recipe } = this.#batch();
    const level = this.#levels.at(index);
    if (level.read === 'counted') this.#gather(index);
    else if (this.#levels.standing(index) > 0) {
      // Packs that stand before the packer and are no whole layer.
      if (index === 0 && level.read === 'layer') this.#askPacker('gatherRest');
      return false;
    }
    const [open] = containers.in(batch, 'open', level.level);
    if (open !== undefined && containers.holds(open) === 0) containers.forget(open, this.#at());
    else if (open !== undefined) {
      const subject = containerSubject({ ...open, holds: containers.holds(open) });
      const approved = acts.has(batch, APPROVE_PARTIAL, subject);
      this.#run(index, { kind: 'rest', mayClose: recipe.partial === 'automatic' || approved });
    }
    // The packer cannot know that no more layers come.
    const isFilling = containers.in(batch, 'open', level.level).length > 0;
    if (index === 0 && level.read === 'layer' && !isFilling) this.#askPacker('pushOut');
    return (['open', 'labelled', 'opened'] as const).every(
      (state) => containers.in(batch, state, level.level).length === 0,
    );
  }

  /** What is left of the counted ones stands in a container that is not full. */
  #gather(index: number): void {
    this.#advance(index);
    const left = this.#levels.standing(index);
    if (left > 0) this.#applying.apply(index, [{ do: 'put-ready', count: left }]);
    if (index === 0) this.#ready = undefined;
  }

  /** Has the packer do something once, and again only when it did not: repeated, both commands do nothing. */
  #askPacker(command: 'gatherRest' | 'pushOut'): void {
    const { packer } = this.#needs.machine;
    if (packer === undefined || this.#asked.has(command)) return;
    this.#outward.push(() => {
      this.#asked.add(command);
      const done = packer[command](this.#needs.ending).catch((error: unknown) => {
        this.#asked.delete(command);
        throw error;
      });
      send(this.#needs, 'the packer', done);
    });
  }

  /** Packs that are packed into nothing begin to exist for others when the batch ends. */
  #tellLoose(): void {
    const { order, batch } = this.#batch();
    const fresh = this.#packs.loose(batch).filter(({ told }) => !told);
    if (fresh.length === 0) return;
    const { lot, expiry } = order;
    const epcs = fresh.map((pack) => epcOf(this.#needs, pack));
    for (const events of grouped(
      commissionEvents(epcs, { ...this.#telling.stamp(), ...this.#telling.place, lot, expiry }),
    )) {
      this.#telling.tell(events);
    }
    this.#packs.told(fresh);
    this.#outward.push(this.#needs.posted);
  }

  #take(index: number, input: StationInput, name?: string, again?: () => void): void {
    const waits = this.commit(() => this.#run(index, input));
    if (waits && name !== undefined && again !== undefined) this.#waiting.set(name, again);
  }

  /** Steps a station and those around it, in the caller's transaction. Answers whether it has to be asked again. */
  #run(index: number, input: StationInput): boolean {
    const effects = step(this.#levels.plan(index), this.#levels.state(index), input);
    this.#apply(index, effects);
    return effects.some((effect) => effect.do === 'wait');
  }

  #apply(index: number, effects: readonly StationEffect[]): void {
    this.#applying.apply(index, effects);
    if (effects.some((effect) => effect.do === 'finish' || effect.do === 'close')) this.#advance(index + 1);
  }

  /** Fills and finishes what is counted, from a level on, in the caller's transaction. */
  #advance(from: number): void {
    for (let i = from; i < this.#levels.all.length; i++) {
      if (this.#levels.all[i]?.read !== 'counted') return;
      const effects = step(this.#levels.plan(i), this.#levels.state(i), {
        kind: 'ready',
        children: this.#levels.standing(i),
      });
      this.#applying.apply(i, effects);
      if (i === 0) this.#ready = undefined;
    }
  }

  /** Before a batch begins and after it ended nothing is packed. */
  #isActive(): boolean {
    const { state } = this.#batch();
    return state === 'running' || state === 'paused' || state === 'closing';
  }

  #isClosing = (): boolean => this.#batch().state === 'closing';
  #at = (): string => new Date(this.#needs.now()).toISOString();
}
