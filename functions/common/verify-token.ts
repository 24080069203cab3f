import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as v from 'valibot';
import { refuse } from '#shared/refusal.ts';
import { Refused } from './refused.ts';
import type { Members } from './store/members.ts';

/** The claims of a token. Throws Refused `unauthenticated` when it is none of ours, or not any more. */
export type VerifyToken = (token: string) => Promise<JWTPayload>;

export interface VerifyNeeds {
  /** Who signs tokens: the URL below which its keys are described. */
  readonly issuer: string;
  /** Clients through which people come in. Machines come in through those that are registered. */
  readonly peoplesClients: readonly string[];
  readonly members: Pick<Members, 'ofNetwork'>;
}

const discovery = v.object({ jwks_uri: v.pipe(v.string(), v.url()) });
const ISSUER_WITHIN_MS = 5_000;
const algorithms = ['RS256', 'RS384', 'RS512'];

/**
 * Judges access tokens: signature by the issuer's keys, issuer, times, the client it was issued to (Cognito's access tokens name no other
 * audience), and that its holder still has the rights it tells of (RFC 7519; OpenID Connect Discovery 1.0). The keys are asked for once.
 * Rejects when the issuer cannot be asked.
 */
export function tokenVerifier({ issuer, peoplesClients, members }: VerifyNeeds): VerifyToken {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const keysOfIssuer = () => {
    keys ??= discoverKeys(issuer).catch((error) => {
      keys = undefined; // a failed look must not stick to a warm function
      throw error;
    });
    return keys;
  };
  return async (token) => {
    const payload = await verified(token, await keysOfIssuer(), issuer);
    const { client_id: client, username, tenant, role } = payload;
    if (typeof client !== 'string') throw unauthenticated('the token names no client');
    const isPerson = typeof username === 'string';
    if (isPerson && !peoplesClients.includes(client)) throw unauthenticated('the token is for another audience');
    const member = isPerson ? await members.ofNetwork('person', username) : await members.ofNetwork('client', client);
    if (member?.state !== 'active') throw unauthenticated('the holder of the token is not registered, or not any more');
    if (member.tenant !== tenant || member.role !== role)
      throw unauthenticated('the rights of the holder have changed since the token was issued');
    // Whose it is says the register alone, and not the token.
    return { ...payload, partner: member.partner };
  };
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(ISSUER_WITHIN_MS) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  const { jwks_uri } = v.parse(discovery, await response.json());
  return createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: ISSUER_WITHIN_MS });
}

async function verified(token: string, keys: JWTVerifyGetKey, issuer: string): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, keys, { issuer, algorithms })).payload;
  } catch (error) {
    const tellsOfToken = error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout);
    // The keys could not be fetched: that says nothing about the token.
    if (!tellsOfToken || error.code === 'ERR_JOSE_GENERIC') throw error;
    throw unauthenticated(`the token is not valid: ${wordsOf[error.code] ?? error.code}`);
  }
}

/** What the library's codes mean to whoever sent the token. */
const wordsOf: Readonly<Record<string, string>> = {
  ERR_JWS_INVALID: 'it is no token of POST /oauth2/token',
  ERR_JWT_INVALID: 'it is no token of POST /oauth2/token',
  ERR_JWT_EXPIRED: 'it has ended',
  ERR_JWT_CLAIM_VALIDATION_FAILED: 'it was given by somebody else',
  ERR_JWKS_NO_MATCHING_KEY: 'it was signed by somebody else',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'it was signed by somebody else',
  ERR_JOSE_ALG_NOT_ALLOWED: 'it is signed in a way that is not taken',
};

export const unauthenticated = (detail: string) =>
  new Refused(
    refuse('unauthenticated', detail, {
      at: 'access_token',
      rule: 'RFC 6750 §2',
      remedy: 'send a token of POST /oauth2/token as Authorization: Bearer, or as access_token in the query string',
    }),
    { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  );
