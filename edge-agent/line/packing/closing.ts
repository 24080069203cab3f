import type { Batch } from '../../store/batches.ts';
import type { Packs } from '../../store/packs.ts';
import { APPROVE_PARTIAL, containerSubject } from '../awaited.ts';
import { commissionEvents, grouped } from '../container-events.ts';
import type { Telling } from '../telling.ts';
import type { Applying } from './applying.ts';
import { epcOf } from './close-container.ts';
import type { Levels } from './levels.ts';
import type { PackingNeeds } from './packing-needs.ts';
import { send } from './send.ts';
import type { StationInput } from './station.ts';

interface Parts {
  readonly levels: Levels;
  readonly packs: Packs;
  readonly telling: Telling;
  readonly applying: Applying;
  readonly run: (index: number, input: StationInput) => unknown;
  readonly advance: (index: number) => void;
  /** Told when what stood ready was put somewhere. */
  readonly gathered: () => void;
  /** Has something done once the transaction is on disk. */
  readonly later: (act: () => void) => void;
}

type PackerCommand = 'gatherRest' | 'pushOut' | 'look';

/** Closes what is open at the end of a batch, level by level, in the caller's transaction. */
export class Closing {
  readonly #needs: PackingNeeds;
  readonly #batch: () => Batch;
  readonly #parts: Parts;
  /** What the packer was asked for since the last picture. */
  readonly #asked = new Set<PackerCommand>();

  /** @param batch the batch as it stands now */
  constructor(needs: PackingNeeds, batch: () => Batch, parts: Parts) {
    this.#needs = needs;
    this.#batch = batch;
    this.#parts = parts;
  }

  /** As far as it may be; asked again, it goes on from there. */
  close(): void {
    const { all } = this.#parts.levels;
    if (all.length === 0) this.#tellLoose();
    for (let i = 0; i < all.length; i++) if (!this.#closeLevel(i)) return;
  }

  /** The packer has done what it was asked for, or somebody else has. */
  pictureTaken(): void {
    this.#asked.clear();
  }

  /** Has the packer do something once, and again only when it did not: repeated, every command does nothing new. */
  askPacker(command: PackerCommand): void {
    const { packer } = this.#needs.machine;
    if (packer === undefined || this.#asked.has(command)) return;
    this.#parts.later(() => {
      this.#asked.add(command);
      const done = packer[command](this.#needs.ending).catch((error: unknown) => {
        this.#asked.delete(command);
        throw error;
      });
      send(this.#needs, 'the packer', done);
    });
  }

  /** True when nothing more is to be done at this level. */
  #closeLevel(index: number): boolean {
    const { containers, acts, db } = this.#needs;
    const { levels, run } = this.#parts;
    const { batch, recipe } = this.#batch();
    const level = levels.at(index);
    if (level.read === 'counted') this.#gather(index);
    else if (levels.standing(index) > 0) {
      // Packs that stand before the packer and are no whole layer.
      if (index === 0 && level.read === 'layer') this.askPacker('gatherRest');
      return false;
    }
    const [open] = containers.in(batch, 'open', level.level);
    if (open !== undefined && containers.holds(open) === 0) {
      containers.forget(open, new Date(this.#needs.now()).toISOString());
    } else if (open !== undefined) {
      const approved = acts.has(batch, APPROVE_PARTIAL, containerSubject(db, open.container));
      run(index, { kind: 'rest', mayClose: recipe.partial === 'automatic' || approved });
    }
    // The packer cannot know that no more layers come.
    const isFilling = containers.in(batch, 'open', level.level).length > 0;
    if (index === 0 && level.read === 'layer' && !isFilling) this.askPacker('pushOut');
    return (['open', 'labelled', 'opened'] as const).every(
      (state) => containers.in(batch, state, level.level).length === 0,
    );
  }

  /** What is left of the counted ones stands in a container that is not full. */
  #gather(index: number): void {
    const { levels, applying, advance, gathered } = this.#parts;
    advance(index);
    const left = levels.standing(index);
    if (left > 0) applying.apply(index, [{ do: 'put-ready', count: left }]);
    if (index === 0) gathered();
  }

  /** Packs that are packed into nothing begin to exist for others when the batch ends. */
  #tellLoose(): void {
    const { packs, telling, later } = this.#parts;
    const { order, batch } = this.#batch();
    const fresh = packs.loose(batch).filter(({ told }) => !told);
    if (fresh.length === 0) return;
    const { lot, expiry } = order;
    const epcs = fresh.map((pack) => epcOf(this.#needs, pack));
    const about = { ...telling.stamp(), ...telling.place, lot, expiry };
    for (const events of grouped(commissionEvents(epcs, about))) telling.tell(events);
    packs.told(fresh);
    later(this.#needs.posted);
  }
}
