import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import * as v from 'valibot';

const scalar = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));
const structured = v.object({
  statusCode: v.pipe(v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{3}$/))]), v.transform(Number)),
  headers: v.nullish(v.record(v.string(), scalar), {}),
  cookies: v.nullish(v.array(v.string()), []),
  body: v.nullish(v.string()),
  isBase64Encoded: v.nullish(v.boolean(), false),
});

/** What goes back to the caller. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Buffer;
}

/** The gateway's own answers. */
export const gatewayMessage = (status: number, message: string, headers: OutgoingHttpHeaders = {}): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ message }),
});

/**
 * What a function's result means (payload format 2.0): with a `statusCode` it is the answer, without one it is the body of a 200. A result that is
 * neither is the function's fault and answers 500.
 */
export function gatewayAnswer(result: unknown): HttpAnswer {
  const isStructured = typeof result === 'object' && result !== null && 'statusCode' in result;
  if (!isStructured) {
    const body = typeof result === 'string' ? result : JSON.stringify(result);
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const read = v.safeParse(structured, result);
  if (!read.success || read.output.statusCode < 200 || read.output.statusCode > 599)
    return gatewayMessage(500, 'Internal Server Error');
  const { statusCode, headers, cookies, body, isBase64Encoded } = read.output;
  const lower = Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    status: statusCode,
    headers: {
      ...(body && { 'content-type': 'text/plain;charset=UTF-8' }),
      ...lower,
      ...(cookies && cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}

/** Sends an answer; its length is always told. Throws, with nothing sent, when a header cannot stand in HTTP. */
export function sendAnswer(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  // The caller may have gone.
  if (response.headersSent || response.destroyed) return;
  const { 'content-length': _, 'transfer-encoding': __, ...own } = headers;
  const length = status === 204 || status === 304 ? {} : { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...own, ...length }).end(body);
}
