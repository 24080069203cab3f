import { isRefusal, type Refusal, refuse } from '../../../refusal.ts';
import { at, childOf, readXmlTree, type XmlTree } from '../../../wire/xml-tree.ts';
import { SNCM, SOAP } from './names.ts';
import { messageIn } from './read-events-in.ts';
import { isPart } from './receipts.ts';

/** What became of a message or an event: taken, taken with a remark, refused. */
const effects = ['SUC', 'WNG', 'REJ'] as const;
export type Effect = (typeof effects)[number];

export interface Coded {
  readonly code: string;
  readonly desc: string;
  readonly effect: Effect;
}

export interface EventResult extends Coded {
  readonly evtNotifId: string;
  /** What SNCM calls the event; absent where it has none of it. */
  readonly evtId?: string;
}

/** `retEvtIn`: what became of a message; or `retEvtOut`: the results of its events. */
export interface SncmReturn {
  readonly kind: 'retEvtIn' | 'retEvtOut';
  /** ISO 8601, by SNCM's clock. */
  readonly crTime?: string;
  /** Seconds to wait before the next call; 0: none. */
  readonly backOff: number;
  readonly receipt?: string;
  readonly rets: readonly Coded[];
  readonly results: readonly EventResult[];
}

/** `sender`: it was not understood, and nothing was done. `receiver`: what was done is not known (SOAP 1.2 Part 1 §5.4.6). */
export interface SncmFault {
  readonly kind: 'fault';
  readonly side: 'sender' | 'receiver';
  readonly reason: string;
}

/** Results and codes of one answer, a day that SNCM may be left alone, and characters of a text that is told on. */
const MOST = 10_000;
const MOST_SECONDS = 86_400;
const MOST_TEXT = 500;

/** Reads an answer, in its envelope or as it is; refuses what is none, a proxy's page for instance. */
export function readReturn(xml: string): SncmReturn | SncmFault | Refusal {
  const tree = readXmlTree(xml);
  if (isRefusal(tree)) return tree;
  const message = messageIn(tree);
  if (message === undefined) return refuse('malformed', 'the envelope is empty', { rule: 'SOAP 1.2 Part 1 §5.3' });
  const { local, namespace } = message.name;
  if (local === 'Fault' && namespace === SOAP) return faultOf(message);
  if (namespace !== SNCM || (local !== 'retEvtIn' && local !== 'retEvtOut'))
    return refuse('malformed', `${local} is no answer of SNCM`);
  return returnOf(local, message);
}

function faultOf(fault: XmlTree): SncmFault {
  const code = at(fault, 'Code', 'Value')?.text.split(':').at(-1);
  const reason = (at(fault, 'Reason', 'Text')?.text.trim() ?? '').slice(0, MOST_TEXT);
  return { kind: 'fault', side: code === 'Sender' ? 'sender' : 'receiver', reason };
}

function returnOf(kind: SncmReturn['kind'], message: XmlTree): SncmReturn | Refusal {
  const rets = childOf(message, 'rets')?.children ?? [];
  const results = childOf(message, 'results')?.children ?? [];
  if (rets.length + results.length > MOST) return refuse('too-large', `more than ${MOST} results`);
  const [read, told] = [rets.map(codedOf), results.map(resultOf)];
  const wrong = [...read, ...told].find((one) => isRefusal(one));
  if (wrong !== undefined) return wrong;
  const backOff = Number(childOf(message, 'backOff')?.text ?? '0');
  if (!Number.isInteger(backOff) || backOff < 0) return refuse('malformed', 'backOff is no number', { at: 'backOff' });
  const [crTime, receipt] = ['crTime', 'receipt'].map((name) => childOf(message, name)?.text ?? '');
  return {
    kind,
    ...(crTime && isPart(crTime) && { crTime }),
    backOff: Math.min(backOff, MOST_SECONDS),
    ...(receipt && isPart(receipt) && { receipt }),
    rets: read.filter(isRead),
    results: told.filter(isRead),
  };
}

const isRead = <Told>(one: Told | Refusal): one is Told => !isRefusal(one);

const codedOf = (ret: XmlTree): Coded | Refusal => coded(ret, 'code', 'desc', 'effect');

function resultOf(result: XmlTree): EventResult | Refusal {
  const read = coded(result, 'evtCode', 'evtDesc', 'evtEffect');
  if (isRefusal(read)) return read;
  const [evtNotifId = '', evtId = ''] = ['evtNotifId', 'evtId'].map((name) => childOf(result, name)?.text ?? '');
  return { ...read, evtNotifId, ...(isPart(evtId) && { evtId }) };
}

function coded(tree: XmlTree, ...names: readonly [code: string, desc: string, effect: string]): Coded | Refusal {
  const [code = '', desc = '', told = ''] = names.map((name) => (childOf(tree, name)?.text ?? '').slice(0, MOST_TEXT));
  const effect = effects.find((one) => one === told);
  if (code === '' || effect === undefined)
    return refuse('malformed', `${tree.name.local} has no code, or an effect that is none`, { at: tree.name.local });
  return { code, desc, effect };
}
