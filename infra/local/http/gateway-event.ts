import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Match } from './router.ts';

export interface GatewayRequest {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly match: Match<unknown>;
  readonly apiId: string;
  readonly account: string;
  /** What the authorizer says, when the route has one. */
  readonly authorizer?: object;
}

/**
 * The event of an HTTP API with payload format 2.0: header names in lower case, doubled headers and query parameters joined by commas, the path
 * decoded and the query string as it came, cookies apart.
 */
export function gatewayEvent({ request, body, match, apiId, account, authorizer }: GatewayRequest) {
  const [path = '/', query = ''] = splitOnce(request.url ?? '/', '?');
  const { cookie, ...headers } = request.headers;
  const text = isText(request.headers['content-type']);
  const parameters = joined(new URLSearchParams(query));
  return {
    version: '2.0',
    routeKey: match.routeKey,
    rawPath: decodeURIComponent(path),
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    headers: { ...flat(headers), ...forwarded(request) },
    ...(Object.keys(parameters).length > 0 && { queryStringParameters: parameters }),
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    requestContext: {
      accountId: account,
      apiId,
      ...(authorizer && { authorizer }),
      domainName: request.headers.host ?? '',
      domainPrefix: (request.headers.host ?? '').split('.')[0],
      http: {
        method: request.method,
        path: decodeURIComponent(path),
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: match.routeKey,
      stage: '$default',
      time: commonLogTime(new Date()),
      timeEpoch: Date.now(),
    },
    ...(body.length > 0 && { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !text,
  };
}

/** As observed of the service: these are handed on as text, everything else, forms and `+json` included, as base64. */
const isText = (contentType: string | undefined) =>
  /^(text\/[^;]*|application\/(json|xml|javascript))\s*(;|$)/i.test(contentType ?? '');

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function joined(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]));
}

const flat = (headers: IncomingMessage['headers']) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(',')]));

const forwarded = ({ socket }: IncomingMessage) => ({
  'x-forwarded-for': socket.remoteAddress ?? '',
  'x-forwarded-port': String(socket.localPort ?? ''),
  'x-forwarded-proto': 'http',
});

/** `12/Mar/2020:19:03:58 +0000` */
function commonLogTime(at: Date): string {
  const [, day, month, year, time] = at.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
