import { escapedXml } from './escaped-xml.ts';

export interface Coded {
  readonly code: string;
  readonly desc: string;
  readonly effect: 'SUC' | 'WNG' | 'REJ';
}

export interface Result extends Coded {
  readonly evtNotifId: string;
  readonly evtId?: string | undefined;
}

export interface Answered {
  readonly kind: 'retEvtIn' | 'retEvtOut';
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly docId: string;
  /** Seconds. */
  readonly backOff?: number;
  readonly receipt?: string | undefined;
  readonly rets: readonly Coded[];
  readonly results?: readonly Result[];
}

const SOAP = 'http://www.w3.org/2003/05/soap-envelope';
const leaf = (name: string, value: string | number) => `<${name}>${escapedXml(String(value))}</${name}>`;

const envelope = (inside: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<env:Envelope xmlns:env="${SOAP}"><env:Body>${inside}</env:Body></env:Envelope>`;

/** An answer of the message set, in its envelope. */
export function writeReturn({ kind, at, docId, backOff = 0, receipt, rets, results }: Answered): string {
  const time = new Date(at).toISOString();
  const head = leaf('docId', docId) + leaf('crTime', time) + leaf('ver', '1.00') + leaf('lc', 'pt-BR') + leaf('env', 2);
  const told = rets.map(
    ({ code, desc, effect }) => `<ret>${leaf('code', code)}${leaf('desc', desc)}${leaf('effect', effect)}</ret>`,
  );
  const inside = [
    head,
    leaf('backOff', backOff),
    receipt === undefined ? '' : leaf('receipt', receipt),
    `<rets>${told.join('')}</rets>`,
    results === undefined ? '' : `<results>${results.map(resultOf).join('')}</results>`,
    leaf('anom', 'false') + leaf('notif', 'false') + leaf('action', 'false'),
  ];
  return envelope(`<${kind} xmlns="http://sncm.anvisa.gov.br/">${inside.join('')}</${kind}>`);
}

const resultOf = ({ evtNotifId, evtId, code, desc, effect }: Result) =>
  `<result>${leaf('evtNotifId', evtNotifId)}${evtId === undefined ? '' : leaf('evtId', evtId)}${leaf('evtCode', code)}${leaf('evtEffect', effect)}${leaf('evtDesc', desc)}</result>`;

/** A fault of the sender's (SOAP 1.2 Part 1 §5.4). */
export const faultOf = (reason: string): string =>
  envelope(
    `<env:Fault><env:Code><env:Value>env:Sender</env:Value></env:Code><env:Reason><env:Text xml:lang="en">${escapedXml(reason)}</env:Text></env:Reason></env:Fault>`,
  );
