import type { PackLevel, RecipeLevel } from '#shared/line/recipe.ts';
import type { Batch } from '../../store/batches.ts';
import { type Container, type Named, named } from '../../store/containers.ts';
import type { Packs } from '../../store/packs.ts';
import type { Telling } from '../telling.ts';
import { closeContainer } from './close-container.ts';
import { containerLabel, takeEpc } from './identity.ts';
import type { Child } from './judge-child.ts';
import type { PackingNeeds } from './packing-needs.ts';
import { send, sendVerdict } from './send.ts';
import type { StationEffect } from './station.ts';

interface Needs extends PackingNeeds {
  readonly packs: Packs;
  readonly telling: Telling;
  readonly batch: Batch;
  /** Has something done once the transaction is on disk. */
  readonly later: (act: () => void) => void;
}

/** Does what stations decide, in the caller's transaction. */
export class Applying {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  apply(index: number, effects: readonly StationEffect[]): void {
    for (const effect of effects) this.#apply(index, effect);
  }

  #apply(index: number, effect: StationEffect): void {
    const { containers, later, raise } = this.#needs;
    switch (effect.do) {
      case 'put':
        this.#put(this.#open(index), effect.children);
        break;
      case 'put-ready':
        this.#putReady(index, effect.count);
        break;
      case 'finish':
        this.#finish(index, effect);
        break;
      case 'close':
        this.#close(named(containers.get(effect.container)), 'its label was read back');
        break;
      case 'pass-by':
        this.#passBy(effect.container, effect.why);
        break;
      case 'alarm':
        later(() => raise(effect.code, effect.detail));
        break;
      case 'verdict':
        later(() => sendVerdict(this.#needs, effect.sequence, effect.verdict));
        break;
      case 'wait':
        break;
    }
  }

  #open(index: number): Container {
    const { containers, batch } = this.#needs;
    const { level } = this.#level(index);
    const [open] = containers.in(batch.batch, 'open', level);
    return open ?? containers.open(batch.batch, level, this.#at());
  }

  #put(into: Container, children: readonly Child[]): void {
    const { containers, packs, packed, later } = this.#needs;
    const units = children.filter(({ is }) => is === 'unit');
    later(() => packed(units.length));
    packs.put(
      into,
      units.map(({ batch, key, name }) => ({ batch, ordinal: key, serial: name })),
    );
    const others = children.flatMap(({ is, key }) => (isLevel(is) ? [{ container: key, level: is }] : []));
    containers.put(into, others);
  }

  #putReady(index: number, count: number): void {
    const { containers, packs, packed, later, batch } = this.#needs;
    const into = this.#open(index);
    const below = this.#needs.batch.recipe.levels[index - 1];
    if (below === undefined) {
      packs.put(into, packs.passed(batch.batch, count));
      later(() => packed(count));
    } else containers.put(into, containers.loose(batch.batch, below.level, count));
  }

  #finish(index: number, { partial, await: waits }: Extract<StationEffect, { do: 'finish' }>): void {
    const { containers, packs, batch, stock } = this.#needs;
    const level = this.#level(index);
    const open = this.#open(index);
    const mixed =
      packs.inside(open).some((pack) => pack.batch !== batch.batch) ||
      containers.inside(open).some((one) => one.batch !== batch.batch);
    const epc = takeEpc(stock, batch.batch, batch.order, level, partial || mixed);
    const why = `${containers.holds(open)} in it${partial ? ', not full' : ''}`;
    const labelled = named(
      containers.change(open, { state: 'labelled', at: this.#at(), epc, partial: partial || mixed, why }),
    );
    if (level.label !== undefined) this.#print(labelled, level);
    if (!waits) this.#close(labelled, why);
  }

  #close(container: Named, why: string): void {
    const { batch, telling, later, posted } = this.#needs;
    closeContainer(this.#needs, telling, batch, container, why);
    later(posted);
  }

  #passBy(container: number, why: string): void {
    const { containers } = this.#needs;
    containers.change(containers.get(container), { state: 'labelled', at: this.#at(), wentBy: true, why });
  }

  #print(container: Named, level: RecipeLevel): void {
    const { containers, batch, machine, later, ending } = this.#needs;
    const label = containerLabel(container.epc, batch.order, level, containers.units(container));
    const { labelPrinter } = machine;
    if (labelPrinter !== undefined)
      later(() => send(this.#needs, 'the label printer', labelPrinter.print(label, ending)));
  }

  #level(index: number): RecipeLevel {
    const found = this.#needs.batch.recipe.levels[index];
    if (found === undefined) throw new Error(`the recipe has no level ${index}`);
    return found;
  }

  #at(): string {
    return new Date(this.#needs.now()).toISOString();
  }
}

const isLevel = (is: Child['is']): is is PackLevel => is === 'bundle' || is === 'case' || is === 'pallet';
