import type { Difference, Lot } from '../messages/lots-api.ts';
import { newestOf, waitsForSite } from '../orders/revisions.ts';

/** A line has closed a lot, and its site has not told which revision of the order it ran: expiry and all else may be of another one. */
export function revisionUnknown(
  lot: Pick<Lot, 'report' | 'revision' | 'runs' | 'standing' | 'state' | 'site'>,
): Difference[] {
  if (lot.report === undefined || !waitsForSite(lot)) return [];
  const { site, runs = 1 } = lot;
  return [
    {
      kind: 'revision-unknown',
      count: 1,
      detail: `site ${site} has not told whether it ran revision ${newestOf(lot)} of the order; revision ${runs} is taken for what was packed`,
      remedy:
        'let the site reach this server, so that it tells; or compare expiry and packing with the packs, and release with that deviation',
    },
  ];
}
