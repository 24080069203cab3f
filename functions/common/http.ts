import middy from '@middy/core';
import type { APIGatewayProxyEventV2WithLambdaAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Permission } from '#shared/access/permissions.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { mustBeBodiless } from './bodiless.ts';
import { faultAnswer, refusalAnswer } from './epcis/refusal-answer.ts';
import { versionHeaders } from './epcis-headers.ts';
import { readJsonBody } from './json-body.ts';
import { log } from './log.ts';
import { pageKeyReady } from './page-key.ts';
import { type Granted, mustBeWide, type Principal, principalOf, type Scope } from './principal.ts';
import { problem } from './problem.ts';
import { mustKnowQuery } from './queries/queries.ts';
import { rateHeaders, tooMany } from './rate-headers.ts';
import type { Judged as RateJudged, RateLimiter } from './rate-limit.ts';
import { rateLimitOfEnvironment } from './rate-limit-of-environment.ts';
import { Refused } from './refused.ts';

/** What the gateway hands on, with what `functions/authorize` says of the caller. */
type ApiEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<Record<string, unknown>>;

/** A request as an endpoint sees it: header names in lower case, path and query decoded, the body as text. */
export interface Request extends Principal {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** As sent, e.g. to tell a repeated parameter. */
  readonly queryString: string;
  readonly url: string;
  readonly text: string;
  /** The body as it came; when the gateway handed it on as text, that text in UTF-8. */
  readonly bytes: Uint8Array;
}

export interface Answer {
  readonly status: number;
  /** Bytes go out as they are, text as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export type Endpoint = (request: Request) => Promise<Answer>;

/** A refusal as the route's own protocol tells it. */
export type TellRefusal = (refusal: Refusal, request: Pick<Request, 'headers' | 'url' | 'text'>) => Answer;

interface Route {
  readonly permission: Permission;
  /** The scope a token must hold, where the method does not say it: SOAP asks by POST. */
  readonly scope?: Scope;
  readonly endpoint: Endpoint;
  readonly tellRefusal?: TellRefusal;
  /** Its endpoint asks `mayTouch` for all it shows and changes, so that callers under a narrowed grant may come. */
  readonly narrows?: true;
  /** Its endpoint shows and changes what is of `request.partner` alone, so that machine clients of partners may come. */
  readonly partners?: true;
  /** What its path names is no key of a table. */
  readonly anyLength?: true;
}

/** Routes of one function, keyed as in the API (`GET /api/lots/{lot}`), each with the permission it needs. */
export type Routes = Record<string, Route>;

/** What every answer to a call tells beside itself. */
type Standing = Record<string, string>;

/** Tells whether a tenant has a profile; `undefined` when it has none. */
export type ProfileOf = (tenant: string) => Promise<unknown>;

/**
 * Wraps endpoints as a Lambda behind an HTTP API (payload 2.0). Refusals end here as problem documents; faults stay a 500, on EPCIS routes with a
 * problem document of the standard, and ring: the alarm counts what the API answers. Callers that come too often are turned away before all else.
 *
 * @param profileOf where given, the caller's tenant must have a profile: work of an unknown tenant would never be swept
 */
export const httpHandler = (
  routes: Routes,
  granted: Granted,
  profileOf?: ProfileOf,
  limiter: RateLimiter | undefined = rateLimitOfEnvironment(process.env),
) =>
  middy<ApiEvent, APIGatewayProxyStructuredResultV2>().handler(async (event) => {
    const [judged] = await Promise.all([judge(event, limiter), pageKeyReady()]);
    const standing = standingOf(event, judged);
    try {
      if (judged?.refused !== undefined) throw tooMany(judged.refused, Date.now());
      const route = routes[event.routeKey];
      if (route === undefined) throw new Refused(refuse('not-found', `no such route: ${event.routeKey}`));
      const principal = await principalOf(event, route.permission, granted, route.scope, route.partners);
      if (route.narrows !== true) mustBeWide(principal, event.routeKey);
      if (route.anyLength !== true) mustNameSomething(event);
      mustKnowQuery(event.routeKey, event.rawQueryString);
      if (profileOf !== undefined) await mustHaveProfile(principal.tenant, profileOf);
      const request = requestOf(event, principal);
      mustBeBodiless(event.routeKey, request.text);
      return respond(await route.endpoint(request), standing);
    } catch (error) {
      return refusedAnswer(event, error, standing, routes[event.routeKey]?.tellRefusal);
    }
  });

/** Whose token it is counts, not on whose data the call works; calls without one are the gateway's to limit. */
async function judge({ requestContext }: ApiEvent, limiter: RateLimiter | undefined): Promise<RateJudged | undefined> {
  const claims = requestContext.authorizer?.lambda ?? {};
  const [tenant, caller, partner] = [claims['tenant'], claims['username'] ?? claims['sub'], claims['partner']];
  if (limiter === undefined || typeof tenant !== 'string') return undefined;
  try {
    return await limiter(
      tenant,
      String(caller ?? ''),
      typeof partner === 'string' && partner !== '' ? partner : undefined,
    );
  } catch (error) {
    // What limits must not be what fails.
    log('rate-limit-unknown', { tenant, error: String(error) });
    return undefined;
  }
}

const standingOf = ({ rawPath }: ApiEvent, judged: RateJudged | undefined): Standing => ({
  ...rateHeaders(process.env['RATE_LIMIT_POLICY'], judged),
  ...(isEpcis(rawPath) ? versionHeaders : {}),
});

/** Keys of tables have 1,024 bytes at most, and some hold two names. */
const LONGEST_NAME = 400;

/** A name longer than any there can be names nothing. Those with slashes in them are no keys as they stand. */
function mustNameSomething({ routeKey, pathParameters }: ApiEvent): void {
  for (const [at, name = ''] of Object.entries(pathParameters ?? {}))
    if (!routeKey.includes(`{${at}+}`) && Buffer.byteLength(name) > LONGEST_NAME)
      throw new Refused(refuse('not-found', `no ${at} has more than ${LONGEST_NAME} bytes`, { at }));
}

async function mustHaveProfile(tenant: string, profileOf: ProfileOf): Promise<void> {
  if ((await profileOf(tenant)) !== undefined) return;
  throw new Refused(refuse('conflict', `tenant ${tenant} has no profile yet`, { remedy: 'PUT /api/tenant first' }));
}

/** The body as JSON; refused when it is none, or has a member twice. */
export const json = (request: Pick<Request, 'text'>): unknown => readJsonBody(request.text);

function requestOf(event: ApiEvent, principal: Principal): Request {
  return {
    ...principal,
    headers: event.headers,
    path: event.pathParameters ?? {},
    query: event.queryStringParameters ?? {},
    queryString: event.rawQueryString,
    url: event.rawPath,
    ...bodyOf(event),
  };
}

function bodyOf({ body = '', isBase64Encoded }: ApiEvent) {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return { bytes, text: isBase64Encoded ? bytes.toString('utf8') : body };
}

function respond({ status, body, headers = {} }: Answer, standing: Standing): APIGatewayProxyStructuredResultV2 {
  if (body === undefined) return { statusCode: status, headers: { ...standing, ...headers } };
  const told = { statusCode: status, headers: { ...standing, 'content-type': 'application/json', ...headers } };
  if (body instanceof Uint8Array) return { ...told, body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  return { ...told, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

const isEpcis = (path: string): boolean => path === '/epcis' || path.startsWith('/epcis/');

function refusedAnswer(
  event: ApiEvent,
  error: unknown,
  standing: Standing,
  tellRefusal: TellRefusal | undefined,
): APIGatewayProxyStructuredResultV2 {
  const tenant = String(event.requestContext.authorizer?.lambda['tenant'] ?? '');
  if (!(error instanceof Refused)) {
    log('request-failed', {
      tenant,
      route: event.routeKey,
      error: String(error instanceof Error ? error.stack : error),
    });
    if (tellRefusal === undefined && isEpcis(event.rawPath))
      return respond(faultAnswer({ headers: event.headers, url: event.rawPath }), standing);
    throw error;
  }
  const { refusal, headers } = error;
  // The detail may name packs; it is for the caller, not for the log.
  log('request-refused', { tenant, route: event.routeKey, refused: refusal.refused, at: refusal.at });
  const tell = tellRefusal ?? (isEpcis(event.rawPath) ? refusalAnswer : plainRefusal);
  const answer = tell(refusal, { headers: event.headers, url: event.rawPath, ...bodyOf(event) });
  return respond({ ...answer, headers: { ...answer.headers, ...waiting(answer.status), ...headers } }, standing);
}

/** Who came too soon is told when to come again (RFC 9110 §10.2.3). */
const waiting = (status: number): Record<string, string> =>
  status === 429 || status === 503 ? { 'Retry-After': '1' } : {};

function plainRefusal(refusal: Refusal, { url }: Pick<Request, 'url'>): Answer {
  const body = problem(refusal, false, url);
  return { status: body.status, body, headers: { 'content-type': 'application/problem+json' } };
}
