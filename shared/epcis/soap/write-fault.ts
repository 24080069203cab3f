import type { Refusal } from '../../refusal.ts';
import { xmlText } from '../../wire/write-xml.ts';
import { declarations } from '../xml/write-names.ts';
import { rootNamespaces, type XmlVersion } from '../xml/write-root.ts';
import type { SoapVersion } from './envelope.ts';
import type { SoapException } from './exception-of.ts';

export interface Fault {
  readonly soap: SoapVersion;
  readonly epcis: XmlVersion;
  readonly exception: SoapException;
  /** A fault of the envelope, which SOAP has a code of its own for. */
  readonly code?: 'VersionMismatch' | 'MustUnderstand' | undefined;
}

/**
 * A refusal as the Fault of an envelope's Body, with the exception of the standard as its detail (SOAP 1.1 §4.4, SOAP 1.2 Part 1 §5.4,
 * EPCIS 1.2 §11.2). The HTTP status is that of the SOAP binding: 500, but 400 for the sender's faults in SOAP 1.2.
 */
export function faultXml(refusal: Refusal, fault: Fault): { readonly status: 400 | 500; readonly body: string } {
  const { soap, exception, code } = fault;
  const isOurs = exception === 'ImplementationException';
  const reason = carried(reasonOf(refusal));
  const detail = exceptionXml(reason, fault);
  if (soap === '1.1') {
    const called = `soap:${code ?? (isOurs ? 'Server' : 'Client')}`;
    const inside = `<faultcode>${called}</faultcode><faultstring>${reason}</faultstring><detail>${detail}</detail>`;
    return { status: 500, body: `<soap:Fault>${inside}</soap:Fault>` };
  }
  const called = `soap:${code ?? (isOurs ? 'Receiver' : 'Sender')}`;
  const inside =
    `<soap:Code><soap:Value>${called}</soap:Value></soap:Code>` +
    `<soap:Reason><soap:Text xml:lang="en">${reason}</soap:Text></soap:Reason><soap:Detail>${detail}</soap:Detail>`;
  return { status: code === undefined && !isOurs ? 400 : 500, body: `<soap:Fault>${inside}</soap:Fault>` };
}

/** The schema has one text for all that there is to say; an ImplementationException also says how bad it is. */
function exceptionXml(reason: string, { epcis, exception }: Fault): string {
  const declared = declarations(rootNamespaces(epcis, ['epcisq']).close());
  const severity = exception === 'ImplementationException' ? '<severity>ERROR</severity>' : '';
  return `<epcisq:${exception}${declared}><reason>${reason}</reason>${severity}</epcisq:${exception}>`;
}

function reasonOf({ detail, at, line, column, rule, remedy }: Refusal): string {
  const place = line === undefined ? at : `line ${line}, column ${column}`;
  const about = [place, rule].filter((one) => one !== undefined && one !== '').join('; ');
  return [detail, about && ` (${about})`, remedy && `. To do: ${remedy}`].join('');
}

/** A fault is always told: what XML cannot carry of its text is left out. */
function carried(text: string): string {
  const whole = xmlText(text);
  if (typeof whole === 'string') return whole;
  const printable = xmlText(text.replace(/[^\x20-\x7E]/g, '?'));
  return typeof printable === 'string' ? printable : '';
}
