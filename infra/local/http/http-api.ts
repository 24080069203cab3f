import type { IncomingMessage, ServerResponse } from 'node:http';
import { FunctionError } from '../functions/function-error.ts';
import type { Authorize } from './authorizer.ts';
import { gatewayAnswer, gatewayMessage, type HttpAnswer, sendAnswer } from './gateway-answer.ts';
import { gatewayEvent } from './gateway-event.ts';
import { readBody } from './read-body.ts';
import type { Match, Router } from './router.ts';

/** What stands behind a route. */
export interface RouteTarget {
  readonly fn: string;
  readonly timeoutMs: number;
  readonly authorize?: Authorize;
  readonly scopes: readonly string[];
}

/** The HTTP API of the template, as its resources have made it so far. */
export interface HttpApi {
  readonly id: string;
  readonly routes: Router<RouteTarget>;
}

export interface HttpApiNeeds {
  readonly account: string;
  invoke(fn: string, event: unknown, signal: AbortSignal): Promise<unknown>;
  log(line: string): void;
}

/** Quota of an HTTP API: payload size. */
const bodyLimit = 10 * 1024 * 1024;
/** Quota of AWS Lambda: the event as JSON, and the result; a binary body grows by a third on the way. */
const payloadLimit = 6 * 1024 * 1024;

/** Answers one request as API Gateway would, whatever happens behind the route. */
export async function answerRequest(
  api: HttpApi,
  needs: HttpApiNeeds,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = await judge(api, needs, request).catch((error) => {
    needs.log(`${request.method} ${request.url}: ${String(error)}`);
    return gatewayMessage(500, 'Internal Server Error');
  });
  // Whatever of the body was not read must be, or the connection cannot carry the next request.
  request.resume();
  try {
    sendAnswer(response, answer);
  } catch (error) {
    // A header that cannot stand in HTTP is the function's fault and must not end the cloud.
    needs.log(`${request.method} ${request.url}: the answer cannot be sent: ${String(error)}`);
    sendAnswer(response, gatewayMessage(500, 'Internal Server Error'));
  }
}

async function judge(api: HttpApi, needs: HttpApiNeeds, request: IncomingMessage): Promise<HttpAnswer> {
  const match = matchOf(api, request);
  if (match === 'malformed') return gatewayMessage(400, 'Bad Request');
  if (match === undefined) return gatewayMessage(404, 'Not Found');
  const { authorize, scopes } = match.target;
  const common = { request, match, apiId: api.id, account: needs.account };
  const event = () => gatewayEvent({ ...common, body: Buffer.alloc(0) });
  const verdict = await authorize?.({ header: request.headers.authorization, scopes, event });
  if (verdict && 'status' in verdict) return denied(verdict.status);

  const body = await readBody(request, bodyLimit);
  if (body === undefined) return gatewayMessage(413, 'Request Entity Too Large');
  const handed = gatewayEvent({ ...common, body, ...verdict });
  if ((handed.body?.length ?? 0) > payloadLimit) return gatewayMessage(413, 'Request Entity Too Large');
  return integrate(match.target, needs, handed);
}

function matchOf(api: HttpApi, request: IncomingMessage): Match<RouteTarget> | 'malformed' | undefined {
  try {
    const [path = '/'] = (request.url ?? '/').split('?');
    decodeURIComponent(path);
    return api.routes.match(request.method ?? 'GET', path);
  } catch (error) {
    if (error instanceof URIError) return 'malformed';
    throw error;
  }
}

const denied = (status: 401 | 403) =>
  status === 401
    ? gatewayMessage(401, 'Unauthorized', { 'www-authenticate': 'Bearer' })
    : gatewayMessage(403, 'Forbidden', { 'www-authenticate': 'Bearer error="insufficient_scope"' });

async function integrate({ fn, timeoutMs }: RouteTarget, needs: HttpApiNeeds, event: unknown): Promise<HttpAnswer> {
  const givenUp = new AbortController();
  const late = Promise.withResolvers<HttpAnswer>();
  // The function runs on, as on AWS, but nobody waits for it any more.
  const timer = setTimeout(() => {
    givenUp.abort();
    late.resolve(gatewayMessage(503, 'Service Unavailable'));
  }, timeoutMs);
  const invoked = needs.invoke(fn, event, givenUp.signal).then(withinLimit, (error) => failed(error, needs, fn));
  try {
    return await Promise.race([invoked, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function withinLimit(result: unknown): HttpAnswer {
  const answer = gatewayAnswer(result);
  return answer.body.length > payloadLimit ? gatewayMessage(500, 'Internal Server Error') : answer;
}

function failed(error: unknown, needs: HttpApiNeeds, fn: string): HttpAnswer {
  if (!(error instanceof FunctionError)) needs.log(`${fn}: ${String(error)}`);
  const throttled = error instanceof FunctionError && error.type === 'TooManyRequestsException';
  return throttled ? gatewayMessage(503, 'Service Unavailable') : gatewayMessage(500, 'Internal Server Error');
}
