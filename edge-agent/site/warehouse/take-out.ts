import { identify } from '#shared/gs1/identify.ts';
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
    if (!from.isTold) continue;
    for (const part of chunks(children, EPCS))
      floor.tell(
        from.owner,
        unpackEvent({ parent: from.epc, children: part.map(({ epc }) => epc), ...floor.stamp(from.location) }),
      );
  }
  return things.map((one) => inventory.find(one.epc) ?? one);
}

/**
 * What a container and all around it are after something was taken out: empty, and for no shipment any more; or with another content than its label
 * says, which it leaves with only under a new one.
 */
function recount(floor: Floor, container: Stored, why: string): void {
  const { inventory } = floor.needs;
  const inside = inventory.inside(container.epc).filter(({ state }) => state !== 'empty');
  const isEmpty = inside.length === 0;
  const isDue = !isEmpty && (container.state === 'here' || container.state === 'labelled');
  const relabelled = isDue ? { state: 'labelled' as const, isLabelDue: true } : {};
  const change = isEmpty
    ? { packs: 0, state: 'empty' as const, order: null, isLabelDue: false }
    : { ...asChange(contentOf(inside)), ...relabelled };
  inventory.change(container, change, floor.because(why));
  floor.labelDue(container.epc, isDue && identify(container.epc).kind === 'sscc');
  for (const outer of inventory.around(container).slice(0, 1)) recount(floor, outer, why);
}
