/** The versions of SOAP whose envelopes are read and written. */
export type SoapVersion = '1.1' | '1.2';

/** SOAP 1.1 §4.1.2, SOAP 1.2 Part 1 §5. */
export const envelopeNamespace: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
};

/** Undefined for a namespace of no version known. */
export function soapVersionOf(namespace: string): SoapVersion | undefined {
  if (namespace === envelopeNamespace['1.1']) return '1.1';
  return namespace === envelopeNamespace['1.2'] ? '1.2' : undefined;
}

/** The media type of an envelope (SOAP 1.1 §6, RFC 3902). */
export const soapMedia: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'text/xml; charset=utf-8',
  '1.2': 'application/soap+xml; charset=utf-8',
};

/** A body in an envelope. The body comes as XML. */
export const inEnvelope = (version: SoapVersion, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="${envelopeNamespace[version]}"><soap:Body>${body}</soap:Body></soap:Envelope>\n`;
