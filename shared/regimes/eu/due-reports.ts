import type { BusinessAct, Change, LotRecall, Release, Undo, Withdrawal } from '../business-act.ts';
import type { Report } from '../regime.ts';
import { countries } from './countries.ts';
import { isFinal, stateOf } from './states.ts';

/** Serials in one pack report; larger lots are split. */
export const PACKS_PER_REPORT = 250_000;

/**
 * Hours in which a report should be acknowledged. The regulation names no hour: packs must be known before they are released for sale
 * (Article 33), and what became of them when it did (Articles 22 and 40). A working day is what we hold ourselves to.
 */
const WITHIN_HOURS = 24;
/** A recall is urgent: until the Hub has it, pharmacies may dispense. */
const RECALL_WITHIN_HOURS = 4;

/** What an act makes due at the Hub, in the order in which it may be sent. */
export function dueReports(act: BusinessAct): Report[] {
  switch (act.kind) {
    case 'release':
      return released(act);
    case 'change':
      return changed(act);
    case 'undo':
      return undone(act);
    case 'recall':
      return recalled(act);
    case 'withdrawal':
      return withdrawn(act);
    case 'dropout':
    case 'packing':
    case 'repacking':
    case 'shipment':
    case 'receipt':
    case 'transfer':
      return []; // the Hub knows packs, not what they are in or where they are
  }
}

const subjectOf = ({ product, lot }: Release | Change | Undo | LotRecall) => `${product.gtin}:${lot.lot}`;
const masterDataKey = (subject: string) => `product-master-data:${subject}`;
const packDataKey = (subject: string, first: number) => `product-pack-data:${subject}:${first}`;

/** Slices of at most so many packs as one report takes. */
function slicesOf(units: number, from = 0) {
  return Array.from({ length: Math.ceil(units / PACKS_PER_REPORT) }, (_, part) => {
    const before = part * PACKS_PER_REPORT;
    return { first: from + before, count: Math.min(PACKS_PER_REPORT, units - before) };
  });
}

/**
 * A release makes the product's master data due, and after it the packs: both must be in before a pack is released for sale
 * (Delegated Regulation (EU) 2016/161, Article 33). Master data go with every lot, because the product may have changed since the last one.
 */
function released(act: Release): Report[] {
  const subject = subjectOf(act);
  const common = { act: `release:${subject}`, deadline: within(act.at, WITHIN_HOURS) };
  const masterData = { key: masterDataKey(subject), name: 'product-master-data', ...common };
  const packs = slicesOf(act.units, act.first).map((units) => ({
    key: packDataKey(subject, units.first),
    name: 'product-pack-data',
    after: [masterData.key],
    units,
    ...common,
  }));
  return packs.length === 0 ? [] : [masterData, ...packs];
}

/** What became of packs is told when all packs of the lot are known; most of it cannot be taken back, so what is not sure waits for a person. */
function changed(act: Change): Report[] {
  const { change, to } = act;
  return change === 'exported' && (to === undefined || countries.includes(to)) ? [] : stateReports(act);
}

function stateReports(act: Change): Report[] {
  const { change, eventId, at } = act;
  const key = `change:${subjectOf(act)}:${eventId}`;
  return slicesOf(act.units, act.first).map((units) => ({
    key: `${key}:${units.first}`,
    name: 'product-pack-state',
    act: key,
    after: packReports(act),
    units,
    change,
    deadline: within(at, WITHIN_HOURS),
    ...(stateOf(change) === undefined && {
      held: 'the packs were decommissioned, and it is not said what became of them: capture that, then release or cancel this report',
    }),
  }));
}

/** Days in which a status is reverted (Delegated Regulation (EU) 2016/161, Article 13(1)(b)). */
const UNDO_DAYS = 10;

/** What was told wrongly is taken back once the Hub has it, wherever packs are said to have gone since; what may not be taken back is for a person. */
function undone(act: Undo): Report[] {
  const told = stateReports({ ...act, kind: 'change', at: act.changedAt });
  const held = whyNot(act);
  return told.map(({ key, act: of, held: _, ...report }) => ({
    ...report,
    key: `undo:${key}`,
    act: `undo:${of}`,
    undo: true,
    after: [key],
    deadline: within(act.at, WITHIN_HOURS),
    ...(held !== undefined && { held }),
  }));
}

function whyNot({ change, changedAt, at }: Undo): string | undefined {
  if (isFinal(change))
    return `the event was declared an error, but packs that were reported as ${change} stay so (Article 13): open an investigation, then cancel this report`;
  if (Date.parse(at) - Date.parse(changedAt) > UNDO_DAYS * 24 * 3_600_000)
    return `the event was declared an error after more than ${UNDO_DAYS} days, in which a status is reverted (Article 13): ask the Hub’s service desk, then release or cancel this report`;
  return undefined;
}

/** The Hub never takes a recall back. */
function recalled(act: LotRecall): Report[] {
  const key = `recall:${subjectOf(act)}:${act.recall}`;
  return [
    {
      key,
      name: 'batch-recall',
      act: key,
      after: packReports(act),
      deadline: within(act.at, RECALL_WITHIN_HOURS),
    },
  ];
}

/** One for each product, ever: the Hub never takes it back either. Until it has it, pharmacies may dispense. */
function withdrawn({ product, at }: Withdrawal): Report[] {
  const key = `product-withdrawal:${product.gtin}`;
  return [{ key, name: 'product-withdrawal', act: key, deadline: within(at, RECALL_WITHIN_HOURS) }];
}

const packReports = (act: Change | LotRecall) =>
  slicesOf(act.lotUnits).map(({ first }) => packDataKey(subjectOf(act), first));

const within = (at: string, hours: number) => new Date(Date.parse(at) + hours * 3_600_000).toISOString();
