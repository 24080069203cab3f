import type { Lot } from '../messages/lots-api.ts';
import { changeable, type OrderRevision, type RevisionContent } from '../messages/orders-api.ts';

/** An order is changed at most so often: all its revisions stand in one row. */
export const MOST_REVISIONS = 50;

/** What a lot knows of its order's revisions. */
export type Revised = Pick<Lot, 'revision' | 'runs' | 'revisions' | 'standing' | 'state' | 'createdAt'> &
  RevisionContent;

export const newestOf = ({ revision }: Pick<Revised, 'revision'>): number => revision ?? 1;

/** All revisions, the oldest first. One that was never changed has the content of its lot. */
export const revisionsOf = (lot: Revised): readonly OrderRevision[] =>
  lot.revisions ?? [{ revision: 1, at: lot.createdAt, ...contentOf(lot) }];

/** What may be changed of an order, out of all that is said of it. */
export function contentOf(from: RevisionContent): RevisionContent {
  const { line, quantity, expiry, manufactured, bulkLot, unitsPerCase, casesPerPallet, sampleEvery } = from;
  return {
    line,
    quantity,
    expiry,
    unitsPerCase,
    casesPerPallet,
    sampleEvery,
    ...(manufactured !== undefined && { manufactured }),
    ...(bulkLot !== undefined && { bulkLot }),
  };
}

/** True while the site has not told what becomes of the newest revision. */
export const waitsForSite = (lot: Pick<Revised, 'revision' | 'standing' | 'state'>): boolean =>
  (lot.state === 'assigned' || lot.state === 'reported') && (lot.standing?.seen ?? 1) < newestOf(lot);

/** The newest revision that its site has not refused; what was refused may be wished again, on top of what the site runs. */
export function standsOn(lot: Revised): RevisionContent {
  const newest = revisionsOf(lot).at(-1);
  return contentOf(newest === undefined || !waitsForSite(lot) ? lot : newest);
}

/** The wish to cancel, when it is the newest revision. */
export function cancelOf(lot: Revised): OrderRevision | undefined {
  const newest = revisionsOf(lot).at(-1);
  return newest?.cancel === true ? newest : undefined;
}

/** Members in which two contents differ. */
export const differing = (one: RevisionContent, other: Partial<RevisionContent>) =>
  changeable.filter((member) => one[member] !== other[member]);
