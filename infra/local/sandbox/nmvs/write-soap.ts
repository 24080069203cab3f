import type { SoapRequest } from './read-request.ts';
import { descriptionOf, reasonOf } from './rules.ts';
import type { Told } from './world.ts';

const SOAP = 'http://www.w3.org/2003/05/soap-envelope';

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? one);

const envelope = (version: string, inside: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="${SOAP}" xmlns:m="urn:wsdltypes.nmvs.eu:${version}" xmlns:t="urn:types.nmvs.eu:${version}"><soap:Header/><soap:Body>${inside}</soap:Body></soap:Envelope>`;

/** A fault of the sender's or of ours. */
export const fault = (code: 'Sender' | 'Receiver', reason: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="${SOAP}"><soap:Body><soap:Fault><soap:Code><soap:Value>soap:${code}</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang="en">${escaped(reason)}</soap:Text></soap:Reason></soap:Fault></soap:Body></soap:Envelope>`;

export const pong = ({ operation, version, ping = '' }: SoapRequest): string =>
  envelope(version, `<m:${operation}Response><t:Output>${escaped(ping)}</t:Output></m:${operation}Response>`);

const returnCode = (code: string) => `<t:ReturnCode t:code="${code}" t:desc="${escaped(descriptionOf(code))}"/>`;

/** An answer with its header. */
export function answer(
  { operation, version }: Pick<SoapRequest, 'operation' | 'version'>,
  { clientTrxId, nmvsTrxId, at }: { clientTrxId: string; nmvsTrxId: string; at: number },
  body: string,
): string {
  const ids = `<t:ClientTrxId>${escaped(clientTrxId)}</t:ClientTrxId><t:NMVSTrxId>${nmvsTrxId}</t:NMVSTrxId>`;
  const transaction = `<t:Transaction>${ids}<t:Timestamp>${new Date(at).toISOString()}</t:Timestamp></t:Transaction>`;
  const inside = `<t:Header>${transaction}</t:Header><t:Body>${body}</t:Body>`;
  return envelope(version, `<m:${operation}Response>${inside}</m:${operation}Response>`);
}

const product = ({ productCode, batch, expiry }: Told) =>
  `<t:Product><t:ProductCode t:scheme="${productCode.length === 12 ? 'PPN' : 'GTIN'}">${productCode}</t:ProductCode><t:Batch><t:Id>${escaped(batch)}</t:Id><t:ExpDate>${expiry}</t:ExpDate></t:Batch></t:Product>`;

function pack({ serial, state, code }: Told, withCode: boolean): string {
  const isActive = state === 'ACTIVE';
  const attributes = state === undefined ? '' : ` t:state="${isActive ? 'ACTIVE' : 'INACTIVE'}"`;
  const reason = state === undefined || isActive ? '' : `<t:Reason>${reasonOf(state)}</t:Reason>`;
  return `<t:Pack t:sn="${serial}"${attributes}>${reason}${withCode ? returnCode(code) : ''}</t:Pack>`;
}

/** What is said of one pack. */
export const singleBody = (told: Told): string =>
  `${product(told)}${pack(told, false)}${returnCode(told.code)}${told.alertId === undefined ? '' : `<t:AlertId>${told.alertId}</t:AlertId>`}`;

/** The result of a bulk of one product. */
export const bulkBody = (told: readonly Told[]): string =>
  `${told[0] === undefined ? '' : product(told[0])}<t:Packs>${told.map((one) => pack(one, true)).join('')}</t:Packs>${returnCode('NMVS_SUCCESS')}`;

/** The result of a mixed bulk. */
export const mixedBody = (told: readonly Told[]): string =>
  `<t:TrxList>${told.map((one) => `<t:TrxItem t:reqType="${one.operation}">${product(one)}${pack(one, true)}</t:TrxItem>`).join('')}</t:TrxList>${returnCode('NMVS_SUCCESS')}`;

/** Taken in, the result is not there yet: an answer without packs. */
export const emptyBody = (code = 'NMVS_SUCCESS'): string => returnCode(code);
