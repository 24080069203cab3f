import { isRefusal, type Refusal, refuse } from '../../../refusal.ts';
import { at, childOf, readXmlTree, type XmlTree } from '../../../wire/xml-tree.ts';
import { SOAP } from './operations.ts';

/** What is said of one pack. State and reason are the NMVS's words (ACTIVE; INACTIVE, DISPENSED). */
export interface PackAnswer {
  readonly serial: string;
  /** Told in results of mixed bulks. */
  readonly productCode?: string;
  readonly state?: string;
  readonly reason?: string;
  readonly code?: string;
  readonly description?: string;
}

export interface NmvsAnswer {
  readonly kind: 'answer';
  /** Code of the operation that is answered. */
  readonly operation: string;
  readonly clientTrxId: string;
  readonly nmvsTrxId: string;
  readonly timestamp: string;
  /** Of the whole. */
  readonly code?: string;
  readonly description?: string;
  readonly alertId?: string;
  /** Of a bulk's result, where it tells them. */
  readonly productCode?: string;
  readonly batch?: string;
  /** Absent when the answer holds no list of packs: of a bulk, the result is not there yet. */
  readonly packs?: readonly PackAnswer[];
}

/** `sender`: the request was not understood or not let in, and nothing was done. `receiver`: what was done is not known (SOAP 1.2 Part 1 §5.4.6). */
export interface NmvsFault {
  readonly kind: 'fault';
  readonly side: 'sender' | 'receiver';
  readonly reason: string;
}

export type NmvsResponse = NmvsAnswer | NmvsFault | { readonly kind: 'pong'; readonly output: string };

/** Reads an answer or a fault; refuses what is neither, a proxy's page for instance. */
export function readResponse(xml: string): NmvsResponse | Refusal {
  const tree = readXmlTree(xml);
  if (isRefusal(tree)) return tree;
  if (tree.name.local !== 'Envelope' || tree.name.namespace !== SOAP)
    return refuse('malformed', `${tree.name.local} is no SOAP 1.2 envelope`, { rule: 'SOAP 1.2 Part 1 §5.1' });
  const message = childOf(tree, 'Body')?.children[0];
  if (message === undefined) return refuse('malformed', 'the envelope is empty', { rule: 'SOAP 1.2 Part 1 §5.3' });
  if (message.name.local === 'Fault' && message.name.namespace === SOAP) return faultOf(message);
  if (!message.name.namespace.startsWith('urn:wsdltypes.nmvs.eu:v'))
    return refuse('malformed', `${message.name.local} is no message of an NMVS`);
  if (message.name.local.endsWith('PingResponse'))
    return { kind: 'pong', output: childOf(message, 'Output')?.text ?? '' };
  const [, operation] = /^(G\d{3})Response$/.exec(message.name.local) ?? [];
  return operation === undefined
    ? refuse('malformed', `${message.name.local} is no answer`)
    : answerOf(operation, message);
}

function faultOf(fault: XmlTree): NmvsFault {
  const code = at(fault, 'Code', 'Value')?.text.split(':').at(-1);
  const reason = at(fault, 'Reason', 'Text')?.text.trim() ?? '';
  return { kind: 'fault', side: code === 'Sender' ? 'sender' : 'receiver', reason };
}

function answerOf(operation: string, message: XmlTree): NmvsAnswer | Refusal {
  const transaction = at(message, 'Header', 'Transaction');
  const body = childOf(message, 'Body');
  const [clientTrxId, nmvsTrxId] = ['ClientTrxId', 'NMVSTrxId'].map((name) => childOf(transaction, name)?.text ?? '');
  if (clientTrxId === undefined || clientTrxId === '')
    return refuse('malformed', 'the answer does not say which transaction it is of', { at: 'ClientTrxId' });
  const packs = packsOf(body);
  const alertId = childOf(body, 'AlertId')?.text;
  const productCode = at(body, 'Product', 'ProductCode')?.text;
  const batch = at(body, 'Product', 'Batch', 'Id')?.text;
  return {
    kind: 'answer',
    operation,
    clientTrxId,
    nmvsTrxId: nmvsTrxId ?? '',
    timestamp: childOf(transaction, 'Timestamp')?.text ?? '',
    ...codeOf(body),
    ...(alertId && { alertId }),
    ...(productCode && { productCode }),
    ...(batch && { batch }),
    ...(packs && { packs }),
  };
}

function packsOf(body: XmlTree | undefined): PackAnswer[] | undefined {
  const single = childOf(body, 'Pack');
  if (single !== undefined) return [packOf(single)];
  const list = childOf(body, 'Packs')?.children.filter(({ name }) => name.local === 'Pack');
  if (list !== undefined) return list.map(packOf);
  // Version 5 has an item inside each, version 4 the pack itself (public clients).
  const items = childOf(body, 'TrxList')?.children;
  return items?.flatMap((item) => {
    const inside = childOf(item, 'Item') ?? childOf(item, 'ItemUndo') ?? item;
    const pack = childOf(inside, 'Pack');
    const productCode = at(inside, 'Product', 'ProductCode')?.text;
    return pack === undefined ? [] : [{ ...packOf(pack), ...(productCode && { productCode }) }];
  });
}

function packOf(pack: XmlTree): PackAnswer {
  const { sn = '', state } = pack.attributes;
  const reason = childOf(pack, 'Reason')?.text;
  return { serial: sn, ...(state && { state }), ...(reason && { reason }), ...codeOf(pack) };
}

function codeOf(within: XmlTree | undefined): Pick<PackAnswer, 'code' | 'description'> {
  const { code, desc } = childOf(within, 'ReturnCode')?.attributes ?? {};
  return { ...(code && { code }), ...(desc && { description: desc }) };
}
