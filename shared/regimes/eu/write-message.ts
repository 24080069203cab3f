import type { Message, Report, ReportData } from '../regime.ts';
import type { Holder } from '../reported.ts';
import { countries } from './countries.ts';
import { stateOf } from './states.ts';

const json = 'application/json';
const headersOf = ({ tenant }: Holder) => ({ 'client-id': tenant });

/** Writes a report in our own wire form of the EU Hub (the Hub's own is not public). */
export function writeMessage(report: Report, data: ReportData): Message {
  const { holder, requestId } = data;
  const common = { headers: headersOf(holder), contentType: json, requestId };
  switch (report.name) {
    case 'product-master-data': {
      const path = `/v1/products/${data.product.gtin}`;
      return { ...common, method: 'PUT', path, body: JSON.stringify(masterData(data)) };
    }
    case 'product-pack-data':
      return { ...common, method: 'POST', path: '/v1/product-packs', body: JSON.stringify(packData(data)) };
    case 'product-pack-state': {
      const state = report.change === undefined ? undefined : stateOf(report.change);
      const body = { ...packData(data), state, at: data.at };
      return { ...common, method: 'POST', path: '/v1/product-pack-states', body: JSON.stringify(body) };
    }
    case 'batch-recall': {
      const { serials: _, ...body } = packData(data);
      return { ...common, method: 'POST', path: '/v1/batch-recalls', body: JSON.stringify({ ...body, at: data.at }) };
    }
    default:
      throw new Error(`the EU Hub has no report ${report.name}`);
  }
}

/** Asks for the result of an upload. */
export function askReceipt(receipt: string, holder: Holder): Message {
  return { method: 'GET', path: `/v1/receipts/${encodeURIComponent(receipt)}`, headers: headersOf(holder) };
}

/** Asks whether an upload arrived. Master data are put in place and a recall is one under its request id, so they are simply sent again. */
export function askRequest(report: Report, requestId: string, holder: Holder): Message | undefined {
  if (report.name === 'product-master-data' || report.name === 'batch-recall') return undefined;
  return { method: 'GET', path: `/v1/requests/${encodeURIComponent(requestId)}`, headers: headersOf(holder) };
}

function masterData({ requestId, holder, product }: ReportData) {
  const { gtin, name, commonName, form, strength, packType, packSize, version } = product;
  return {
    requestId,
    productCode: gtin,
    codingScheme: 'GTIN',
    version,
    name,
    commonName,
    form,
    strength,
    packType,
    packSize,
    markets: marketsOf(product.markets).map((market) => ({ market, mahId: holder.gln, mahName: holder.name })),
  };
}

function packData({ requestId, product, lot, serials }: ReportData) {
  return {
    requestId,
    productCode: product.gtin,
    codingScheme: 'GTIN',
    version: product.version,
    markets: marketsOf(product.markets),
    batch: { id: lot.lot, expiry: lot.expiry.slice(2).replaceAll('-', '') },
    serials,
  };
}

/** The product's markets inside the regime; others (GB, US) are none of the Hub's business. */
const marketsOf = (markets: readonly string[]) => markets.filter((market) => countries.includes(market)).toSorted();
