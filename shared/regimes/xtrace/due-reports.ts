import type { BusinessAct, Change, Packing, Release, Undo } from '../business-act.ts';
import type { Report } from '../regime.ts';
import { hoursAfter, slicesOf } from '../slices.ts';
import type { XtraceCountry } from './country.ts';
import { MADE, names, PACKAGES_PER_DOCUMENT, PACKED } from './names.ts';

/** No hour is public; a working day is what we hold ourselves to. */
const WITHIN_HOURS = 24;
const within = (at: string) => hoursAfter(at, WITHIN_HOURS);

/** What acts make due at a country's system: the codes of a lot that are on packs, what packs are in from the lowest level up, and packs that leave circulation. */
export const xtraceReports =
  (country: XtraceCountry) =>
  (act: BusinessAct): Report[] => {
    switch (act.kind) {
      case 'release':
        return used(country, act);
      case 'packing':
        return packed(act);
      case 'change':
        return isTold(country, act) ? withdrawn(country, act) : [];
      case 'undo':
        return country.withdrawal.is ? undone(country, act) : [];
      default: // movements are told otherwise, and recalls come from the authority
        return [];
    }
  };

const subjectOf = ({ product, lot }: Release | Packing | Change | Undo) => `${product.gtin}:${lot.lot}`;
const usedKey = (subject: string, first: number) => `${names.utilisation}:${subject}:${first}`;

function used({ mostCodes }: XtraceCountry, act: Release): Report[] {
  const subject = subjectOf(act);
  return slicesOf(act.units, mostCodes.is, act.first).map((units) => ({
    key: usedKey(subject, units.first),
    name: names.utilisation,
    act: `release:${subject}`,
    units,
    ...(act.packedIn === undefined ? { wants: [MADE, PACKED] } : { wants: [MADE], notes: { packedIn: act.packedIn } }),
    deadline: within(act.at),
  }));
}

/** A package waits for all those of the level below; where levels are not known, for the one before it. */
function packed(act: Packing): Report[] {
  const { units, levels = [], first = 0 } = act;
  const of = `packing:${subjectOf(act)}`;
  const isKnown = levels.reduce((sum, count) => sum + count, 0) === units;
  const due: Report[] = [];
  let below: string[] = [];
  let place = first;
  for (const count of isKnown ? levels.filter((one) => one > 0) : Array.from({ length: units }, () => 1)) {
    const reports = slicesOf(count, PACKAGES_PER_DOCUMENT, place).map((slice) => ({
      ...{ key: `${names.aggregation}:${of}:${slice.first}`, name: names.aggregation, act: of, units: slice },
      deadline: within(act.at),
      ...(below.length > 0 && { after: below }),
    }));
    due.push(...reports);
    below = reports.map(({ key }) => key);
    place += count;
  }
  return due;
}

const isTold = ({ withdrawal, country }: XtraceCountry, { change, to }: Change) =>
  withdrawal.is && (change !== 'exported' || (to !== undefined && to !== country));

function withdrawn({ mostCodes }: XtraceCountry, act: Change): Report[] {
  const subject = subjectOf(act);
  const key = `${names.withdrawal}:${subject}:${act.eventId}`;
  return slicesOf(act.units, mostCodes.is, act.first).map((units) => ({
    key: `${key}:${units.first}`,
    name: names.withdrawal,
    act: key,
    after: slicesOf(act.lotUnits, mostCodes.is).map(({ first }) => usedKey(subject, first)),
    units,
    change: act.change,
    deadline: within(act.at),
    ...(act.change === 'ended' && {
      held: 'the packs were decommissioned, and it is not said what became of them: capture that, then release or cancel this report',
    }),
  }));
}

/** No document that is public takes one back. */
const undone = (country: XtraceCountry, act: Undo): Report[] =>
  withdrawn(country, { ...act, kind: 'change', at: act.changedAt }).map(({ held: _, ...report }) => ({
    ...report,
    key: `undo:${report.key}`,
    act: `undo:${report.act}`,
    undo: true,
    after: [report.key],
    deadline: within(act.at),
    held: 'what was told was declared an error, and no document is known that takes it back: have the operator mend it, then cancel this report',
  }));
