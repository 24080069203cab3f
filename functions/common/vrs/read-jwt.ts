import {
  createLocalJWKSet,
  errors,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose';
import * as v from 'valibot';
import type { AtpProblem } from '#shared/vrs/atp-claims.ts';

export interface Rejected {
  /** `unavailable`: keys or status list could not be had, so nobody knows. */
  readonly problem: AtpProblem | 'unavailable';
  readonly detail: string;
}

export const rejected = (problem: Rejected['problem'], detail: string): Rejected => ({ problem, detail });
export const isRejected = (value: object): value is Rejected => 'problem' in value;

const keySet = v.object({ keys: v.pipe(v.array(v.looseObject({ kty: v.string() })), v.maxLength(100)) });

/** Keys of an issuer, from the text of its JWKS. */
export function readKeys(text: string): JSONWebKeySet | undefined {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), keySet), text);
  return read.success ? read.output : undefined;
}

/**
 * A JWT (ES256) whose signature, times and named claims are right.
 *
 * @param keys of an issuer, found by `kid`; or the one key that it must be signed with, whatever the JWT calls it
 */
export async function readJwt(
  jwt: string,
  keys: JSONWebKeySet | JWK,
  options: Pick<JWTVerifyOptions, 'audience' | 'issuer' | 'currentDate' | 'maxTokenAge'>,
): Promise<JWTPayload | Rejected> {
  try {
    const exact = { ...options, algorithms: ['ES256'], clockTolerance: 30, requiredClaims: ['exp'] };
    const { payload } =
      'keys' in keys
        ? await jwtVerify(jwt, createLocalJWKSet(keys), exact)
        : await jwtVerify(jwt, await importJWK(keys, 'ES256'), exact);
    return payload;
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    return rejected(problemOf(error), error.message);
  }
}

function problemOf(error: errors.JOSEError): AtpProblem {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed)
    return ({ nbf: 'not-yet-valid', aud: 'audience', iss: 'holder' } as const)[error.claim] ?? 'malformed';
  const isSignature =
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JWKSMultipleMatchingKeys;
  return isSignature ? 'signature' : 'malformed';
}
