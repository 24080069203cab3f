import type { APIGatewayProxyEventV2WithLambdaAuthorizer } from 'aws-lambda';

export interface Call {
  /** As in the template: `GET /api/lots/{lot}`. */
  readonly route: string;
  readonly tenant?: string;
  readonly role?: string;
  /** Scopes of the token, separated by blanks. */
  readonly scope?: string;
  /** More claims; `username` makes it a person's token. */
  readonly claims?: Record<string, unknown>;
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  /** Text goes as it is, bytes in base64, anything else as JSON. */
  readonly body?: unknown;
}

/** The event an HTTP API hands to its function (payload format 2.0), with what the authorizer says of the token. */
export function apiEvent(call: Call): APIGatewayProxyEventV2WithLambdaAuthorizer<Record<string, unknown>> {
  const {
    route,
    tenant = 'acme-pharma',
    role = 'administrator',
    scope = 'seriate/read seriate/write',
    path = {},
    query = {},
    headers = {},
    body,
  } = call;
  const [method = '', template = ''] = route.split(' ');
  const rawPath = template.replace(/\{(\w+)\+?\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const claims = { tenant, role, scope, sub: `${tenant}-client`, token_use: 'access', ...call.claims };
  return {
    version: '2.0',
    routeKey: route,
    rawPath,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { 'content-type': 'application/json', ...headers },
    pathParameters: path,
    queryStringParameters: query,
    isBase64Encoded: body instanceof Uint8Array,
    ...(body !== undefined && { body: bodyOf(body) }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: '127.0.0.1',
      domainPrefix: '127',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'request',
      routeKey: route,
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 0,
      authorizer: { lambda: claims },
    },
  };
}

function bodyOf(body: unknown): string {
  if (body instanceof Uint8Array) return Buffer.from(body).toString('base64');
  return typeof body === 'string' ? body : JSON.stringify(body);
}
