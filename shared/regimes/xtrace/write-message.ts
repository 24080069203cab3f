import { base64 } from '../cn/base64.ts';
import type { PackChange } from '../pack-change.ts';
import type { Message, Report, ReportData } from '../regime.ts';
import type { ReportedContainer } from '../reported.ts';
import { baseCode, wholeCode } from './codes.ts';
import { OFFSET, type XtraceCountry } from './country.ts';
import { CODES_PER_QUESTION, MADE, names, PACKED } from './names.ts';

/** Anything is taken as an answer: with less a system answers 406 and nothing else [M]. Texts are asked for in the language that both speak. */
const headers = { accept: '*/*', 'accept-language': 'ru' };
const DOCUMENTS = '/public/api/v1/doc';

const post = (call: string, path: string, body: object) =>
  ({ method: 'POST', call, path, headers, contentType: 'application/json', body: JSON.stringify(body) }) as const;

/** Midnight of a day there. */
const midnight = (day: string) => `${day}T00:00:00${OFFSET}`;

/** Why packs leave circulation. The words are those of one client [L]; OTHER says the rest in its comment. */
const reasons: Readonly<Record<PackChange, { type: 'WITHDRAWAL' | 'WRITE_OFF'; reason: string }>> = {
  destroyed: { type: 'WRITE_OFF', reason: 'DESTRUCTION' },
  stolen: { type: 'WRITE_OFF', reason: 'LOST' },
  sampled: { type: 'WITHDRAWAL', reason: 'OTHER' },
  exported: { type: 'WITHDRAWAL', reason: 'OTHER' },
  ended: { type: 'WITHDRAWAL', reason: 'OTHER' },
};

/** Members of documents stand in the order of the alphabet [M], as their signature is made over that. */
const documentOf = (call: string, document: object): Pick<Message, 'body'> & ReturnType<typeof post> =>
  post(call, `${DOCUMENTS}/${call}`, {
    documentBody: base64(new TextEncoder().encode(JSON.stringify(document))),
  });

/** A report as a message, with the codes whose states are asked for when its answer never came. */
export const xtraceMessage =
  (country: XtraceCountry) =>
  (report: Report, data: ReportData): Message => {
    const { requestId } = data;
    if (report.name === names.utilisation) {
      const { product, serials } = data;
      const codes = serials.map((serial) => baseCode({ gtin: product.gtin, serial }));
      return { ...utilisation(country, report, data), requestId, attached: asked(codes) };
    }
    if (report.name === names.aggregation) {
      const { containers = [] } = data;
      // Each package is taken or refused by itself, so some of each are asked for.
      const ofEach = Math.floor(CODES_PER_QUESTION / Math.max(1, containers.length));
      const codes = containers.flatMap(({ children }) => children.slice(0, ofEach).map(baseCode));
      return { ...aggregation(country, data, containers), requestId, attached: asked(codes) };
    }
    const codes = data.serials.map((serial) => baseCode({ gtin: data.product.gtin, serial }));
    return { ...withdrawal(report, codes), requestId, attached: asked(codes) };
  };

const asked = (codes: readonly string[]) => JSON.stringify({ codes: codes.slice(0, CODES_PER_QUESTION) });

const placeOf = ({ place }: XtraceCountry, { holder }: ReportData) => Number(holder.registrations?.[place] ?? '');

function utilisation(country: XtraceCountry, { notes = {} }: Report, data: ReportData) {
  const { product, lot, serials, tails, facts = {}, requestId } = data;
  const madeIn = notes['packedIn'] ?? facts[PACKED] ?? '';
  return post(names.utilisation, `/api/utilisation?productGroup=${country.productGroup.is}`, {
    sntins: serials.map((serial) => wholeCode(tails, product.gtin, serial)),
    businessPlaceId: placeOf(country, data),
    releaseType: madeIn === country.country ? 'PRODUCTION' : 'IMPORT',
    manufacturerCountry: madeIn,
    productionOrderId: requestId,
    productionDate: midnight(facts[MADE] ?? ''),
    expirationDate: midnight(lot?.expiry ?? ''),
    seriesNumber: lot?.lot ?? '',
  });
}

const aggregation = (country: XtraceCountry, data: ReportData, containers: readonly ReportedContainer[]) =>
  documentOf(names.aggregation, {
    aggregationUnits: containers.map(({ code, children }) => ({
      aggregationItemsCount: children.length,
      aggregationUnitCapacity: children.length,
      codes: children.map(baseCode),
      unitSerialNumber: baseCode(code),
    })),
    businessPlaceId: placeOf(country, data),
    documentDate: new Date(data.at).toISOString(),
    productionOrderId: data.requestId,
  });

function withdrawal({ change = 'ended' }: Report, codes: readonly string[]) {
  const { type, reason } = reasons[change];
  return documentOf(names.withdrawal, {
    codes: codes.map((code) => ({ code })),
    comment: change,
    withdrawalReason: reason,
    withdrawalType: type,
  });
}

const question = (call: string, path: string): Message => ({ method: 'GET', call, path, headers });

/** Asks for the result of a report or document, or what was wrong with it: their ids stand behind `report:`, `document:` and `errors:`. */
export function askReceipt(receipt: string): Message {
  const [kind = '', ...rest] = receipt.split(':');
  const id = encodeURIComponent(rest.at(-1) ?? receipt);
  if (kind === 'document') return question('document', `${DOCUMENTS}/storage/docs/${id}`);
  if (kind === 'errors') return question('errors', `${DOCUMENTS}/storage/errors/${id}`);
  return question('report', `/api/utilisation/${id}`);
}

/** Asks for the states of codes that it names: nothing else tells whether a report arrived. */
export const askRequest = (): Message => ({
  ...{ method: 'POST', call: 'states', path: '/public/api/cod/private/codes', headers },
  contentType: 'application/json',
  asksAttached: true,
});
