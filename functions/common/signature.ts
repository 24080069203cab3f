import { SIGNS_WITHIN_SECONDS, type Signature, type SignatureRecord } from '#shared/access/signature.ts';
import { refuse } from '#shared/refusal.ts';
import { canonicalJson } from '#shared/wire/canonical-json.ts';
import type { Principal } from './principal.ts';
import { Refused } from './refused.ts';
import { sha256 } from './sha256.ts';

/** Clocks of those who issue tokens may be so far ahead of ours. */
const AHEAD_SECONDS = 60;

/**
 * The record of an electronic signature under `signed`: any JSON value, whose digest binds the signature to it (21 CFR Part 11 §11.70).
 *
 * @throws Refused `signature-needed` when the token is a machine's, or its holder proved who he is too long ago (§11.200: a signature is executed
 * with all its components, which a token from the morning is not)
 */
export function signatureOf(
  { caller, name, person, authTime }: Pick<Principal, 'caller' | 'name' | 'person' | 'authTime'>,
  { meaning, reason }: Signature,
  signed: unknown,
  now: Date,
): SignatureRecord {
  if (!person) throw needed('a machine cannot sign', 'sign in as a person and send the same request');
  const age = authTime === undefined ? Number.POSITIVE_INFINITY : Math.floor(now.getTime() / 1000) - authTime;
  if (authTime === undefined || !(age <= SIGNS_WITHIN_SECONDS && age >= -AHEAD_SECONDS))
    throw needed(
      `who signs must have signed in within the last ${SIGNS_WITHIN_SECONDS / 60} minutes`,
      'sign in again with prompt=login, then send the same request',
    );
  return {
    by: caller,
    ...(name !== undefined && { name }),
    meaning,
    ...(reason !== undefined && { reason }),
    at: now.toISOString(),
    authTime,
    digest: digestOf(signed),
  };
}

/** SHA-256 of a value in canonical JSON, hexadecimal: what a signature binds to. Members that are undefined do not count. */
export const digestOf = (signed: unknown): string => sha256(canonicalJson(JSON.parse(JSON.stringify(signed ?? null))));

const needed = (why: string, remedy: string) =>
  new Refused(refuse('signature-needed', why, { at: '/signature', rule: '21 CFR Part 11 §11.200(a)(1)', remedy }));
