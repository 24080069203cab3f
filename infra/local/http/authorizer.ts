import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as v from 'valibot';

/** What an authorizer says of a request: what stands in the event under `requestContext.authorizer`, or the status to answer with. */
export type Verdict = { readonly authorizer: object } | { readonly status: 401 | 403 };

/** A request that is to be judged. */
export interface Judged {
  /** Value of the `Authorization` header. */
  readonly header: string | undefined;
  /** The route wants one of them (none: any token will do). */
  readonly scopes: readonly string[];
  /** The event that a function would get. */
  readonly event: () => object;
}

export type Authorize = (judged: Judged) => Promise<Verdict>;

const discovery = v.object({ jwks_uri: v.pipe(v.string(), v.url()) });
const discoveryMs = 5_000;

/**
 * A JWT authorizer as API Gateway has it: signature by the issuer's keys, `iss`, `exp` and `nbf`, and `aud` (or `client_id`, which Cognito's
 * access tokens carry instead) among the audience. Rejects when the issuer cannot be asked for its keys.
 */
export function jwtAuthorizer(issuer: string, audience: readonly string[]): Authorize {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const keysOfIssuer = () => {
    keys ??= discoverKeys(issuer).catch((error) => {
      // Ask again next time: the issuer may only be starting.
      keys = undefined;
      throw error;
    });
    return keys;
  };
  return async ({ header, scopes }) => {
    const token = header?.replace(/^Bearer /i, '').trim();
    if (!token) return { status: 401 };
    const payload = await verified(token, await keysOfIssuer(), issuer);
    if (payload === undefined || !isFor(payload, audience)) return { status: 401 };
    const held = scopesOf(payload);
    if (scopes.length > 0 && !scopes.some((scope) => held.includes(scope))) return { status: 403 };
    return { authorizer: { jwt: { claims: claimsAsText(payload), scopes: scopes.length > 0 ? [...scopes] : null } } };
  };
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(discoveryMs) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  const { jwks_uri } = v.parse(discovery, await response.json());
  return createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: discoveryMs });
}

async function verified(token: string, keys: JWTVerifyGetKey, issuer: string): Promise<JWTPayload | undefined> {
  try {
    return (await jwtVerify(token, keys, { issuer, algorithms: ['RS256', 'RS384', 'RS512'] })).payload;
  } catch (error) {
    const cannotAsk = error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError);
    if (cannotAsk || error.code === 'ERR_JOSE_GENERIC') throw error;
    return undefined;
  }
}

function isFor({ aud, client_id }: JWTPayload, audience: readonly string[]): boolean {
  const named = aud === undefined ? [client_id] : [aud].flat();
  return named.some((name) => typeof name === 'string' && audience.includes(name));
}

function scopesOf({ scope, scp }: JWTPayload): string[] {
  const held = scope ?? scp;
  return Array.isArray(held) ? held.map(String) : typeof held === 'string' ? held.split(' ') : [];
}

/** API Gateway hands all claims on as text, lists as `[a b]`. */
function claimsAsText(payload: JWTPayload): Record<string, string> {
  const text = (value: unknown) =>
    Array.isArray(value) ? `[${value.join(' ')}]` : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, text(value)]));
}
