import { element, leaf, rooted } from './canonical-xml.ts';
import type { EventsIn } from './event.ts';
import { SNCM, SOAP } from './names.ts';
import { writeEvent } from './write-event.ts';

/** Of every message: version and language. */
const VERSION = leaf('ver', '1.00') + leaf('lc', 'pt-BR');

const head = ({ docId, ccTime }: { readonly docId: string; readonly ccTime?: string | undefined }) =>
  leaf('docId', docId) + (ccTime === undefined ? '' : leaf('ccTime', ccTime)) + VERSION;

type Declared = Pick<EventsIn, 'env' | 'declarant' | 'mbrAgt' | 'usrAgt'>;

const declared = ({ env, declarant, mbrAgt, usrAgt }: Declared) =>
  leaf('env', env) + element('declarant', leaf('cnpj', declarant)) + leaf('mbrAgt', mbrAgt) + leaf('usrAgt', usrAgt);

/** Writes `msgEvtIn`, which is its own canonical form, without a signature. */
export const writeEventsIn = (message: EventsIn): string =>
  rooted('msgEvtIn', SNCM, head(message), declared(message), element('evts', ...message.events.map(writeEvent)));

/** Writes the question for the results under a receipt, `msgEvtOut`. */
export const writeEventsOut = (
  message: Declared & { readonly docId: string; readonly ccTime?: string | undefined; readonly receipt: string },
): string => rooted('msgEvtOut', SNCM, head(message), declared(message), leaf('receipt', message.receipt));

const open = `<soap:Envelope xmlns:soap="${SOAP}"><soap:Body>`;
const close = '</soap:Body></soap:Envelope>';

/** Puts a message into a SOAP 1.2 envelope. */
export const enveloped = (message: string): string => open + message + close;

/** What `enveloped` was given. */
export function unwrapped(envelope: string): string {
  if (!envelope.startsWith(open) || !envelope.endsWith(close)) throw new Error('the envelope is none of ours');
  return envelope.slice(open.length, -close.length);
}
