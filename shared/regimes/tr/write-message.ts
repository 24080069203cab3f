import { isRefusal, type Refusal } from '../../refusal.ts';
import { base64 } from '../cn/base64.ts';
import type { PackChange } from '../pack-change.ts';
import { isForeign, isReturn, type ListedPack, packsOf } from '../pack-lists/listed-pack.ts';
import type { Message, Report, ReportData } from '../regime.ts';
import { packageOf } from './package-of.ts';
import { HOME, names, pathOf, serviceOf } from './services.ts';
import { writeTransfer } from './write-transfer.ts';
import { zipStored } from './zip.ts';

/** Why packs are no more. The list is not public: these are placeholders [R], to be compared with the live ones before a first connection. */
export const reasons: Readonly<Record<PackChange, string>> = {
  destroyed: '10',
  stolen: '20',
  sampled: '30',
  exported: '40',
  ended: '50',
};

const callOf = (service: string) =>
  ({ method: 'POST', call: service, path: pathOf(service), headers: {}, contentType: 'application/json' }) as const;

const listOf = (packs: readonly ListedPack[]) =>
  packs.map(({ gtin, serial, lot, expiry }) => ({ gtin, sn: serial, bn: lot, xd: expiry }));

/**
 * Writes a report as a call of its service, with the question that is asked when its answer never came.
 *
 * @throws when `accept` refuses the same data
 */
export function writeMessage(report: Report, data: ReportData): Message {
  const { requestId } = data;
  if (report.name === names.package) return { ...packageMessage(data), requestId };
  const packs = packsOf(data);
  const isImport = report.name === names.supply && isForeign(data, HOME);
  const service = isImport ? names.import : serviceOf(report.name, isReturn(data));
  const body = JSON.stringify(bodyOf(service, report, data, packs));
  return { ...callOf(service), requestId, body, attached: JSON.stringify({ productList: listOf(packs) }) };
}

function bodyOf(service: string, { change = 'ended' }: Report, data: ReportData, packs: readonly ListedPack[]) {
  const { movement, product, lot, facts = {} } = data;
  if (service === names.supply || service === names.import) {
    const ofLot = { gtin: product.gtin, bn: lot?.lot, xd: lot?.expiry, md: facts['madeDate'] };
    return { ...ofLot, snList: packs.map(({ serial }) => serial) };
  }
  const productList = listOf(packs);
  if (service === names.deactivation) return { dr: reasons[change], explanation: change, productList };
  if (service === names.export) return { countryCode: movement?.to.country, productList };
  return service.startsWith('accept') ? { productList } : { togln: movement?.to.gln, productList };
}

/** The package of a shipment: a transfer in a ZIP, in base64. */
function packageMessage(data: ReportData): Omit<Message, 'requestId'> {
  const transfer = sound(packageOf(data));
  const xml = sound(writeTransfer(transfer));
  const fileStream = base64(zipStored(`${data.requestId}.xml`, new TextEncoder().encode(xml)));
  const ends = { sourceGln: transfer.from, destinationGln: transfer.to };
  // Sent on the day of the shipment at the earliest; until when it may be is not known when it is written.
  const days = { startDate: data.at.slice(0, 10), endDate: '2099-12-31' };
  return {
    ...callOf('SendPackage'),
    body: JSON.stringify({ ...ends, fileStream }),
    attached: JSON.stringify({ ...ends, bringNotReceivedTransferInfo: 0, ...days }),
  };
}

/** Answers come at once: nothing of ours is asked about by a receipt. */
export const askReceipt = (receipt: string): Message => ({
  ...callOf('GetPackage'),
  body: JSON.stringify({ transferId: receipt }),
});

/** Asks for the states of the packs, or for the packages that the receiver was sent: nothing else tells whether a call arrived. */
export const askRequest = ({ name }: Pick<Report, 'name'>): Message => ({
  ...callOf(name === names.package ? 'search' : 'check_status'),
  asksAttached: true,
});

function sound<Value>(value: Value | Refusal): Value {
  if (isRefusal(value)) throw new Error(value.detail);
  return value;
}
