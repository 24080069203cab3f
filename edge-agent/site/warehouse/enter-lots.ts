import { setImmediate as turn } from 'node:timers/promises';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { epcOf } from '../../line/packing/close-container.ts';
import type { Database } from '../../store/database.ts';
import { Entering } from '../../store/entering.ts';
import type { Fresh } from '../../store/inventory.ts';
import { integer } from '../../store/row.ts';
import { type Floor, quietly, type WarehouseNeeds } from './floor.ts';

/** Rows of a piece: what takes longer than a few milliseconds would have packs wait at a gate. */
const PIECE = 50;

/**
 * Takes over what was closed since, piece by piece with a turn of the loop between. Broken off at any moment, it goes on where it was. Whoever is about to
 * look for something has it done first.
 */
export async function takeOver(needs: WarehouseNeeds): Promise<void> {
  let more = closedLots(needs.db).length > 0;
  while (more) {
    quietly(needs, 'take-over', (floor) => {
      more = enterSome(floor);
    });
    if (more) await turn();
  }
}

/**
 * Takes over whatever is left of that, at once: an act sees lots whole or not at all. Containers from the outermost in, and packs that are in none;
 * packs in containers get rows when somebody opens those. What is held back from the repository stays out.
 */
export function enterLots(floor: Floor): void {
  while (enterSome(floor));
}

/** Lots that are closed and were not wholly taken over. */
const closedLots = (db: Database): number[] =>
  db
    .prepare(
      `SELECT batch FROM batches WHERE state IN ('closed', 'reported') AND batch NOT IN (SELECT batch FROM archives)
         AND (batch NOT IN (SELECT batch FROM warehouse_batches) OR batch IN (SELECT batch FROM warehouse_entering)) ORDER BY batch`,
    )
    .all()
    .map((row) => integer(row, 'batch'));

/** Takes some rows over, in the caller's transaction; false when there were none. */
function enterSome(floor: Floor): boolean {
  const { db, batches } = floor.needs;
  const [number] = closedLots(db);
  if (number === undefined) return false;
  const entering = new Entering(db);
  const { batch, order: lot, closedAt } = batches.get(number);
  floor.notBefore(closedAt);
  const because = floor.because('its lot was closed');
  const every: Every = {
    ...{ owner: lot.owner, gtin: lot.gtin, lot: lot.lot, expiry: lot.expiry, batch },
    ...{ location: canonicalEpc(floor.needs.settings.bizLocation), state: 'here', isVerified: true, isRecalled: false },
    ...{ isReleased: false, held: undefined, order: undefined },
  };
  entering.begin(batch);
  const containers = entering.containers(batch, PIECE);
  for (const one of containers) enterContainer(floor, one, every, because);
  const packs = containers.length < PIECE ? entering.packs(batch, PIECE - containers.length) : [];
  for (const one of packs) enterPack(floor, one, every, because);
  if (containers.length + packs.length < PIECE) entering.done(batch);
  return true;
}

type Every = Omit<Fresh, 'epc' | 'kind' | 'packs' | 'parent' | 'isListed'>;
type Because = ReturnType<Floor['because']>;

const isHeld = ({ needs: { exceptions } }: Floor, epc: string) =>
  !exceptions.holdsNothing() && exceptions.holderOf(epc) !== undefined;

function enterContainer(floor: Floor, number: number, every: Every, because: Because): void {
  const { containers, packs, inventory } = floor.needs;
  const container = containers.get(number);
  const epc = canonicalEpc(container.epc ?? '');
  if (isHeld(floor, epc)) return;
  const outer = container.parent === undefined ? undefined : containers.find(container.parent)?.epc;
  const parent = outer === undefined ? undefined : inventory.find(canonicalEpc(outer));
  const isListed = packs.inside(container).length === 0;
  const size = containers.units(container);
  inventory.add({ ...every, epc, kind: 'container', packs: size, parent: parent?.epc, isListed }, because);
}

function enterPack(floor: Floor, serial: string, every: Every, because: Because): void {
  const { packs, inventory } = floor.needs;
  const pack = packs.find(every.gtin ?? '', serial);
  if (pack === undefined) throw new Error(`there is no pack ${serial}`);
  const epc = canonicalEpc(epcOf(floor.needs, pack));
  if (!isHeld(floor, epc))
    inventory.add({ ...every, epc, kind: 'pack', packs: 1, parent: undefined, isListed: true }, because);
}
