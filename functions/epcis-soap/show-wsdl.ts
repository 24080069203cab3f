import type { Endpoint, Request } from '#common/http.ts';
import { wsdl } from '#shared/epcis/soap/write-wsdl.ts';

/** The description of the interface for EPCIS 1.2, or 2.0 with `?version=2.0`, with this address in it. */
export const showWsdl = (): Endpoint => async (request) => ({
  status: 200,
  body: wsdl(request.query['version'] === '2.0' ? '2.0' : '1.2', addressOf(request)),
  headers: { 'content-type': 'text/xml; charset=utf-8' },
});

const addressOf = ({ headers, url }: Request): string => {
  const host = headers['host'] ?? 'localhost';
  const scheme = headers['x-forwarded-proto'] ?? (/^(localhost|127\.)/.test(host) ? 'http' : 'https');
  return `${scheme}://${host}${url}`;
};
