import type { AggregationEvent, EpcisEvent, ObjectEvent } from '../../epcis/event.ts';
import type { Report, ReportData } from '../regime.ts';
import type { ReportedLot } from '../reported.ts';
import { wordsOf } from './change-words.ts';
import type { HubCountry } from './country.ts';
import { epcOf, eventIdOf, lotClassOf, placeOf } from './identifiers.ts';
import { toldBy } from './keys.ts';
import { movementEvent } from './movement-event.ts';

/** The events of a report, with identifiers as Digital Links. Those that may be taken back have an id that comes out the same again. */
export function eventsOf({ market }: HubCountry, report: Report, data: ReportData): EpcisEvent[] {
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

function eventsTold(report: Report, data: ReportData, eventID: string): EpcisEvent[] {
  switch (report.name) {
    case 'commissioning':
      return [commissioned(data, packsIn(data), data.lot)];
    case 'aggregation':
      return packed(data);
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

/** When and where: the hub's clock is UTC, and what is not said to be elsewhere is at the holder. */
const around = ({ at, holder }: ReportData) => ({
  eventTime: utc(at),
  eventTimeZoneOffset: '+00:00',
  readPoint: { id: placeOf(holder.gln) },
  bizLocation: { id: placeOf(holder.gln) },
});

const packsIn = ({ product, serials }: ReportData) => serials.map((serial) => epcOf({ gtin: product.gtin, serial }));

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
function packed(data: ReportData): EpcisEvent[] {
  const { containers = [], lot } = data;
  const cases = containers.filter(({ code }) => code.sscc === undefined).map(({ code }) => epcOf(code));
  const logistic = containers.filter(({ code }) => code.sscc !== undefined).map(({ code }) => epcOf(code));
  return [
    ...(cases.length > 0 ? [commissioned(data, cases, lot)] : []),
    ...(logistic.length > 0 ? [commissioned(data, logistic)] : []),
    ...containers.map(
      ({ code, children }): AggregationEvent => ({
        type: 'AggregationEvent',
        action: 'ADD',
        ...around(data),
        bizStep: 'packing',
        disposition: 'in_progress',
        parentID: epcOf(code),
        childEPCs: children.map(epcOf),
      }),
    ),
  ];
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
  quantityList: [{ epcClass: lotClassOf(data.product.gtin, data.lot?.lot ?? '') }],
});
