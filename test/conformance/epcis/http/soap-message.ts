import type { Ask } from '../../../kit/epcis-server.ts';

const envelopes = {
  '1.1': ['http://schemas.xmlsoap.org/soap/envelope/', 'text/xml; charset=utf-8'],
  '1.2': ['http://www.w3.org/2003/05/soap-envelope', 'application/soap+xml; charset=utf-8'],
} as const;

/** A message of the query control interface. `epcis` is the number in its namespace. */
export function soapMessage(
  operation: string,
  inside = '',
  { soap = '1.1', epcis = 1 }: { soap?: '1.1' | '1.2'; epcis?: 1 | 2 } = {},
): Ask {
  const [namespace, media] = envelopes[soap];
  return {
    method: 'POST',
    path: '/soap',
    headers: { 'content-type': media },
    body: `<?xml version="1.0"?><s:Envelope xmlns:s="${namespace}"><s:Body><q:${operation} xmlns:q="urn:epcglobal:epcis-query:xsd:${epcis}">${inside}</q:${operation}></s:Body></s:Envelope>`,
  };
}

/** What names a query and gives its parameters, each a list of texts or one text. */
export const soapQuery = (params: Readonly<Record<string, string | readonly string[]>>, name = 'SimpleEventQuery') =>
  `<queryName>${name}</queryName><params>${Object.entries(params)
    .map(([parameter, value]) => `<param><name>${parameter}</name><value>${xmlValue(value)}</value></param>`)
    .join('')}</params>`;

const xmlValue = (value: string | readonly string[]) =>
  typeof value === 'string' ? value : value.map((text) => `<string>${text}</string>`).join('');
