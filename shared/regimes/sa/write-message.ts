import { isRefusal, type Refusal } from '../../refusal.ts';
import { part, type XmlPart } from '../eu/nmvs/xml-part.ts';
import type { PackChange } from '../pack-change.ts';
import { isForeign, isReturn, packsOf } from '../pack-lists/listed-pack.ts';
import type { Message, Report, ReportData } from '../regime.ts';
import { HOME, names, pathOf, serviceOf } from './services.ts';
import { productList, supplyOf, writeRequest } from './soap.ts';

/** `DR`: why packs are no more. The list is not public: these are placeholders [R], to be compared with the live ones before a first connection. */
export const reasons: Readonly<Record<PackChange, string>> = {
  destroyed: '10',
  stolen: '20',
  sampled: '30',
  exported: '40',
  ended: '50',
};

const common = {
  method: 'POST',
  headers: { soapaction: '""' },
  contentType: 'text/xml; charset=utf-8',
} as const;

const messageOf = (service: string, inside: readonly XmlPart[]) => ({
  ...common,
  call: service,
  path: pathOf(service),
  body: sound(writeRequest(service, inside)),
});

/**
 * Writes a report as a call of its service, with the question that is asked when its answer never came.
 *
 * @throws when `accept` refuses the same data
 */
export function writeMessage(report: Report, data: ReportData): Message {
  const packs = packsOf(data);
  const service =
    isForeign(data, HOME) && report.name === names.supply ? names.import : serviceOf(report.name, isReturn(data));
  const attached = sound(writeRequest('CheckStatusService', [productList(packs)]));
  return { ...messageOf(service, insideOf(service, report, data)), requestId: data.requestId, attached };
}

function insideOf(service: string, { change = 'ended', undo }: Report, data: ReportData): XmlPart[] {
  const packs = packsOf(data);
  const { movement, facts = {} } = data;
  if (service === names.supply || service === names.import) return supplyOf(packs, facts['madeDate'] ?? '');
  const list = productList(packs);
  if (movement === undefined) return undo ? [list] : [part('DR', reasons[change]), part('EXPLANATION', change), list];
  const { from, to } = movement;
  if (service.startsWith('Accept')) return [part('FROMGLN', from.gln), list];
  return service.startsWith('Export') ? [part('COUNTRYCODE', to.country ?? ''), list] : [part('TOGLN', to.gln), list];
}

/** What a dispatch was: nothing of ours is asked about by it, for answers come at once. */
export const askReceipt = (receipt: string): Message =>
  messageOf('DispatchDetailService', [part('DISPATCHNOTIFICATIONID', receipt)]);

/** Asks for the states of the packs: the only thing that tells whether a list arrived. */
export const askRequest = (): Message => ({
  ...common,
  call: 'CheckStatusService',
  path: pathOf('CheckStatusService'),
  asksAttached: true,
});

function sound<Value>(value: Value | Refusal): Value {
  if (isRefusal(value)) throw new Error(value.detail);
  return value;
}
