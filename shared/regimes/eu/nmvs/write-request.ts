import { isRefusal, type Refusal, refuse } from '../../../refusal.ts';
import { messagesOf, operationOf, pingOf, type Service, SOAP, typesOf } from './operations.ts';
import type { Head, MixedItem, NmvsRequest, PackProduct } from './request.ts';
import { part, writeXmlPart, type XmlPart } from './xml-part.ts';

/** Packs of a bulk, items of a mixed bulk (NMVS interface). */
export const MOST_PACKS = 100_000;

/** A request in its envelope, and the service it goes to. */
export interface WrittenRequest {
  readonly service: Service;
  readonly xml: string;
}

/**
 * Writes a request as a SOAP 1.2 envelope, elements in the order of the public clients. Refused: an operation that is none of the kind, more
 * than 100,000 packs or none, a ClientTrxId of more than 32 characters, and characters that XML cannot carry.
 */
export function writeRequest(head: Head, request: NmvsRequest): WrittenRequest | Refusal {
  const wrong = problemOf(head, request);
  if (wrong !== undefined) return wrong;
  const { code, service } = messageOf(request);
  const inside = request.kind === 'ping' ? [part('t:Input', request.input)] : [headerOf(head), bodyOf(head, request)];
  const envelope = part('soap:Envelope', [part('soap:Header'), part('soap:Body', [part(`m:${code}Request`, inside)])], {
    'xmlns:soap': SOAP,
    'xmlns:m': messagesOf(head.version),
    'xmlns:t': typesOf(head.version),
  });
  const xml = writeXmlPart(envelope);
  return isRefusal(xml) ? xml : { service, xml: `<?xml version="1.0" encoding="UTF-8"?>\n${xml}` };
}

/** How the message of a request is named, and which service takes it. */
function messageOf(request: NmvsRequest): { code: string; service: Service } {
  switch (request.kind) {
    case 'single':
    case 'bulk':
      return { code: request.operation, service: request.kind };
    case 'bulk-result':
      return { code: 'G188', service: 'bulk' };
    case 'mixed':
      return { code: 'G195', service: 'mixed' };
    case 'mixed-result':
      return { code: 'G196', service: 'mixed' };
    case 'password':
      return { code: 'G445', service: 'support' };
    case 'ping':
      return { code: pingOf[request.service], service: request.service };
  }
}

function problemOf({ clientTrxId }: Head, request: NmvsRequest): Refusal | undefined {
  const rule = 'NMVS interface, ClientTrxId';
  if (request.kind !== 'ping' && !/^[!-~]{1,32}$/.test(clientTrxId))
    return refuse('malformed', 'ClientTrxId does not have 1 to 32 characters', { at: '/clientTrxId', rule });
  if (request.kind === 'single' || request.kind === 'bulk') {
    const operation = operationOf(request.operation);
    if (operation?.service !== request.kind || operation.act === undefined)
      return refuse('unsupported', `${request.operation} is no ${request.kind} operation`, { at: '/operation' });
  }
  if (request.kind === 'bulk') return amountProblem(request.serials.length, '/serials');
  if (request.kind !== 'mixed') return undefined;
  const index = request.items.findIndex(({ operation }) => operationOf(operation)?.service !== 'single');
  if (index >= 0) return refuse('unsupported', 'is no single operation', { at: `/items/${index}/operation` });
  return amountProblem(request.items.length, '/items');
}

const amountProblem = (count: number, at: string): Refusal | undefined =>
  count >= 1 && count <= MOST_PACKS
    ? undefined
    : refuse('too-large', `${count} packs: a bulk has 1 to ${MOST_PACKS}`, {
        at,
        rule: 'NMVS interface, bulk',
        remedy: 'send several bulks',
      });

function headerOf({ caller, software, clientTrxId, language }: Head): XmlPart {
  const { clientLoginId, userId, password, subUserId } = caller;
  return part('t:Header', [
    part('t:Auth', [
      part('t:ClientLoginId', clientLoginId),
      part('t:UserId', userId),
      part('t:Password', password),
      ...(subUserId === undefined ? [] : [part('t:SubUserId', subUserId)]),
    ]),
    part('t:UserSoftware', [], {
      't:supplier': software.supplier,
      't:name': software.name,
      't:version': software.version,
    }),
    transactionOf(clientTrxId, language),
  ]);
}

const transactionOf = (clientTrxId: string, language: string) =>
  part('t:Transaction', [part('t:ClientTrxId', clientTrxId), part('t:Language', language)]);

function bodyOf({ caller, language }: Head, request: Exclude<NmvsRequest, { kind: 'ping' }>): XmlPart {
  switch (request.kind) {
    case 'single':
      return part('t:Body', [productOf(request.product), packOf(request.serial), ...undone(request.undoes)]);
    case 'bulk':
      return part('t:Body', [
        productOf(request.product),
        part('t:Packs', request.serials.map(packOf)),
        ...undone(request.undoes),
      ]);
    case 'bulk-result':
    case 'mixed-result':
      return part('t:Body', [part('t:RefNMVSTrxId', request.nmvsTrxId)]);
    case 'mixed':
      return part('t:Body', [
        part(
          't:TrxList',
          request.items.map((item) => itemOf(item, language)),
        ),
      ]);
    case 'password':
      return part('t:Body', [part('t:Password', caller.password), part('t:NewPassword', request.newPassword)]);
  }
}

const packOf = (serial: string) => part('t:Pack', [], { 't:sn': serial });

const undone = (undoes: string | undefined) => (undoes === undefined ? [] : [part('t:RefClientTrxId', undoes)]);

function productOf({ scheme, code, nhrn, batch }: PackProduct): XmlPart {
  return part('t:Product', [
    part('t:ProductCode', code, { 't:scheme': scheme }),
    ...(nhrn === undefined ? [] : [part('t:NHRN', nhrn)]),
    part('t:Batch', [part('t:Id', batch.id), part('t:ExpDate', batch.expiry)]),
  ]);
}

function itemOf({ operation, clientTrxId, product, serial }: MixedItem, language: string): XmlPart {
  const isUndo = operationOf(operation)?.undoes !== undefined;
  const inside = [productOf(product), packOf(serial), transactionOf(clientTrxId, language)];
  return part('t:TrxItem', [part(isUndo ? 't:ItemUndo' : 't:Item', inside, { 't:reqType': operation })]);
}
