import type { BusinessAct, Dropout, Packing, Release } from '../business-act.ts';
import type { Report } from '../regime.ts';
import { hoursAfter, slicesOf } from '../slices.ts';

/** As reports are called, and the methods that take them. */
export const names = { utilisation: 'utilisation', dropout: 'dropout', aggregation: 'aggregation' } as const;

/** Codes in one report (public clients of API v3: [M]). */
export const CODES_PER_REPORT = 30_000;
/** Most packages in one report of aggregation, fewer where their codes would not fit: our own. */
export const PACKAGES_PER_REPORT = 100;

/** A working day: nothing is public but that codes end after 180 days, and documents of the lot wait for it. */
const WITHIN_HOURS = 24;

/**
 * What acts make due at an order station: the codes of a lot that are on packs, those of packs that were no more by then, and what packs are in, from the lowest
 * level up. What becomes of packs later is not the station's to know.
 *
 * @param wants names of the facts of a lot
 */
export const omsReports =
  (wants: readonly string[] = []) =>
  (act: BusinessAct): Report[] => {
    switch (act.kind) {
      case 'release':
        return used(act, wants);
      case 'dropout':
        return dropped(act);
      case 'packing':
        return packed(act);
      default:
        return [];
    }
  };

const subjectOf = ({ product, lot }: Release | Dropout | Packing) => `${product.gtin}:${lot.lot}`;
const deadlineOf = ({ at }: Release | Dropout | Packing) => hoursAfter(at, WITHIN_HOURS);

function used(act: Release, wants: readonly string[]): Report[] {
  const subject = subjectOf(act);
  return slicesOf(act.units, CODES_PER_REPORT, act.first).map((units) => ({
    key: `${names.utilisation}:${subject}:${units.first}`,
    name: names.utilisation,
    act: `release:${subject}`,
    units,
    ...(act.packedIn !== undefined && { notes: { packedIn: act.packedIn } }),
    ...(wants.length > 0 && { wants }),
    deadline: deadlineOf(act),
  }));
}

function dropped(act: Dropout): Report[] {
  const key = `${names.dropout}:${subjectOf(act)}:${act.change}`;
  return slicesOf(act.units, CODES_PER_REPORT, act.first).map((units) => ({
    key: `${key}:${units.first}`,
    name: names.dropout,
    act: key,
    units,
    notes: { change: act.change },
    deadline: deadlineOf(act),
  }));
}

/** A package waits for all those of the level below; where levels are not known, for the one before it. */
function packed(act: Packing): Report[] {
  const { units, levels = [], largest = [], first = 0 } = act;
  const isKnown = levels.reduce((sum, count) => sum + count, 0) === units;
  const steps = isKnown ? levels : Array.from({ length: units }, () => 1);
  const due: Report[] = [];
  let below: string[] = [];
  let place = first;
  for (const [level, count] of steps.entries()) {
    if (count === 0) continue;
    const reports = slicesOf(count, packagesOf(largest[level]), place).map((slice) => packages(act, slice, below));
    due.push(...reports);
    below = reports.map(({ key }) => key);
    place += count;
  }
  return due;
}

/** Packages of a level in one report, by what the fullest of them holds. */
const packagesOf = (largest = 0) =>
  Math.max(1, Math.min(PACKAGES_PER_REPORT, Math.floor(CODES_PER_REPORT / Math.max(1, largest))));

function packages(
  act: Packing,
  units: { readonly first: number; readonly count: number },
  after: readonly string[],
): Report {
  const key = `packing:${subjectOf(act)}`;
  return {
    ...{ key: `${names.aggregation}:${key}:${units.first}`, name: names.aggregation, act: key, units },
    deadline: deadlineOf(act),
    ...(after.length > 0 && { after: [...after] }),
  };
}
