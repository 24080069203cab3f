import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Recorded } from '#shared/line/check-group.ts';
import type { Batches } from '../../store/batches.ts';
import type { SiteExceptions } from '../../store/site-exceptions.ts';
import { findRow, type RowNeeds } from './find-row.ts';

export interface RecordNeeds extends RowNeeds {
  readonly batches: Batches;
  readonly exceptions: SiteExceptions;
}

/**
 * What the site's records say under canonical EPCs, for one look: each is asked for once.
 *
 * @param turn the exception that holds what is looked at: what is held behind it comes after it, and what is held before it comes first
 */
export function recordsOf(needs: RecordNeeds, turn?: number): (canonical: string) => Recorded | undefined {
  const { exceptions } = needs;
  const known = new Map<string, Recorded | undefined>();
  const parents = new Map<number, string | undefined>();
  const nothingHeld = exceptions.holdsNothing();
  const parentOf = (container: number | undefined) => {
    if (container === undefined) return undefined;
    if (!parents.has(container)) {
      const epc = needs.containers.find(container)?.epc;
      parents.set(container, epc === undefined ? undefined : canonicalEpc(epc));
    }
    return parents.get(container);
  };
  const find = (canonical: string): Recorded | undefined => {
    const row = findRow(needs, canonical);
    if (row === undefined) return undefined;
    const [batch, inside, isSaid] =
      'pack' in row
        ? [row.pack.batch, row.pack.container, row.pack.told]
        : [row.container.batch, row.container.parent, row.container.closedAt !== undefined];
    const { lot, expiry } = needs.batches.orderOf(batch);
    return {
      ...{ lot, expiry, parent: parentOf(inside) },
      // What was said to the door and is held there was told to nobody.
      isTold: isSaid && (nothingHeld || !exceptions.holdsBeginningOf(canonical)),
      heldBy: nothingHeld ? undefined : exceptions.holderOf(canonical, 0, turn === undefined ? undefined : turn - 1),
      goesOn: turn !== undefined && !nothingHeld && exceptions.holderOf(canonical, turn + 1) !== undefined,
    };
  };
  return (canonical) => {
    if (!known.has(canonical)) known.set(canonical, find(canonical));
    return known.get(canonical);
  };
}
