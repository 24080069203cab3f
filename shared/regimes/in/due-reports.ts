import type { BusinessAct, Packing, Release } from '../business-act.ts';
import type { Report } from '../regime.ts';
import { hoursAfter, slicesOf } from '../slices.ts';
import { HOME, names } from './names.ts';

/** Packs, and packages with what is in them, in one upload: our own bounds, for none is public. */
export const PACKS_PER_UPLOAD = 50_000;
export const PARENTS_PER_UPLOAD = 500;

/** Data are to be there before the goods leave; no hour is public, and a working day is what we hold ourselves to. */
const WITHIN_HOURS = 24;

/** What acts make due at iVEDA: the packs of a lot that was made for export, then what they are in, from the lowest level up. Of what becomes of them nothing is public. */
export function dueReports(act: BusinessAct): Report[] {
  switch (act.kind) {
    case 'release':
      return isExport(act) ? released(act) : [];
    case 'packing':
      return isExport(act) ? packed(act) : [];
    default:
      return [];
  }
}

/**
 * Made in India and sold elsewhere. Where goods go to is known when they leave, and the data have to be there before: so a product is for export when it is sold
 * in another country as well, and a lot of it is made in India unless it is known to be packed elsewhere; where nobody knows, a person says it.
 */
const isExport = ({ product, packedIn = HOME }: Release | Packing) =>
  packedIn === HOME && product.markets.some((country) => country !== HOME);

/** Whoever knows where it was made says so. */
const madeSomewhere = ({ packedIn }: Release | Packing) =>
  packedIn === undefined && {
    held: 'it is not known where the lot was packed, and only lots made in India are uploaded: release this report if it was packed there, else cancel it; where the location has an address, later lots are not asked about',
  };

const subjectOf = ({ product, lot }: Release | Packing) => `${product.gtin}:${lot.lot}`;
const within = (at: string) => hoursAfter(at, WITHIN_HOURS);

function released(act: Release): Report[] {
  const subject = subjectOf(act);
  return slicesOf(act.units, PACKS_PER_UPLOAD, act.first).map((units) => ({
    key: `${names.primary}:${subject}:${units.first}`,
    name: names.primary,
    act: `release:${subject}`,
    units,
    deadline: within(act.at),
    ...madeSomewhere(act),
  }));
}

/** Every package waits for all those of the level below. Where the levels are not known each is an upload of its own, and waits for the one before it. */
function packed(act: Packing): Report[] {
  const { units, levels = [], first = 0 } = act;
  const isKnown = levels.reduce((sum, count) => sum + count, 0) === units;
  const steps = isKnown ? levels.filter((count) => count > 0) : Array.from({ length: units }, () => 1);
  const due: Report[] = [];
  let below: string[] = [];
  let place = first;
  for (const [step, count] of steps.entries()) {
    const name = isKnown && step < steps.length - 1 ? names.secondary : names.tertiary;
    const reports = slicesOf(count, PARENTS_PER_UPLOAD, place).map((slice) => parentsOf(act, name, slice, below));
    due.push(...reports);
    below = reports.map(({ key }) => key);
    place += count;
  }
  return due;
}

function parentsOf(
  act: Packing,
  name: string,
  units: { readonly first: number; readonly count: number },
  after: string[],
): Report {
  const key = `packing:${subjectOf(act)}`;
  return {
    ...{ key: `${name}:${key}:${units.first}`, name, act: key, units, deadline: within(act.at) },
    ...madeSomewhere(act),
    ...(after.length > 0 && { after }),
  };
}
