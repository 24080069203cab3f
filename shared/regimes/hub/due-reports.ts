import type { BusinessAct, Change, LotRecall, Movement, Packing, Release, Repacking, Undo } from '../business-act.ts';
import type { Report } from '../regime.ts';
import { hoursAfter, slicesOf } from '../slices.ts';
import type { HubCountry } from './country.ts';
import { undoKey } from './keys.ts';

/** Containers in one message, each with what is in it: 200 cases of 300 packs stay below the serials of one. */
export const CONTAINERS_PER_MESSAGE = 200;
/** Things in one message of a movement. */
const THINGS_PER_MESSAGE = 5_000;
/** No hour is public; a working day is what we hold ourselves to. */
const WITHIN_HOURS = 24;

/** What acts make due at a country's hub, in the order in which it may be sent: commissioned, packed, shipped, received, decommissioned. */
export const hubReports =
  (country: HubCountry) =>
  (act: BusinessAct): Report[] => {
    switch (act.kind) {
      case 'release':
        return released(country, act);
      case 'packing':
        return country.packing.is ? packed(act) : [];
      case 'repacking':
        return country.packing.is && (act.country ?? country.country) === country.country ? repacked(country, act) : [];
      case 'change':
        return isTold(country, act) ? changed(country, act) : [];
      case 'undo':
        return isTold(country, act) ? undone(country, act) : [];
      case 'recall':
        return recalled(country, act);
      case 'shipment':
      case 'receipt':
      case 'transfer':
        return country.movements.is ? moved(act) : [];
      case 'dropout':
      case 'withdrawal':
        return []; // a product leaves the market by its registration, not by an event
    }
  };

const subjectOf = ({ product, lot }: Release | Packing | Change | Undo | LotRecall) => `${product.gtin}:${lot.lot}`;

function released(country: HubCountry, act: Release): Report[] {
  const subject = subjectOf(act);
  return slicesOf(act.units, country.mostSerials.is, act.first).map((units) => ({
    key: `commissioning:${subject}:${units.first}`,
    name: 'commissioning',
    act: `release:${subject}`,
    units,
    deadline: within(act.at),
  }));
}

function packed(act: Packing): Report[] {
  const subject = subjectOf(act);
  return slicesOf(act.units, CONTAINERS_PER_MESSAGE, act.first).map((units) => ({
    key: `aggregation:${subject}:${units.first}`,
    name: 'aggregation',
    act: `packing:${subject}`,
    units,
    deadline: within(act.at),
  }));
}

/** An event of its own passes through: of what was put in or taken out, of the container that nothing is left in. */
function repacked(country: HubCountry, act: Repacking): Report[] {
  const isOut = act.how === 'apart' || act.how === 'taken-out';
  const key = `repacking:${act.eventId}:${act.how}:${act.container}`;
  return slicesOf(act.units, country.mostSerials.is, act.first).map((units) => ({
    key: `${key}:${units.first}`,
    name: isOut ? 'disaggregation' : 'aggregation',
    act: key,
    units,
    notes: { how: act.how === 'packed' && units.first > 0 ? 'put-in' : act.how },
    deadline: within(act.at),
  }));
}

/** Goods that leave the country are told by their shipment, where shipments are told. */
function isTold({ movements, country }: HubCountry, act: Change | Undo): boolean {
  if (act.change !== 'exported') return true;
  return !movements.is && (act.kind === 'undo' || (act.to !== undefined && act.to !== country));
}

function changed(country: HubCountry, act: Change): Report[] {
  const key = `decommissioning:${subjectOf(act)}:${act.eventId}`;
  return slicesOf(act.units, country.mostSerials.is, act.first).map((units) => ({
    key: `${key}:${units.first}`,
    name: 'decommissioning',
    act: key,
    after: commissionings(country, act),
    units,
    change: act.change,
    deadline: within(act.at),
    ...(act.change === 'ended' && {
      held: 'the packs were decommissioned, and it is not said what became of them: capture that, then release or cancel this report',
    }),
  }));
}

/** What was told is declared an error under the slices that told it. */
function undone(country: HubCountry, act: Undo): Report[] {
  const told = changed(country, { ...act, kind: 'change', at: act.changedAt });
  return told.map(({ held: _, ...report }) => ({
    ...report,
    key: undoKey(report.key, act.changedAt),
    name: 'error-declaration',
    act: `undo:${report.act}`,
    undo: true,
    after: [report.key],
    deadline: within(act.at),
  }));
}

function recalled(country: HubCountry, act: LotRecall): Report[] {
  const key = `recall:${subjectOf(act)}:${act.recall}`;
  return [{ key, name: 'recall', act: key, after: commissionings(country, act), deadline: within(act.at) }];
}

/** Goods that go between own places are shipped, and then received. */
function moved(act: Movement): Report[] {
  const { kind } = act;
  const out = kind === 'receipt' ? [] : partOf(act, 'shipping');
  const into = kind === 'shipment' ? [] : partOf(act, 'receiving');
  const waits = act.undo || kind === 'receipt' ? [] : out;
  return [...out, ...into.map((report, i) => ({ ...report, ...(waits[i] && { after: [waits[i].key] }) }))];
}

/** What takes a movement back waits for it: whoever plans it sees to that. */
function partOf(act: Movement, name: 'shipping' | 'receiving'): Report[] {
  const { eventId, undo, at, changedAt = at } = act;
  return slicesOf(act.units, THINGS_PER_MESSAGE, act.first).map((units) => {
    const key = `${name}:${eventId}:${units.first}`;
    const of = `${act.kind}:${eventId}`;
    const common = { units, deadline: within(at) };
    if (!undo) return { key, name, act: of, ...common };
    const back = name === 'shipping' ? 'void-shipping' : 'error-declaration';
    return { key: undoKey(key, changedAt), name: back, act: `undo:${of}`, undo, ...common };
  });
}

const commissionings = (country: HubCountry, act: Change | LotRecall) =>
  slicesOf(act.lotUnits, country.mostSerials.is).map(({ first }) => `commissioning:${subjectOf(act)}:${first}`);

const within = (at: string) => hoursAfter(at, WITHIN_HOURS);
