import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Container, Containers } from '../../store/containers.ts';
import type { Because, Inventory, Stored } from '../../store/inventory.ts';
import type { Pack } from '../../store/packs.ts';

/** What an act at a line is about. */
export type Thing = { readonly pack: Pack } | { readonly container: Container };

interface Stores {
  readonly inventory: Inventory;
  readonly containers: Containers;
}

/** Why a thing may not be changed at its line, and why it may not end there; undefined where it may. */
export interface Answer {
  readonly changes: Refusal | undefined;
  readonly ends: Refusal | undefined;
}

const RULE = 'EPCIS 2.0 §7.4.1: what is told of a thing has to be true where it is';

/**
 * Asks the warehouse of a thing that a line has packed. Once its lot stands there, what was shipped, picked or unpacked is known there alone: changed by
 * its line's people it would be one thing in the stock and another in the repository.
 *
 * @param own EPC URN; undefined for a container that has no number yet
 */
export function askWarehouse({ inventory, containers }: Stores, thing: Thing, own: string | undefined): Answer {
  const rowOf = (epc: string | undefined) => (epc === undefined ? undefined : inventory.find(canonicalEpc(epc)));
  const around = namesAround(containers, 'pack' in thing ? thing.pack.container : thing.container.parent);
  const row = rowOf(own);
  // A pack in a container that nobody has looked into has no row: where that container is, it is.
  const standing = row ?? around.map(rowOf).find((one) => one !== undefined);
  const gone = standing && goneFrom(standing);
  if (row === undefined) return { changes: gone, ends: gone };
  const isAsPacked = row.parent === rowOf(around[0])?.epc && ('pack' in thing || !row.isListed);
  const changes = gone ?? (isAsPacked ? undefined : keptThere(row));
  return { changes, ends: changes ?? keptThere(row) };
}

/** The numbers of what a thing stands in at its line, from the inside out. */
function namesAround(containers: Containers, container: number | undefined): (string | undefined)[] {
  if (container === undefined) return [];
  const { epc, parent } = containers.get(container);
  return [epc, ...namesAround(containers, parent)];
}

/** Has the stock say how many packs are in a container now, where it stands there. */
export function recount({ inventory, containers }: Stores, container: Container, because: Because): void {
  const row = container.epc === undefined ? undefined : inventory.find(canonicalEpc(container.epc));
  const packs = containers.units(container);
  if (row !== undefined && row.packs !== packs) inventory.change(row, { packs }, because);
}

function goneFrom({ epc, state, order }: Stored): Refusal | undefined {
  if (state === 'here' && order === undefined) return undefined;
  const picked = state === 'here' ? `picked for ${order}` : state;
  return refuse('conflict', `in the warehouse ${epc} is ${picked}`, {
    rule: RULE,
    remedy: 'Take it back into the warehouse, or put it away again, first.',
  });
}

const keptThere = ({ epc, parent }: Stored): Refusal =>
  refuse('conflict', `${epc} stands in the warehouse${parent === undefined ? '' : `, in ${parent}`}`, {
    rule: RULE,
    remedy: 'Unpack, label or destroy it there.',
  });
