import type { BusinessAct, Change, Movement, Packing, Release, Repacking, Undo } from '../business-act.ts';
import type { PackChange } from '../pack-change.ts';
import type { Report } from '../regime.ts';
import type { ReportedPlace } from '../reported.ts';
import { hoursAfter, slicesOf } from '../slices.ts';
import { CODES_PER_BILL } from './calls.ts';
import { chinaCodeOf } from './codes.ts';
import { personWants } from './special.ts';
import { billOfStatement } from './statements.ts';

/** Packs in one relation file of a release. The platform names no limit: with the bill that follows a file stays at some seven megabytes. */
export const PACKS_PER_RELATION = 25_000;
/** Containers in one relation file of a packing: with a hundred packs in each about seven megabytes, too. */
export const CONTAINERS_PER_RELATION = 500;
/** No hour is named; a working day is what we hold ourselves to. */
const WITHIN_HOURS = 24;

/** What a relation file wants that no event tells. */
const relationWants = ['subTypeNo', 'madeDate', 'workshop', 'lineName', 'lineManager', 'oper_ic_name'] as const;
const operatorWants = ['oper_ic_name'] as const;

/** What an act makes due at the platform, in the order in which it may be sent. */
export function dueReports(act: BusinessAct): Report[] {
  switch (act.kind) {
    case 'release':
      return released(act);
    case 'packing':
      return packed(act);
    case 'repacking':
      return repacked(act);
    case 'change':
      return act.change === 'exported' ? [] : changed(act); // goods that leave China are told by their shipment
    case 'undo':
      return undone(act);
    case 'shipment':
    case 'receipt':
    case 'transfer':
      return act.undo ? movedBack(act) : reportsOfMovement(act);
    case 'recall':
    case 'dropout':
    case 'withdrawal':
      return []; // the platform is told by the bills of what comes back
  }
}

interface OfLot {
  readonly product: { readonly gtin: string };
  readonly lot: { readonly lot: string };
}
const subjectOf = ({ product, lot }: OfLot) => `${product.gtin}:${lot.lot}`;

const elsewhere =
  'the lot was packed abroad, and the product is sold in other countries, too: release this report if the lot comes to China, else cancel it';

/** The bill of production (101), which is told by a file. */
export const PRODUCTION = 'uploadcircubill';
const productionKey = (subject: string, first: number) => `production:${subject}:${first}`;
const relationKey = (subject: string, first: number) => `release:${subject}:${first}`;

/** A release makes the codes active, and after that puts the packs into stock by a bill of production. Of a lot from abroad nobody knows here whether it comes. */
function released(act: Release): Report[] {
  const subject = subjectOf(act);
  const isElsewhere = isAbroad(act.packedIn) && act.product.markets.some(isAbroad);
  const common = { act: `release:${subject}`, deadline: within(act.at), ...(isElsewhere && { held: elsewhere }) };
  return slicesOf(act.units, PACKS_PER_RELATION, act.first).flatMap((units) => {
    const key = relationKey(subject, units.first);
    return [
      { ...common, key, name: 'uploadrelation', units, wants: relationWants, notes: notesOf('release', act) },
      {
        ...common,
        key: productionKey(subject, units.first),
        name: PRODUCTION,
        after: [key],
        units,
        wants: operatorWants,
      },
    ];
  });
}

/** What is put into another has to be known: files with containers of containers wait for those before them. */
function packed(act: Packing): Report[] {
  const { first = 0, levels: [lowest = 0] = [] } = act;
  const key = `packing:${subjectOf(act)}`;
  const slices = slicesOf(act.units, CONTAINERS_PER_RELATION, first);
  const keyOf = (units: { readonly first: number }) => `${key}:${units.first}`;
  return slices.map((units, i) => ({
    key: keyOf(units),
    name: 'uploadrelation',
    act: key,
    ...(i > 0 && units.first + units.count > first + lowest && { after: slices.slice(0, i).map(keyOf) }),
    units,
    deadline: within(act.at),
    wants: relationWants,
    notes: notesOf('packing', act),
  }));
}

const byHand =
  'what a container holds changed after the platform was told of it, and no call that changes a relation is public: change it on the platform by hand, then cancel this report';

/** A person has to do it. What moves of that waits for the word that it was done. */
function repacked(act: Repacking): Report[] {
  if (isAbroad(act.country)) return [];
  const key = `repacking:${act.eventId}:${act.how}:${act.container}`;
  const units = { first: act.first ?? 0, count: act.units };
  const told = { key: `${key}:${units.first}`, name: 'uploadrelation', act: key, units, notes: { of: 'repacking' } };
  return [{ ...told, deadline: within(act.at), held: byHand }];
}

/** What is in a relation file, and of which batch. */
const notesOf = (of: 'release' | 'packing', { lot }: OfLot) => ({ of, batch: lot.lot });

function changed(act: Change): Report[] {
  const key = `change:${subjectOf(act)}:${act.eventId}`;
  const isSpecial = chinaCodeOf(act.product)?.startsWith('89') === true;
  return slicesOf(act.units, CODES_PER_BILL, act.first).map((units) => ({
    key: `${key}:${units.first}`,
    name: 'uploadinoutbill',
    act: key,
    after: releaseReports(act),
    units,
    change: act.change,
    deadline: within(act.at),
    ...(isSpecial && { wants: personWants }),
    ...(act.change === 'ended' && {
      held: 'the packs were decommissioned, and it is not said what became of them: capture that, then release or cancel this report',
    }),
  }));
}

const noWord =
  'what was told was declared an error, and the platform has no call that takes a bill back: revoke the bill on the platform by hand, then cancel this report';

/** Under the slices that were told; nothing of it is ever sent. */
function undone(act: Undo): Report[] {
  const told = changed({ ...act, kind: 'change', at: act.changedAt });
  return told.map(({ key, act: of, held: _, wants: __, ...report }) => ({
    ...report,
    key: `undo:${key}`,
    act: `undo:${of}`,
    undo: true,
    after: [key],
    deadline: within(act.at),
    held: noWord,
  }));
}

type MovementPart = 'shipment' | 'receipt' | 'transfer-out' | 'transfer-in';

function moved(act: Movement, part: MovementPart): Report[] {
  const key = `${part}:${act.eventId}`;
  const isSpecial =
    act.nationalNumbers?.some(({ type, value }) => type === 'china-code' && value.startsWith('89')) === true;
  return slicesOf(act.units, CODES_PER_BILL, act.first).map((units) => ({
    key: `${key}:${units.first}`,
    name: 'uploadinoutbill',
    act: `${act.kind}:${act.eventId}`,
    units,
    ...(isSpecial && { wants: personWants }),
    deadline: within(act.at),
    notes: { of: part },
  }));
}

/** The platform hears of goods that are in China, come to it or leave it. Within one firm nothing moves for it. */
function reportsOfMovement(act: Movement): Report[] {
  const { kind, from, to } = act;
  if (isAbroad(from.country) && isAbroad(to.country)) return [];
  if (kind !== 'transfer') return moved(act, kind);
  return isOneFirm(from, to) ? [] : transferred(act);
}

const HOME = 'CN';
const isAbroad = (country: string | undefined) => country !== undefined && country !== HOME;

function isOneFirm({ registrations: from = {} }: ReportedPlace, { registrations: to = {} }: ReportedPlace): boolean {
  const number = from['msfx-ent'];
  return number !== undefined && number === to['msfx-ent'];
}

/** Whoever plans it has them wait for those that they take back. */
const movedBack = (act: Movement): Report[] =>
  reportsOfMovement(act).map(({ after: _, wants: __, ...report }) => ({
    ...report,
    key: `undo:${report.key}`,
    act: `undo:${report.act}`,
    undo: true,
    held: noWord,
  }));

/** Goods that go between own places go out first, and then come in. */
function transferred(act: Movement): Report[] {
  const out = moved(act, 'transfer-out');
  const back = moved(act, 'transfer-in').map((report, i) => ({ ...report, after: [out[i]?.key ?? ''] }));
  return [...out, ...back];
}

const changeBills: Readonly<Record<PackChange, number | undefined>> = {
  sampled: 206,
  destroyed: 205,
  stolen: 214,
  exported: undefined,
  ended: undefined,
};

/**
 * The number of the bill that tells a report; `undefined` where nobody said what became of the packs.
 *
 * @param isReturn the movement names a return authorisation (CBV 2.0 §7.3: `rma`)
 */
export function billTypeOfReport(
  { change, notes }: Pick<Report, 'change' | 'notes'>,
  isReturn: boolean,
): number | undefined {
  if (change !== undefined) return changeBills[change];
  const stated = notes?.['statement'];
  if (stated !== undefined) return billOfStatement(stated);
  const part = notes?.['of'];
  if (part === 'shipment') return isReturn ? 202 : 201;
  if (part === 'receipt') return isReturn ? 103 : 102;
  return part === 'transfer-in' ? 104 : 203;
}

/** True for the relation file of a release, whose packs are in nothing yet. */
export const isRelease = ({ notes }: Pick<Report, 'notes'>): boolean => notes?.['of'] === 'release';

/** The batch that a relation file is of. */
export const batchOf = ({ notes }: Pick<Report, 'notes'>): string => notes?.['batch'] ?? '';

const releaseReports = (act: Change | Undo) =>
  slicesOf(act.lotUnits, PACKS_PER_RELATION).map(({ first }) => productionKey(subjectOf(act), first));

const within = (at: string) => hoursAfter(at, WITHIN_HOURS);
