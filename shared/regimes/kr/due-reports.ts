import type { BusinessAct, Change, Movement, Undo } from '../business-act.ts';
import type { Report } from '../regime.ts';
import { slicesOf } from '../slices.ts';
import { reportedBy } from './korean-day.ts';
import { HOME, names } from './names.ts';

/** Things in one report, with everything that is in them, and packs that were destroyed: our own bounds, for none is public. */
export const THINGS_PER_REPORT = 250;
export const PACKS_PER_REPORT = 10_000;

/** What people know of a supply and no event tells. */
export const supplyFacts = ['supplyClass', 'contractType'] as const;
export const PRICE = 'unitPrice';
export const isPrice = (fact: string): boolean => fact === PRICE || fact.startsWith(`${PRICE}/`);

/** What acts make due at KPIS: supplies are told, and nothing of how packs came to be or what they are in. */
export function dueReports(act: BusinessAct): Report[] {
  switch (act.kind) {
    case 'change':
      return changed(act);
    case 'undo':
      return undone(act);
    case 'shipment':
    case 'receipt':
      return moved(act);
    default: // made, packed and moved between own places is no supply; recalls come from the authority
      return [];
  }
}

const unsaid =
  'the packs were decommissioned, and it is not said what became of them: capture that, then release or cancel this report';

/** Packs that were destroyed. Of samples, thefts and losses no report is public; what leaves the country is told by its shipment. */
function changed(act: Change): Report[] {
  const { change, product, lot, eventId, at } = act;
  if (change !== 'destroyed' && change !== 'ended') return [];
  const key = `${names.destruction}:${product.gtin}:${lot.lot}:${eventId}`;
  return slicesOf(act.units, PACKS_PER_REPORT, act.first).map((units) => ({
    ...{ key: `${key}:${units.first}`, name: names.destruction, act: key, units, change, deadline: reportedBy(at) },
    ...(change === 'ended' && { held: unsaid }),
  }));
}

function undone(act: Undo): Report[] {
  return changed({ ...act, kind: 'change', at: act.changedAt }).map(({ held: _, ...report }) => ({
    ...report,
    ...backOf(report, act.at),
    after: [report.key],
  }));
}

const backOf = ({ key, act }: Pick<Report, 'key' | 'act'>, at: string) => ({
  ...{ key: `undo:${key}`, name: names.back, act: `undo:${act}`, undo: true, deadline: reportedBy(at) },
});

const isAbroad = (country: string | undefined) => country !== undefined && country !== HOME;

/**
 * Goods that left a place in Korea, also for abroad, are sold; what comes from somebody in Korea comes back. What was bought there its supplier tells: a person
 * cancels the report of that. Whoever plans it has what takes a movement back wait for what it takes back.
 */
function moved(act: Movement): Report[] {
  if (isAbroad(act.from.country)) return []; // who brings goods in tells of them when he sells them
  const name = act.kind === 'shipment' ? names.sale : names.return;
  const of = `${name}:${act.eventId}`;
  return slicesOf(act.units, THINGS_PER_REPORT, act.first).map((units) => {
    const report = { key: `${of}:${units.first}`, name, act: of, units, deadline: reportedBy(act.at) };
    return act.undo
      ? { ...report, ...backOf(report, act.at) }
      : { ...report, wants: [...supplyFacts, ...pricesOf(act)] };
  });
}

/** Of each product inside; one price for all where it is not known which those are. */
const pricesOf = ({ gtins = [] }: Movement) => (gtins.length === 0 ? [PRICE] : gtins.map((gtin) => `${PRICE}/${gtin}`));
