import { identify } from '#shared/gs1/identify.ts';
import type { Batch, Batches } from '../../store/batches.ts';
import type { Containers, Named } from '../../store/containers.ts';
import type { Pack, Packs } from '../../store/packs.ts';
import { containerEvents } from '../container-events.ts';
import type { Telling } from '../telling.ts';
import { packEpc } from './identity.ts';

export interface ClosingNeeds {
  readonly packs: Packs;
  readonly containers: Containers;
  readonly batches: Batches;
}

/**
 * Closes a container that has its number, in the caller's transaction: what is in it and was never told comes into being with it. One that was
 * told before, and was changed since, only goes on.
 */
export function closeContainer(
  needs: ClosingNeeds,
  telling: Telling,
  { order }: Batch,
  container: Named,
  why: string,
  who?: string,
): Named {
  const { packs, containers } = needs;
  const by = { why, ...(who !== undefined && { who }) };
  if (container.closedAt !== undefined) {
    return {
      ...container,
      ...containers.change(container, { state: 'closed', at: telling.stamp().at, ...by }),
      epc: container.epc,
    };
  }
  const units = packs.inside(container);
  const children = [...units.map((pack) => epcOf(needs, pack)), ...containers.inside(container).map(({ epc }) => epc)];
  const fresh = units.filter(({ told }) => !told);
  const [commissioned, closed] = [telling.stamp(), telling.stamp()];
  const { lot, expiry } = order;
  const groups = containerEvents({
    parent: container.epc,
    children,
    ...(fresh.length > 0 && { commission: { lot, expiry }, fresh: fresh.map((pack) => epcOf(needs, pack)) }),
    parentLot: identify(container.epc).kind === 'sgtin' ? { lot, expiry } : undefined,
    place: telling.place,
    commissioned,
    closed,
  });
  for (const events of groups) telling.tell(events);
  packs.told(fresh);
  // A pallet leaves the line, and whoever ships it must not be ahead of what it holds.
  if (container.level === 'pallet') telling.seal();
  const change = { state: 'closed', at: closed.at, told: closed.at, ...by } as const;
  return { ...container, ...containers.change(container, change), epc: container.epc };
}

/** A pack's EPC, of whatever batch it is. */
export const epcOf = ({ batches }: Pick<ClosingNeeds, 'batches'>, { batch, gtin, serial }: Pack): string =>
  packEpc(gtin, serial, batches.orderOf(batch));
