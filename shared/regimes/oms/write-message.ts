import { isRefusal, type Refusal } from '../../refusal.ts';
import type { Message, Report, ReportData } from '../regime.ts';
import { API } from './calls.ts';
import { codeInside, wholeCode } from './codes.ts';
import { names } from './due-reports.ts';
import type { OmsCountry } from './oms-country.ts';

/** Why codes are lost, in the station's words [R], by what became of their packs. */
const reasons: Readonly<Record<string, string>> = {
  destroyed: 'DEFECT',
  ended: 'DEFECT',
  sampled: 'QA_SAMPLES',
  stolen: 'DAMAGE_LOSS',
};

/**
 * Writes a report. It bears our request id as its production order, by which receipts are found [M]; that a report of medicines may bear one is our own guess [L].
 *
 * @throws when `accept` refuses the same data
 */
export function writeMessage(country: OmsCountry, report: Report, data: ReportData): Message {
  const { requestId, holder } = data;
  const participantId = country.participant && sound(country.participant(holder));
  const common = { productGroup: country.productGroup, ...(participantId !== undefined && { participantId }) };
  const own = { productionOrderId: requestId };
  const body = { ...common, ...bodyOf(country, report, data, own) };
  return {
    method: 'POST',
    call: report.name,
    path: `${API}/${report.name}`,
    headers: {},
    contentType: 'application/json',
    body: JSON.stringify(body),
    requestId,
  };
}

function bodyOf(country: OmsCountry, { name, notes = {} }: Report, data: ReportData, own: object): object {
  const { product, serials, containers = [], tails } = data;
  const sntins = serials.map((serial) => must(wholeCode(product.gtin, serial, tails)));
  switch (name) {
    case names.dropout:
      return { sntins, dropoutReason: reasons[notes['change'] ?? ''] ?? 'OTHER', attributes: own };
    case names.aggregation:
      return {
        aggregationUnits: containers.map(({ code, children }) => ({
          aggregatedItemsCount: children.length,
          aggregationType: 'AGGREGATION',
          aggregationUnitCapacity: children.length,
          sntins: children.map((child) => must(codeInside(child, tails))),
          unitSerialNumber: must(code.sscc),
        })),
        attributes: own,
      };
    default:
      return { sntins, attributes: { ...sound(country.attributes(data, notes)), ...own } };
  }
}

function must(text: string | undefined): string {
  if (text === undefined) throw new Error('a code without its tail, or a package without SSCC, cannot be written');
  return text;
}

function sound<T extends object | string>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(value.detail);
  return value;
}
