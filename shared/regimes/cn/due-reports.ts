import type { BusinessAct, Change, Movement, Packing, Release, Undo } from '../business-act.ts';
import type { PackChange } from '../pack-change.ts';
import type { Report } from '../regime.ts';
import { CODES_PER_BILL } from './calls.ts';
import { chinaCodeOf } from './codes.ts';

/** Packs in one relation file of a release. The platform names no limit: a file stays small enough to be read in one go. */
export const PACKS_PER_RELATION = 50_000;
/** Containers in one relation file of a packing, with what is in them. */
export const CONTAINERS_PER_RELATION = 2_000;
/** No hour is named; a working day is what we hold ourselves to. */
const WITHIN_HOURS = 24;

/** What a relation file wants that no event tells. */
const relationWants = ['subTypeNo', 'madeDate', 'workshop', 'lineName', 'lineManager', 'oper_ic_name'] as const;
/** Who hands over and who takes, for specially controlled drugs. */
const personWants = ['from_person', 'to_person'] as const;

/** What an act makes due at the platform, in the order in which it may be sent. */
export function dueReports(act: BusinessAct): Report[] {
  switch (act.kind) {
    case 'release':
      return released(act);
    case 'packing':
      return packed(act);
    case 'change':
      return act.change === 'exported' ? [] : changed(act); // goods that leave China are told by their shipment
    case 'undo':
      return undone(act);
    case 'shipment':
    case 'receipt':
    case 'transfer':
      return act.undo ? movedBack(act) : reportsOfMovement(act);
    case 'recall':
    case 'withdrawal':
      return []; // the platform is told by the bills of what comes back
  }
}

interface OfLot {
  readonly product: { readonly gtin: string };
  readonly lot: { readonly lot: string };
}
const subjectOf = ({ product, lot }: OfLot) => `${product.gtin}:${lot.lot}`;

function slicesOf(size: number, units: number, from = 0) {
  return Array.from({ length: Math.ceil(units / size) }, (_, part) => ({
    first: from + part * size,
    count: Math.min(size, units - part * size),
  }));
}

const relationKey = (subject: string, first: number) => `release:${subject}:${first}`;

/** A release makes the codes active, and puts the packs into stock by a bill of production that follows under the same report. */
function released(act: Release): Report[] {
  const subject = subjectOf(act);
  return slicesOf(PACKS_PER_RELATION, act.units, act.first).map((units) => ({
    key: relationKey(subject, units.first),
    name: 'uploadrelation',
    act: `release:${subject}`,
    units,
    deadline: within(act.at),
    wants: relationWants,
  }));
}

function packed(act: Packing): Report[] {
  const key = `packing:${subjectOf(act)}`;
  return slicesOf(CONTAINERS_PER_RELATION, act.units, act.first).map((units) => ({
    key: `${key}:${units.first}`,
    name: 'uploadrelation',
    act: key,
    units,
    deadline: within(act.at),
    wants: relationWants,
  }));
}

function changed(act: Change): Report[] {
  const key = `change:${subjectOf(act)}:${act.eventId}`;
  const isSpecial = chinaCodeOf(act.product)?.startsWith('89') === true;
  return slicesOf(CODES_PER_BILL, act.units, act.first).map((units) => ({
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
  return slicesOf(CODES_PER_BILL, act.units, act.first).map((units) => ({
    key: `${key}:${units.first}`,
    name: 'uploadinoutbill',
    act: `${act.kind}:${act.eventId}`,
    units,
    deadline: within(act.at),
  }));
}

const reportsOfMovement = (act: Movement): Report[] =>
  act.kind === 'transfer' ? transferred(act) : moved(act, act.kind);

/** Whoever plans it has them wait for those that they take back. */
const movedBack = (act: Movement): Report[] =>
  reportsOfMovement(act).map(({ after: _, ...report }) => ({
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
  { key, change }: Pick<Report, 'key' | 'change'>,
  isReturn: boolean,
): number | undefined {
  if (change !== undefined) return changeBills[change];
  const part = key.slice(0, key.indexOf(':'));
  if (part === 'shipment') return isReturn ? 202 : 201;
  if (part === 'receipt') return isReturn ? 103 : 102;
  return part === 'transfer-in' ? 104 : 203;
}

/** True for the relation file of a release, which a bill of production follows. */
export const isRelease = ({ key }: Pick<Report, 'key'>): boolean => key.startsWith('release:');

/** The lot that the report of a relation file is of. */
export const lotOfKey = (key: string): string => key.slice(key.indexOf(':') + 16, key.lastIndexOf(':'));

const releaseReports = (act: Change | Undo) =>
  slicesOf(PACKS_PER_RELATION, act.lotUnits).map(({ first }) => relationKey(subjectOf(act), first));

const within = (at: string) => new Date(Date.parse(at) + WITHIN_HOURS * 3_600_000).toISOString();
