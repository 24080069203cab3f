import { decodeJwt } from 'jose';
import * as v from 'valibot';
import { credentialClaims, presentationClaims, type StatusEntry, statusListClaims } from '#shared/vrs/atp-claims.ts';
import type { Fetched } from './fetched.ts';
import { isRevoked } from './is-revoked.ts';
import { isRejected, type Rejected, readJwt, readKeys, rejected } from './read-jwt.ts';

/** Whose credential was accepted. */
export interface Accepted {
  readonly credential: string;
  readonly holder: string;
  readonly issuer: string;
}

export interface Expected {
  readonly corrUUID: string;
  readonly audience: string;
}

export interface TrustNeeds {
  readonly fetched: Fetched;
  readonly now: () => Date;
}

interface Issuer {
  readonly did: string;
  readonly jwksUrl: string;
}

/** More than any gateway lets through in a header. */
const LONGEST = 16_384;
/** How old a presentation may be: it is made for one question. */
const MAX_AGE = '10 minutes';
/** A key that is not known may be new: then the issuer is asked again, though not for every forger. */
const KEYS_AGAIN_MS = 60_000;
const STATUS_AGE_MS = 300_000;

/**
 * Judges a presentation of a DSCSAATPCredential: the credential by its issuer's keys, the presentation by the key that the credential names, both
 * by their times, the presentation by whom and what question it is for, and the credential by its status list.
 */
export async function verifyPresentation(
  needs: TrustNeeds,
  issuers: readonly Issuer[],
  presentation: string | undefined,
  { corrUUID, audience }: Expected,
): Promise<Accepted | Rejected> {
  if (presentation === undefined || presentation === '') return rejected('missing', 'no presentation');
  const unread = unverified(presentation);
  if (unread === undefined) return rejected('malformed', 'no presentation of one credential');
  const credential = await credentialOf(needs, issuers, unread.vp.verifiableCredential[0]);
  if (isRejected(credential)) return credential;
  const { holder, key, issuer, status, id } = credential;
  const options = { audience, issuer: holder, currentDate: needs.now(), maxTokenAge: MAX_AGE };
  const shown = await readJwt(presentation, key, options);
  if (isRejected(shown)) return shown;
  if (unread.nonce !== corrUUID) return rejected('correlation', 'it was made for another question');
  const revoked = status === undefined ? undefined : await statusOf(needs, issuer, status);
  return revoked ?? { credential: id, holder, issuer: issuer.did };
}

function unverified(jwt: string) {
  if (jwt.length > LONGEST) return undefined;
  try {
    const read = v.safeParse(presentationClaims, decodeJwt(jwt));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

async function credentialOf(needs: TrustNeeds, issuers: readonly Issuer[], jwt: string) {
  const did = issuerOf(jwt);
  const issuer = issuers.find((one) => one.did === did);
  if (issuer === undefined) return rejected('issuer-unknown', 'its issuer is not among those trusted');
  const payload = await signedBy(needs, issuer, jwt);
  if (isRejected(payload)) return payload;
  const read = v.safeParse(credentialClaims, payload);
  if (!read.success) return rejected('malformed', `the credential: ${read.issues[0].message}`);
  const { sub, jti, cnf, vc } = read.output;
  if (vc.credentialSubject.id !== sub) return rejected('holder', 'the credential names two holders');
  const { kty, crv, x, y } = cnf.jwk;
  return { holder: sub, id: jti, issuer, status: vc.credentialStatus, key: { kty, crv, x, y } };
}

function issuerOf(jwt: string): string | undefined {
  try {
    return decodeJwt(jwt).iss;
  } catch {
    return undefined;
  }
}

/** What an issuer signed. A key that is not among those kept may be a new one. */
async function signedBy({ fetched, now }: TrustNeeds, { did, jwksUrl }: Issuer, jwt: string) {
  const byKeys = async (text: string | undefined) => {
    const keys = text === undefined ? undefined : readKeys(text);
    if (keys === undefined) return rejected('unavailable', `no keys at ${jwksUrl}`);
    return readJwt(jwt, keys, { issuer: did, currentDate: now() });
  };
  const known = await fetched(jwksUrl);
  const payload = await byKeys(known);
  if (!isRejected(payload) || payload.problem !== 'signature') return payload;
  const renewed = await fetched(jwksUrl, { atMostMs: KEYS_AGAIN_MS });
  return renewed === known ? payload : byKeys(renewed);
}

/** Undefined when the credential stands. */
async function statusOf(
  needs: TrustNeeds,
  issuer: Issuer,
  { statusListCredential, statusListIndex }: StatusEntry,
): Promise<Rejected | undefined> {
  const jwt = (await needs.fetched(statusListCredential, { atMostMs: STATUS_AGE_MS }))?.trim();
  if (jwt === undefined) return rejected('unavailable', `no status list at ${statusListCredential}`);
  const payload = await signedBy(needs, issuer, jwt);
  if (isRejected(payload)) return rejected('unavailable', `the status list: ${payload.detail}`);
  const read = v.safeParse(statusListClaims, payload);
  if (!read.success) return rejected('unavailable', `the status list: ${read.issues[0].message}`);
  // One list must not stand in for another.
  const { sub } = read.output;
  const isOther = sub !== undefined && sub.split('#')[0] !== statusListCredential.split('#')[0];
  const revoked = isOther ? undefined : await isRevoked(read.output.vc.credentialSubject.encodedList, statusListIndex);
  if (revoked === undefined) return rejected('unavailable', `the status list has no entry ${statusListIndex}`);
  return revoked ? rejected('revoked', `entry ${statusListIndex} of ${statusListCredential}`) : undefined;
}
