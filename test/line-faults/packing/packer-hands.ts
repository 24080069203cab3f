import { setTimeout as sleep } from 'node:timers/promises';
import type { PackedCase } from '../../../edge-agent/devices/simulated/packing/packing-cell.ts';
import type { Print } from '../../../edge-agent/devices/simulated/world.ts';
import { printAll } from '../../../edge-agent/line/manual/print-all.ts';
import { reprintLabel } from '../../../edge-agent/line/manual/reprint-label.ts';
import type { Container } from '../../../edge-agent/store/containers.ts';
import { integer } from '../../../edge-agent/store/row.ts';
import { identify } from '../../../shared/gs1/identify.ts';
import { isRefusal } from '../../../shared/refusal.ts';
import { never } from '../../kit/simulated-line.ts';
import { answerAlarms, GTIN, handSignature, serialOn } from '../hands.ts';
import { LINE, place } from '../scene.ts';
import { PALLET_OF, type PackingScene } from './packing-scene.ts';

const LOOK_MS = 20;
/** A scan is seen on the screen within this time, or made again. */
const SEEN_MS = 1_500;
/** Looks at a line that waits before somebody goes through the cases. */
const PATIENCE = 150;

const signature = { ...handSignature, reason: 'the label was bad' };

/** A pallet as it stands, with what sticks on it. */
export interface PackedPallet {
  readonly cases: PackedCase[];
  label: Print | undefined;
}

/** The person behind the packer: puts layers right, labels on cases and cases on pallets. */
export class PackerHands {
  readonly pallets: PackedPallet[] = [];
  /** Labels that were replaced. */
  replaced = 0;
  readonly #scene: PackingScene;
  #waited = 0;

  constructor(scene: PackingScene) {
    this.#scene = scene;
  }

  /** The container that a case is to the agent; undefined while it is none. */
  containerOf({ packs }: PackedCase): Container | undefined {
    const { db, containers } = this.#scene.stores;
    const [first] = packs;
    const serial = first && serialOn(first.entry);
    const row = db.prepare('SELECT container FROM units WHERE gtin = ? AND serial = ?').get(GTIN, serial ?? '');
    return row === undefined || row['container'] === null ? undefined : containers.get(integer(row, 'container'));
  }

  /** Works until the batch is closed. */
  async work(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await this.#answer();
      await this.#palletise();
      await this.#labelPallets();
      await sleep(LOOK_MS);
    }
  }

  async #answer(): Promise<void> {
    const { line, packing, faults } = this.#scene;
    const codes = line.alarms.open().map(({ code }) => code);
    const refused = codes.includes('layer-refused');
    const stops = line.alarms.stopsLine();
    // The line shows what it waits for; a label that was taken for the one before raises no alarm at the last case.
    this.#waited = line.state === 'Completing' && codes.length === 0 ? this.#waited + 1 : 0;
    if (this.#waited > PATIENCE) await this.#relabel();
    if (codes.length === 0 || (stops && line.state !== 'Held' && line.state !== 'Completing')) return;
    if (refused) {
      for (const member of ['Short', 'Extra', 'Foreign', 'OtherLot', 'Hidden'] as const)
        delete faults[`layer${member}At`];
    }
    if (codes.some((code) => code.startsWith('label-'))) await this.#relabel();
    answerAlarms(line);
    if (refused) packing.cell.program.look();
  }

  /** Goes through the cases whose labels were not read back: scans what is right, and replaces what is not. */
  async #relabel(): Promise<void> {
    const { packing } = this.#scene;
    packing.cell.byHand = true;
    for (const one of packing.cell.cases) {
      const container = this.containerOf(one);
      if (container?.state !== 'labelled') continue;
      // Its label is still to come out of the labeller.
      if (one.label === undefined && packing.labelPrinter.waiting.length > 0) continue;
      if (!isOn(container, one)) await this.#reprint(container, one);
      await this.#scan(one, () => this.containerOf(one)?.state === 'closed');
    }
    packing.cell.byHand = false;
  }

  async #reprint({ container }: Container, one: PackedCase): Promise<void> {
    const { stores, machine, packing, line } = this.#scene;
    const needs = { ...stores, line: LINE, place, now: Date.now };
    const done = reprintLabel(needs, { container }, signature);
    if (isRefusal(done)) throw new Error(done.detail);
    await printAll(machine.labelPrinter, done.labels ?? [], never());
    line.changed();
    do {
      await sleep(LOOK_MS);
      one.label = packing.cell.takeCaseLabel(one.number);
    } while (one.label === undefined);
    this.replaced += 1;
  }

  /** Puts cases that are closed on pallets, and scans each as it is put there. */
  async #palletise(): Promise<void> {
    const { packing } = this.#scene;
    for (const one of packing.cell.cases) {
      const container = this.containerOf(one);
      if (container?.state !== 'closed' || this.pallets.some(({ cases }) => cases.includes(one))) continue;
      const { line } = this.#scene;
      if (line.alarms.stopsLine()) return;
      const last = this.pallets.at(-1);
      if (last === undefined || last.cases.length === PALLET_OF) this.pallets.push({ cases: [one], label: undefined });
      else last.cases.push(one);
      await this.#scan(one, () => this.containerOf(one)?.parent !== undefined);
    }
  }

  /** The container that a pallet is to the agent. */
  palletOf({ cases: [first] }: PackedPallet): Container | undefined {
    const parent = first && this.containerOf(first)?.parent;
    return parent === undefined ? undefined : this.#scene.stores.containers.get(parent);
  }

  /** Puts each label that came out on the pallet that has none and is done with the longest, and reads it back. */
  async #labelPallets(): Promise<void> {
    const { palletLabels } = this.#scene.packing.cell;
    for (const pallet of this.pallets) {
      pallet.label ??= palletLabels.shift();
      if (this.palletOf(pallet)?.state !== 'labelled') continue;
      await this.#scan(pallet, () => this.palletOf(pallet)?.state === 'closed');
    }
  }

  async #scan({ label }: Pick<PackedCase, 'label'>, seen: () => boolean): Promise<void> {
    for (let tries = 0; tries < 5 && label !== undefined && !seen(); tries++) {
      await this.#scene.packing.handheld.scan(label.picture);
      const giveUp = performance.now() + SEEN_MS;
      while (!seen() && performance.now() < giveUp) await sleep(LOOK_MS);
    }
  }
}

/** Whether a case or a pallet bears the label of its container. */
export function isOn({ epc }: Pick<Container, 'epc'>, { label }: Pick<PackedCase, 'label'>): boolean {
  const known = epc === undefined ? undefined : identify(epc);
  return known?.kind === 'sscc' && label?.code?.split('\n').includes(`00${known.sscc}`) === true;
}
