import type { BusinessAct, Change, Movement, Release, Undo } from '../../business-act.ts';
import type { Report } from '../../regime.ts';
import { hoursAfter, slicesOf } from '../../slices.ts';

/** Packs of one event, and things of one movement: our own bounds, the message set names none. */
export const PACKS_PER_EVENT = 10_000;
export const THINGS_PER_EVENT = 20;

/** Hours in which a holder had to tell an event. [R] */
const WITHIN_HOURS = 72;
const HOME = 'BR';

/** What an act made due while the duty stood: activation, shipment, receipt, the end of packs, and what takes such an event back. */
export function dueReports(act: BusinessAct): Report[] {
  switch (act.kind) {
    case 'release':
      return activated(act);
    case 'change':
      return act.change === 'exported' && (act.to === undefined || act.to === HOME) ? [] : ended(act);
    case 'undo':
      return undone(act);
    case 'shipment':
    case 'receipt':
      return moved(act);
    case 'transfer':
      return isBetweenEstablishments(act) ? moved(act) : [];
    case 'recall': // packs that come back are told when they are destroyed
    case 'withdrawal':
    case 'dropout':
    case 'repacking':
    case 'packing': // what packs are in is told with the shipment
      return [];
  }
}

const subjectOf = ({ product, lot }: Release | Change | Undo) => `${product.gtin}:${lot.lot}`;
const activationKey = (subject: string, first: number) => `activ:${subject}:${first}`;

/** True of an activation of packs that were made abroad. */
export const isImport = ({ notes }: Pick<Report, 'notes'>): boolean => notes?.['madeIn'] === 'abroad';

function activated(act: Release): Report[] {
  const subject = subjectOf(act);
  const isMadeAbroad = act.packedIn !== undefined && act.packedIn !== HOME;
  return slicesOf(act.units, PACKS_PER_EVENT, act.first).map((units) => ({
    key: activationKey(subject, units.first),
    name: 'activ',
    act: `release:${subject}`,
    units,
    ...(isMadeAbroad && { notes: { madeIn: 'abroad' } }),
    deadline: within(act.at),
  }));
}

function ended(act: Change): Report[] {
  const key = `final:${subjectOf(act)}:${act.eventId}`;
  const isUnsaid = act.change === 'ended';
  return slicesOf(act.units, PACKS_PER_EVENT, act.first).map((units) => ({
    key: `${key}:${units.first}`,
    name: 'final',
    act: key,
    after: activations(act),
    units,
    change: act.change,
    deadline: within(act.at),
    ...(isUnsaid && {
      held: 'the packs were decommissioned, and it is not said why they leave the chain: give the reason, capture what became of them, or cancel this report',
      wants: ['reason'],
    }),
  }));
}

const activations = (act: Change) =>
  slicesOf(act.lotUnits, PACKS_PER_EVENT).map(({ first }) => activationKey(subjectOf(act), first));

function undone(act: Undo): Report[] {
  const told = ended({ ...act, kind: 'change', at: act.changedAt });
  return told.map(({ key, act: of, units, change }) => ({
    key: `undo:${key}`,
    name: 'evtRvctn',
    act: `undo:${of}`,
    after: [key],
    ...(units && { units }),
    ...(change && { change }),
    undo: true,
    deadline: within(act.at),
  }));
}

function moved(act: Movement): Report[] {
  const name = act.kind === 'receipt' ? 'rec' : 'shpt';
  const key = `${name}:${act.eventId}`;
  return slicesOf(act.units, THINGS_PER_EVENT, act.first).map((units) => ({
    key: `${act.undo ? 'undo:' : ''}${key}:${units.first}`,
    name: act.undo ? 'evtRvctn' : name,
    act: `${act.undo ? 'undo:' : ''}${key}`,
    units,
    ...(act.undo && { undo: true }),
    deadline: within(act.at),
  }));
}

/** A member of SNCM is an establishment: goods that stay in one were not told. */
const isBetweenEstablishments = ({ from, to }: Movement) => from.registrations?.['cnpj'] !== to.registrations?.['cnpj'];

const within = (at: string) => hoursAfter(at, WITHIN_HOURS);
