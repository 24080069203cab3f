import { nationalHomes } from '../../master-data/national-numbers.ts';
import type { Message, Report, ReportData } from '../regime.ts';
import type { Holder, ReportedProduct } from '../reported.ts';
import { countries } from './countries.ts';
import { stateOf } from './states.ts';

const json = 'application/json';
const headersOf = ({ tenant }: Holder) => ({ 'client-id': tenant });

/** Writes a report in our own wire form of the EU Hub (the Hub's own is not public). */
export function writeMessage(report: Report, data: ReportData): Message {
  const { holder, requestId } = data;
  const common = { call: report.name, headers: headersOf(holder), contentType: json, requestId };
  switch (report.name) {
    case 'product-master-data': {
      const path = `/v1/products/${data.product.gtin}`;
      return { ...common, method: 'PUT', path, body: JSON.stringify(masterData(data)) };
    }
    case 'product-pack-data':
      return { ...common, method: 'POST', path: '/v1/product-packs', body: JSON.stringify(packData(data)) };
    case 'product-pack-state': {
      const state = report.undo ? 'ACTIVE' : report.change && stateOf(report.change);
      const body = { ...packData(data), state, at: data.at };
      return { ...common, method: 'POST', path: '/v1/product-pack-states', body: JSON.stringify(body) };
    }
    case 'batch-recall': {
      const { serials: _, ...body } = packData(data);
      return { ...common, method: 'POST', path: '/v1/batch-recalls', body: JSON.stringify({ ...body, at: data.at }) };
    }
    case 'product-withdrawal': {
      const path = `/v1/products/${data.product.gtin}/withdrawal`;
      return { ...common, method: 'POST', path, body: JSON.stringify({ ...ofProduct(data), at: data.at }) };
    }
    default:
      throw new Error(`the EU Hub has no report ${report.name}`);
  }
}

/** Asks for the result of an upload. */
export function askReceipt(receipt: string, holder: Holder): Message {
  return {
    method: 'GET',
    call: 'receipts',
    path: `/v1/receipts/${encodeURIComponent(receipt)}`,
    headers: headersOf(holder),
  };
}

/** Asks whether an upload arrived. Master data are put in place, and a recall and a withdrawal are one under their request id: they are simply sent again. */
export function askRequest(report: Report, requestId: string, holder: Holder): Message | undefined {
  if (report.name !== 'product-pack-data' && report.name !== 'product-pack-state') return undefined;
  return {
    method: 'GET',
    call: 'requests',
    path: `/v1/requests/${encodeURIComponent(requestId)}`,
    headers: headersOf(holder),
  };
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
    markets: marketsOf(product.markets).map((market) => marketPart(market, product, holder)),
  };
}

/** What the Hub keeps of a product for one of its markets. */
function marketPart(market: string, { nationalNumbers = [] }: ReportedProduct, { gln, name, address }: Holder) {
  const national = nationalNumbers.find(({ type }) => nationalHomes[type].market === market);
  return {
    market,
    ...(national !== undefined && { nationalCode: national.value }),
    mahId: gln,
    mahName: name,
    mahAddress: address,
  };
}

function ofProduct({ requestId, product }: ReportData) {
  const { gtin, version, markets } = product;
  return { requestId, productCode: gtin, codingScheme: 'GTIN', version, markets: marketsOf(markets) };
}

function packData(data: ReportData) {
  const { lot, serials } = data;
  if (lot === undefined) throw new Error('packs are of a lot');
  return {
    ...ofProduct(data),
    batch: { id: lot.lot, expiry: lot.expiry.slice(2).replaceAll('-', '') },
    serials,
  };
}

/** The product's markets inside the regime; others (GB, US) are none of the Hub's business. */
const marketsOf = (markets: readonly string[]) => markets.filter((market) => countries.includes(market)).toSorted();
