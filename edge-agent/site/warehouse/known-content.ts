import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { contentOf } from '#shared/warehouse/contents.ts';
import { isPack } from '#shared/warehouse/levels.ts';
import type { Stored } from '../../store/inventory.ts';
import type { Floor } from './floor.ts';
import type { Looked } from './repository.ts';

type Known = Looked & { readonly isKnown: true };
type Inner = Known['inside'][number];

/** True when what the repository said proves that a thing exists. */
export const isProof = (said: Looked | undefined): said is Known =>
  said?.isKnown === true &&
  (said.exists === 'commissioned' || (said.exists !== 'decommissioned' && said.inside.length > 0));

/** A pack has nothing in it: what has, or has a number that only groupings have, is a container, whether it bears an SSCC or a GTIN of its own. */
export const kindOf = (epc: string, holds: boolean): Stored['kind'] => (!holds && isPack(epc) ? 'pack' : 'container');

/** What a thing is by what was said of it and of what is in it. */
export function content(epc: string, said: Known) {
  const leaves = leavesOf(said.inside);
  if (leaves.length > 0) return contentOf(leaves.map(whatOf));
  return whatOf({ ...said, epc });
}

/** What holds nothing. Of a grouping nobody knows what is in it, and its own GTIN is not that of the packs. */
const whatOf = ({ epc, gtin, lot, expiry }: Pick<Inner, 'epc' | 'gtin' | 'lot' | 'expiry'>) =>
  kindOf(epc, false) === 'pack' ? { gtin, lot, expiry, packs: 1 } : { gtin: undefined, lot, expiry, packs: 0 };

/** What is innermost. */
function leavesOf(inside: readonly Inner[]): Inner[] {
  const parents = new Set(inside.map(({ parent }) => parent));
  return inside.filter(({ epc }) => !parents.has(epc));
}

/** Takes in what the repository knows to be in a container, whatever its depth. What stands here already stays where it is. */
export function enterInside(floor: Floor, container: Stored, said: Known): void {
  const { inventory } = floor.needs;
  const because = floor.because(`the repository knows it in ${container.epc}`);
  const { owner, location, state, order } = container;
  const flags = { isVerified: true, isRecalled: false, isReleased: true, isListed: true };
  const within = leavesWithin(said.inside);
  for (const inner of said.inside) {
    const [epc, parent] = [canonicalEpc(inner.epc), canonicalEpc(inner.parent)];
    if (inventory.find(epc) !== undefined || inventory.find(parent) === undefined) continue;
    const leaves = within.get(inner.epc);
    const what = leaves === undefined ? whatOf(inner) : contentOf(leaves.map(whatOf));
    const kind = kindOf(epc, leaves !== undefined);
    const place = { owner, location, state, order, held: undefined, batch: undefined };
    inventory.add({ ...place, ...flags, epc, kind, parent, ...what }, because);
  }
}

/** By what they are in, at whatever depth. */
function leavesWithin(inside: readonly Inner[]): Map<string, Inner[]> {
  const parents = new Map(inside.map((inner) => [inner.epc, inner.parent]));
  const within = new Map<string, Inner[]>();
  for (const leaf of leavesOf(inside))
    for (let outer = parents.get(leaf.epc); outer !== undefined; outer = parents.get(outer)) {
      const leaves = within.get(outer);
      if (leaves === undefined) within.set(outer, [leaf]);
      else leaves.push(leaf);
    }
  return within;
}
