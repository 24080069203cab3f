import type { Packing } from '../../business-act.ts';
import type { Report } from '../../regime.ts';
import { slicesOf } from '../../slices.ts';
import { RELEASED_WITHIN, within } from './deadlines.ts';

/** Packages in one 915: with a hundred packs in each about two megabytes. */
export const PACKAGES_PER_REPORT = 500;
/** So many packages of a higher level are told one by one: only 911 takes packs and packages side by side. */
const FEW = 200;

/**
 * Packages are told from the lowest level up: what is put into another has to be known. Where the levels are not known, each is told by itself, for a 915 has
 * either packs inside or packages.
 */
export function packed(act: Packing): Report[] {
  const { product, lot, units, levels = [], first = 0 } = act;
  const key = `packing:${product.gtin}:${lot.lot}`;
  const common = { act: key, deadline: within(act.at, RELEASED_WITHIN) };
  const reportOf = (name: string, slice: { first: number; count: number }, after: string[]): Report => ({
    key: `${name}:${key}:${slice.first}`,
    name,
    ...common,
    units: slice,
    ...(after.length > 0 && { after }),
  });
  if (levels.reduce((sum, count) => sum + count, 0) !== units)
    return slicesOf(units, 1, first).map((slice) => reportOf('911', slice, []));
  const due: Report[] = [];
  let below: string[] = [];
  let place = first;
  for (const [level, count] of levels.entries()) {
    const isSingle = level > 0 && count <= FEW;
    const slices = slicesOf(count, isSingle ? 1 : PACKAGES_PER_REPORT, place);
    const reports = slices.map((slice) => reportOf(isSingle ? '911' : '915', slice, below));
    due.push(...reports);
    below = reports.length === 0 ? below : reports.map((report) => report.key);
    place += count;
  }
  return due;
}
