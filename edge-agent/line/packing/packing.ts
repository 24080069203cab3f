import type { LayerRead, Scan } from '../../devices/device.ts';
import { onceWithin } from '../../devices/scanners/once-within.ts';
import type { Batch } from '../../store/batches.ts';
import { Packs } from '../../store/packs.ts';
import { confirmLabel } from '../manual/confirm-label.ts';
import { Telling } from '../telling.ts';
import { Applying } from './applying.ts';
import { Closing } from './closing.ts';
import { Commits } from './commits.ts';
import { unwanted } from './judge-child.ts';
import { LabelWatch } from './label-watch.ts';
import { Levels } from './levels.ts';
import type { PackingNeeds } from './packing-needs.ts';
import { sendVerdict } from './send.ts';
import { CONFIRM_LAYER, countedBy, layerSubject, type ShortLayer } from './short-layer.ts';
import { type Short, type StationEffect, type StationInput, step } from './station.ts';
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
  readonly #commits: Commits;
  /** Packs that stand ready for a station that reads none; undefined when they have to be counted anew. */
  #ready: number | undefined;
  readonly #closing: Closing;
  readonly #labels: LabelWatch;
  #short: ShortLayer | undefined;

  /** @param batch the batch as it stands now */
  constructor(needs: PackingNeeds, batch: () => Batch) {
    this.#needs = needs;
    this.#batch = batch;
    this.#commits = new Commits(needs, {
      fill: () => this.#advance(0),
      undone: () => {
        this.#ready = undefined;
      },
    });
    this.#packs = new Packs(needs.db);
    this.#labels = new LabelWatch(needs.limits.labelMs);
    this.#levels = new Levels({ ...needs, packs: this.#packs }, batch());
    this.#telling = new Telling(needs, batch());
    this.#applying = new Applying({
      ...needs,
      packs: this.#packs,
      telling: this.#telling,
      batch: batch(),
      later: (act) => this.#commits.later(act),
    });
    this.#closing = new Closing(needs, batch, {
      levels: this.#levels,
      packs: this.#packs,
      telling: this.#telling,
      applying: this.#applying,
      run: (index, input) => this.#run(index, input),
      advance: (index) => this.#advance(index),
      gathered: () => {
        this.#ready = undefined;
      },
      later: (act) => this.#commits.later(act),
    });
  }

  /** Does a step as one transaction. What it has to tell devices and people is told when all of it is on disk, or not at all. */
  commit<Result>(work: () => Result): Result {
    return this.#commits.now(work);
  }

  /** The same, where it may come to the disk a little later, and a container that is full then may be closed a little later. */
  commitLate(work: () => void): void {
    this.#commits.late(work);
  }

  /** Does what `commitLate` has left to be done. */
  catchUp(): void {
    this.#commits.catchUp();
  }

  /** A pack was settled as a good one that passed, in the caller's transaction. */
  passed(): void {
    const { batch } = this.#batch();
    this.#ready = this.#ready === undefined ? this.#packs.countPassed(batch) : this.#ready + 1;
    const [first] = this.#levels.all;
    if (first?.read === 'counted' && this.#ready >= first.count) this.#commits.isFull();
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
        if (this.#short !== undefined && this.#isConfirmed(this.#short)) this.#closing.askPacker('look');
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
    const { sequence } = read;
    if (this.#levels.all[index]?.read === 'layer') {
      if (!this.#isClosing()) this.#takeLayer(index, read);
      else {
        const { machine, ending, guarded } = this.#needs;
        const count = countedBy(machine.packer, sequence, ending);
        void count.then((counted) => guarded(() => this.#takeRest(index, read, counted)));
      }
      return;
    }
    const children = read.codes.map(({ text }) => this.#levels.child(text));
    const [only] = children;
    if (only !== undefined && children.length === 1) {
      this.#take(index, { kind: 'child', child: only, sequence }, `pack ${sequence}`, () => this.layer(read));
    } else {
      sendVerdict(this.#needs, sequence, 'refuse');
      this.#needs.raise('layer-refused', `picture ${sequence}: ${children.length} codes in place of 1`);
    }
  }

  #takeLayer(index: number, read: LayerRead, short?: Short): void {
    const children = read.codes.map(({ text }) => this.#levels.child(text));
    const input = { kind: 'layer', sequence: read.sequence, children, ...(short && { short }) } as const;
    this.#take(index, input, 'layer', () => this.layer(read));
  }

  /** Takes the picture of a layer at the end of a batch, which may not be whole. */
  #takeRest(index: number, read: LayerRead, counted: number | undefined): void {
    if (!this.#isActive()) return;
    const { batch } = this.#batch();
    const serials = read.codes.map(({ text }) => this.#levels.child(text).name).toSorted();
    const layer = { batch, picture: read.sequence, serials, counted };
    const left = this.#levels.standing(index);
    this.#short = layer;
    this.#takeLayer(index, read, { left, counted, confirmed: this.#isConfirmed(layer) });
    if (this.#levels.standing(index) < left || left === 0) this.#short = undefined;
    // What the packer was asked for while this layer stood, it has not done.
    this.#closing.pictureTaken();
  }

  /** The layer that is not whole and was not taken; undefined when there is none. */
  get shortLayer(): ShortLayer | undefined {
    return this.#short;
  }

  #isConfirmed(layer: ShortLayer): boolean {
    return this.#needs.acts.has(layer.batch, CONFIRM_LAYER, layerSubject(layer));
  }

  /** In words, the label that is long due at the fixed scanner; `moves` is false while what comes behind the labeller stands. */
  overdue(moves: boolean): string | undefined {
    if (this.#needs.machine.labelScanner === undefined) return undefined;
    return this.#labels.sees(this.#levels.due(), moves, performance.now());
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
    this.#needs.raise('scan-refused', `${child.name} ${unwanted(child)}`);
  }

  /** A label that a person has printed for a pack, scanned on it. */
  #isBenchLabel(text: string): boolean {
    const needs = { ...this.#needs, packs: this.#packs };
    const confirmed = this.commit(() => confirmLabel(needs, this.#batch(), text, this.#at(), 'a handheld'));
    return confirmed !== undefined;
  }

  /** Closes what is open at the end of a batch, as far as it may be; asked again, it goes on from there. */
  closeRest(): void {
    this.commit(() => this.#closing.close());
  }

  /** What a person or a device has to do before the rest can be closed, in words; empty when nothing is waited for. */
  waits(): readonly string[] {
    const { containers } = this.#needs;
    const layer = this.#short;
    const count =
      layer &&
      `the layer of picture ${layer.picture} has to be counted, or put right: ${layer.serials.length} codes are seen`;
    return [...(count === undefined ? [] : [count]), ...waitsIn({ containers, packs: this.#packs }, this.#batch())];
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
