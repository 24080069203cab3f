import type { PackLevel, RecipeLevel } from '#shared/line/recipe.ts';
import type { Batch, Batches } from '../../store/batches.ts';
import type { Container, Containers } from '../../store/containers.ts';
import type { Packs } from '../../store/packs.ts';
import type { Child } from './judge-child.ts';
import { childOf } from './look-up.ts';
import { dueOf, expected, type Labelled, type StationPlan, type StationState } from './station.ts';

interface Needs {
  readonly packs: Packs;
  readonly containers: Containers;
  readonly batches: Batches;
}

/** The levels of one batch's recipe, each with its station as the stores have it now. */
export class Levels {
  readonly all: readonly RecipeLevel[];
  readonly #needs: Needs;
  readonly #batch: Pick<Batch, 'batch' | 'order' | 'recipe'>;

  constructor(needs: Needs, batch: Pick<Batch, 'batch' | 'order' | 'recipe'>) {
    this.#needs = needs;
    this.#batch = batch;
    this.all = batch.recipe.levels;
  }

  /** Throws when the recipe has no such level. */
  at(index: number): RecipeLevel {
    const found = this.all[index];
    if (found === undefined) throw new Error(`the recipe has no level ${index}`);
    return found;
  }

  plan(index: number): StationPlan {
    const { batch, order } = this.#batch;
    const { read, count, perPicture = count, label, mixed = false } = this.at(index);
    const is: 'unit' | PackLevel = this.all[index - 1]?.level ?? 'unit';
    const wanted = { is, batch, gtin: order.gtin, lot: order.lot, mixed };
    return { wanted, read, count, perPicture, verify: label?.verify ?? false };
  }

  state(index: number): StationState {
    const { containers } = this.#needs;
    const { batch } = this.#batch;
    const { level } = this.at(index);
    const [open] = containers.in(batch, 'open', level);
    return {
      open: open?.container,
      holds: open === undefined ? 0 : containers.holds(open),
      labelled: containers.in(batch, 'labelled', level).flatMap(labelledOf),
      last: containers.last(batch, level),
    };
  }

  /** The container that the belt brings to the fixed scanner next; what people stack they scan. */
  due(): Labelled | undefined {
    const waits = this.all.flatMap(({ read }, i) => (read === 'handheld' ? [] : (dueOf(this.state(i).labelled) ?? [])));
    return waits[0];
  }

  /** How many children of a level are in nothing. */
  standing(index: number): number {
    const { packs, containers } = this.#needs;
    const { batch } = this.#batch;
    const below = this.all[index - 1];
    if (below !== undefined) return containers.loose(batch, below.level).length;
    return this.at(0).read === 'counted' ? packs.countPassed(batch) : packs.loose(batch).length;
  }

  /** The level that something would go into; -1 for none. */
  for({ is }: Child): number {
    if (is === 'unit') return this.all.length > 0 ? 0 : -1;
    const own = this.all.findIndex(({ level }) => level === is);
    return own >= 0 && own + 1 < this.all.length ? own + 1 : -1;
  }

  /**
   * The level whose label the fixed scanner has read, and whether it was the one that is due there; -1 where it reads no label but what goes into
   * the next level.
   */
  scanned(child: Child, epc: string | undefined): { readonly index: number; readonly isDue: boolean } {
    const waits = this.all.map((_, i) => this.state(i).labelled);
    const exact = waits.findIndex((labelled) => expected(labelled).some((one) => one.epc === epc));
    if (exact >= 0) return { index: exact, isDue: true };
    const next = this.for(child);
    const goesOn = next > 0 && this.all[next]?.read === 'one-by-one' && this.all[next - 1]?.label?.verify !== true;
    if (goesOn) return { index: -1, isDue: false };
    const waiting = waits.findIndex((labelled, i) => this.at(i).read !== 'handheld' && dueOf(labelled) !== undefined);
    const index = waiting >= 0 ? waiting : this.all.findIndex(({ label }) => label?.verify === true);
    return { index, isDue: false };
  }

  /** What the records say of something that was read. */
  child(text: string): Child {
    return childOf({ ...this.#needs, own: this.#batch }, text);
  }
}

const labelledOf = ({ container, epc, inHand, wentBy }: Container) =>
  epc === undefined ? [] : [{ container, epc, inHand, wentBy }];
