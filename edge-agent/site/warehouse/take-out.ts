import { unpackEvent } from '#shared/trace/unpack.ts';
import { contentOf } from '#shared/warehouse/contents.ts';
import { chunks, EPCS } from '../../line/container-events.ts';
import { asChange, type Stored } from '../../store/inventory.ts';
import { asItStands, listInside } from './find-thing.ts';
import type { Floor } from './floor.ts';

/** Takes things out of what they stand directly in, and tells it; what stands in nothing stays as it is. Answers them as they are then. */
export function takeOut(floor: Floor, things: readonly Stored[], why: string): Stored[] {
  const { inventory } = floor.needs;
  for (const [parent, children] of Map.groupBy(things, (one) => one.parent)) {
    const from = parent === undefined ? undefined : inventory.find(parent);
    if (from === undefined) continue;
    listInside(floor, from);
    const because = floor.because(`${why}: out of ${from.epc}`);
    for (const child of children)
      inventory.change(child, { parent: null, held: asItStands(floor, child).held ?? null }, because);
    recount(floor, from, because.why);
    // Nobody was told of a container whose label was not read back.
    if (from.state === 'labelled') continue;
    for (const part of chunks(children, EPCS))
      floor.tell(
        from.owner,
        unpackEvent({ parent: from.epc, children: part.map(({ epc }) => epc), ...floor.stamp(from.location) }),
      );
  }
  return things.map((one) => inventory.find(one.epc) ?? one);
}

/** What a container and all around it are after something was taken out. */
function recount(floor: Floor, container: Stored, why: string): void {
  const { inventory } = floor.needs;
  const inside = inventory.inside(container.epc).filter(({ state }) => state !== 'empty');
  const isEmpty = inside.length === 0;
  inventory.change(container, isEmpty ? { packs: 0, state: 'empty' } : asChange(contentOf(inside)), floor.because(why));
  for (const outer of inventory.around(container).slice(0, 1)) recount(floor, outer, why);
}
