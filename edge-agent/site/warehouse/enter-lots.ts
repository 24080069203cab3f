import { randomUUID } from 'node:crypto';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { epcOf } from '../../line/packing/close-container.ts';
import type { Database } from '../../store/database.ts';
import type { Stored } from '../../store/inventory.ts';
import { integer } from '../../store/row.ts';
import { act, type Floor, type WarehouseNeeds } from './floor.ts';

const order = ['pallet', 'case', 'bundle'] as const;

/** Takes over what was closed since, for good: whoever only looks something up would leave it to the next. */
export function takeOver(needs: WarehouseNeeds): void {
  if (closedLots(needs.db).length === 0) return;
  act(needs, 'take-over', { token: randomUUID() }, { who: 'agent' }, (floor) => {
    enterLots(floor);
    return {};
  });
}

/**
 * Takes over what our lines have packed of lots that were closed since: containers from the outermost in, and packs that are in none. Packs in
 * containers get rows when somebody opens those. What is held back from the repository stays out.
 */
export function enterLots(floor: Floor): void {
  for (const batch of closedLots(floor.needs.db)) enterLot(floor, batch);
}

/** Lots that are closed and were not taken over. */
const closedLots = (db: Database): number[] =>
  db
    .prepare(
      `SELECT batch FROM batches WHERE state IN ('closed', 'reported') AND batch NOT IN (SELECT batch FROM warehouse_batches) ORDER BY batch`,
    )
    .all()
    .map((row) => integer(row, 'batch'));

function enterLot(floor: Floor, number: number): void {
  const { db, batches, containers, packs, exceptions, inventory, settings } = floor.needs;
  const { batch, order: lot, closedAt } = batches.get(number);
  floor.notBefore(closedAt);
  db.prepare('INSERT INTO warehouse_batches (batch, released) VALUES (?, 0)').run(batch);
  const because = floor.because('its lot was closed');
  const every: Omit<Stored, 'epc' | 'kind' | 'packs' | 'parent' | 'isListed'> = {
    ...{ owner: lot.owner, gtin: lot.gtin, lot: lot.lot, expiry: lot.expiry, batch },
    ...{ location: canonicalEpc(settings.bizLocation), state: 'here', isVerified: true, isRecalled: false },
    ...{ isReleased: false, held: undefined, order: undefined },
  };
  const isHeld = (epc: string) => !exceptions.holdsNothing() && exceptions.holderOf(epc) !== undefined;
  const closed = containers.of(batch).filter(({ state, closedAt: told }) => state === 'closed' && told !== undefined);
  for (const container of closed.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level))) {
    const epc = canonicalEpc(container.epc ?? '');
    if (isHeld(epc)) continue;
    const outer = container.parent === undefined ? undefined : containers.find(container.parent)?.epc;
    const parent = outer === undefined ? undefined : inventory.find(canonicalEpc(outer));
    const isListed = packs.inside(container).length === 0;
    const size = containers.units(container);
    inventory.add({ ...every, epc, kind: 'container', packs: size, parent: parent?.epc, isListed }, because);
  }
  for (const pack of packs.loose(batch).filter(({ told }) => told)) {
    const epc = canonicalEpc(epcOf(floor.needs, pack));
    if (!isHeld(epc))
      inventory.add({ ...every, epc, kind: 'pack', packs: 1, parent: undefined, isListed: true }, because);
  }
}
