import type { AggregationEvent, ObjectEvent } from '../../epcis/event.ts';
import type { Report, ReportData } from '../regime.ts';
import type { ReportedLot } from '../reported.ts';
import { wordsOf } from './change-words.ts';
import type { HubCountry } from './country.ts';
import { eventIdOf, spellWith } from './identifiers.ts';
import { toldBy } from './keys.ts';
import { movementEvent } from './movement-event.ts';
import type { HubEvent } from './write-epcis.ts';

/** The events of a report, with words of CBV. Those that may be taken back have an id that comes out the same again. */
export function eventsOf({ market }: HubCountry, report: Report, data: ReportData): HubEvent[] {
  const told = toldBy(report);
  const eventID = eventIdOf(data.holder.tenant, market, told.key);
  if (report.name === 'void-shipping') return [movementEvent(data, 'void-shipping')];
  if (report.name !== 'error-declaration') return eventsTold(report, data, eventID);
  const declared = { declarationTime: utc(data.at), reason: 'did_not_occur' };
  return eventsTold({ ...report, name: nameIn(told.key) }, { ...data, at: told.at ?? data.at }, eventID).map(
    (event) => ({ ...event, errorDeclaration: declared }),
  );
}

const nameIn = (key: string) => key.slice(0, key.indexOf(':'));

function eventsTold(report: Report, data: ReportData, eventID: string): HubEvent[] {
  switch (report.name) {
    case 'commissioning':
      return [commissioned(data, packsIn(data), data.lot)];
    case 'aggregation':
      return report.notes?.['how'] === 'put-in' ? aggregated(data, 'ADD') : packed(data);
    case 'disaggregation':
      return aggregated(data, 'DELETE');
    case 'decommissioning':
      return [{ ...ended(report, data), eventID }];
    case 'recall':
      return [recalled(data)];
    case 'shipping':
    case 'receiving':
      return [{ ...movementEvent(data, report.name), eventID }];
    default:
      throw new Error(`EPCIS hubs have no report ${report.name}`);
  }
}

const utc = (at: string) => new Date(at).toISOString();

/** When and where: the hub's clock is UTC, and what is not known to be at another place of the tenant's is at the holder. */
const around = (data: ReportData) => {
  const place = { id: spellOf(data).place((data.place ?? data.holder).gln) };
  return { eventTime: utc(data.at), eventTimeZoneOffset: '+00:00', readPoint: place, bizLocation: place };
};

const spellOf = ({ holder }: ReportData) => spellWith(holder.companyPrefixes);

const packsIn = (data: ReportData) => {
  const { epc } = spellOf(data);
  return data.serials.map((serial) => epc({ gtin: data.product.gtin, serial }));
};

/** @param lot absent: of logistic units, which have none */
const commissioned = (data: ReportData, epcList: string[], lot?: ReportedLot): ObjectEvent => ({
  type: 'ObjectEvent',
  action: 'ADD',
  ...around(data),
  bizStep: 'commissioning',
  disposition: 'active',
  epcList,
  ...(lot && { ilmd: { 'cbvmda:lotNumber': lot.lot, 'cbvmda:itemExpirationDate': lot.expiry } }),
});

/** Containers are commissioned before anything is put into them. */
function packed(data: ReportData): HubEvent[] {
  const { containers = [], lot } = data;
  const { epc } = spellOf(data);
  const cases = containers.filter(({ code }) => code.sscc === undefined).map(({ code }) => epc(code));
  const logistic = containers.filter(({ code }) => code.sscc !== undefined).map(({ code }) => epc(code));
  return [
    ...(cases.length > 0 ? [commissioned(data, cases, lot)] : []),
    ...(logistic.length > 0 ? [commissioned(data, logistic)] : []),
    ...aggregated(data, 'ADD'),
  ];
}

/** What was put into containers, or taken out of them: all that is in one, where nothing is named (EPCIS 1.2 §7.4.3). */
function aggregated(data: ReportData, action: 'ADD' | 'DELETE'): AggregationEvent[] {
  const { epc } = spellOf(data);
  return (data.containers ?? []).map(({ code, children }) => ({
    type: 'AggregationEvent',
    action,
    ...around(data),
    bizStep: action === 'ADD' ? 'packing' : 'unpacking',
    disposition: 'in_progress',
    parentID: epc(code),
    ...((action === 'ADD' || children.length > 0) && { childEPCs: children.map(epc) }),
  }));
}

const ended = ({ change = 'ended' }: Report, data: ReportData): ObjectEvent => ({
  type: 'ObjectEvent',
  action: 'DELETE',
  ...around(data),
  ...wordsOf(change),
  epcList: packsIn(data),
});

/** A whole lot, by its class. */
const recalled = (data: ReportData): ObjectEvent => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  ...around(data),
  disposition: 'recalled',
  quantityList: [{ epcClass: spellOf(data).lotClass(data.product.gtin, data.lot?.lot ?? '') }],
});
