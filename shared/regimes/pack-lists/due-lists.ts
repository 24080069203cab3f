import type { BusinessAct, Change, Movement, Release, Undo } from '../business-act.ts';
import type { Report } from '../regime.ts';
import { hoursAfter, slicesOf } from '../slices.ts';
import { PACKS_PER_LIST, THINGS_PER_LIST } from './limits.ts';

/** What a service calls its lists of packs. */
export interface ListNames {
  /** Where it applies, ISO 3166-1 alpha-2. */
  readonly home: string;
  readonly supply: string;
  readonly import: string;
  readonly dispatch: string;
  readonly export: string;
  readonly accept: string;
  readonly transfer: string;
  readonly deactivation: string;
  /** What takes a list back, by its name; those that nothing takes back are held for people. */
  readonly back: Readonly<Record<string, string>>;
  /** What tells the receiver of a shipment what is in what, where the service passes that on. */
  readonly package?: string;
}

/** What a release wants to be given: the day on which the lot was made. */
export const releaseWants = ['madeDate'] as const;

/** Real time is what both services ask for without naming an hour; a working day is what we hold ourselves to. */
const WITHIN_HOURS = 24;
const within = (at: string) => hoursAfter(at, WITHIN_HOURS);

/** What an act makes due at a service that knows every pack with its owner, and is told by lists of packs, in the order in which they may be sent. */
export const dueLists =
  (names: ListNames) =>
  (act: BusinessAct): Report[] => {
    switch (act.kind) {
      case 'release':
        return released(names, act);
      case 'change':
        return act.change === 'exported' ? [] : changed(names, act); // told by the shipment that takes them abroad
      case 'undo':
        return undone(names, act);
      case 'shipment':
      case 'receipt':
      case 'transfer':
        return act.undo ? movedBack(names, act) : moved(names, act);
      case 'packing':
      case 'repacking':
      case 'dropout':
      case 'recall':
      case 'withdrawal':
        return []; // containers go with their shipment, recalls come from the authority
    }
  };

interface OfLot {
  readonly product: { readonly gtin: string };
  readonly lot: { readonly lot: string };
}
const subjectOf = ({ product, lot }: OfLot) => `${product.gtin}:${lot.lot}`;
const releaseKey = (subject: string, first: number) => `release:${subject}:${first}`;

function released(names: ListNames, act: Release): Report[] {
  const subject = subjectOf(act);
  return slicesOf(act.units, PACKS_PER_LIST, act.first).map((units) => ({
    key: releaseKey(subject, units.first),
    name: isAbroad(names, act.packedIn) ? names.import : names.supply,
    act: `release:${subject}`,
    units,
    deadline: within(act.at),
    wants: releaseWants,
  }));
}

function changed(names: ListNames, act: Change): Report[] {
  const subject = subjectOf(act);
  const key = `change:${subject}:${act.eventId}`;
  return slicesOf(act.units, PACKS_PER_LIST, act.first).map((units) => ({
    key: `${key}:${units.first}`,
    name: names.deactivation,
    act: key,
    after: slicesOf(act.lotUnits, PACKS_PER_LIST).map(({ first }) => releaseKey(subject, first)),
    units,
    change: act.change,
    deadline: within(act.at),
    ...(act.change === 'ended' && {
      held: 'the packs were decommissioned, and it is not said what became of them: capture that, then release or cancel this report',
    }),
  }));
}

function undone(names: ListNames, act: Undo): Report[] {
  if (act.change === 'exported') return [];
  const told = changed(names, { ...act, kind: 'change', at: act.changedAt });
  return told.map(({ held: _, ...report }) => ({
    ...report,
    ...backOf(names, report),
    after: [report.key],
    deadline: within(act.at),
  }));
}

/** A report that takes another one back; one that nothing takes back is never sent. */
function backOf(
  { back }: ListNames,
  { key, act, name }: Report,
): Pick<Report, 'key' | 'act' | 'name' | 'undo' | 'held'> {
  const by = back[name];
  return {
    key: `undo:${key}`,
    act: `undo:${act}`,
    name: by ?? name,
    undo: true,
    ...(by === undefined && {
      held: 'what was told was declared an error, and no call takes it back: have the authority mend it, then cancel this report',
    }),
  };
}

const isAbroad = ({ home }: ListNames, country: string | undefined) => country !== undefined && country !== home;

/** What tells a movement; `undefined` where goods do not come from, or go to, somebody here. */
function nameOf(names: ListNames, { kind, from, to }: Movement): string | undefined {
  if (isAbroad(names, to.country))
    return kind === 'receipt' || isAbroad(names, from.country) ? undefined : names.export;
  if (kind === 'shipment') return names.dispatch;
  if (isAbroad(names, from.country)) return undefined; // their release tells that they come in
  return kind === 'receipt' ? names.accept : names.transfer;
}

function moved(names: ListNames, act: Movement): Report[] {
  const name = nameOf(names, act);
  if (name === undefined) return [];
  const lists = listsOf(name, act);
  if (name !== names.dispatch || names.package === undefined) return lists;
  return [...lists, ...listsOf(names.package, act)];
}

function listsOf(name: string, act: Movement): Report[] {
  const key = `${act.kind}:${act.eventId}`;
  return slicesOf(act.units, THINGS_PER_LIST, act.first).map((units) => ({
    key: `${key}:${name}:${units.first}`,
    name,
    act: key,
    units,
    deadline: within(act.at),
  }));
}

/** Whoever plans it has them wait for those that they take back. A package is not taken back: its goods are. */
function movedBack(names: ListNames, act: Movement): Report[] {
  const name = nameOf(names, act);
  return name === undefined ? [] : listsOf(name, act).map((report) => ({ ...report, ...backOf(names, report) }));
}
