import { createLocalJWKSet, importJWK, type JSONWebKeySet, jwtVerify } from 'jose';
import * as v from 'valibot';

/** Whose credentials a responder takes. */
export interface Trust {
  readonly did: string;
  readonly jwksUrl: string;
}

const vpShape = v.looseObject({ nonce: v.string(), vp: v.looseObject({ verifiableCredential: v.array(v.string()) }) });
const vcShape = v.looseObject({ sub: v.string(), cnf: v.object({ jwk: v.record(v.string(), v.string()) }) });
const keysShape = v.looseObject({ keys: v.array(v.looseObject({ kty: v.string() })) });

/** True for a presentation that is for this responder and this question, by a credential of the trusted issuer. The issuer is asked every time. */
export async function isAuthorised(
  presentation: string | undefined,
  { did, jwksUrl }: Trust,
  expected: { audience: string; corrUUID: string; now: Date },
): Promise<boolean> {
  if (presentation === undefined) return false;
  const currentDate = expected.now;
  try {
    const part = presentation.split('.')[1] ?? '';
    const unread = v.parse(vpShape, JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
    const keys: JSONWebKeySet = v.parse(keysShape, await (await fetch(jwksUrl)).json());
    const [credential = ''] = unread.vp.verifiableCredential;
    const { payload } = await jwtVerify(credential, createLocalJWKSet(keys), { issuer: did, currentDate });
    const { sub, cnf } = v.parse(vcShape, payload);
    const holder = await importJWK(cnf.jwk, 'ES256');
    await jwtVerify(presentation, holder, { issuer: sub, audience: expected.audience, currentDate });
    return unread.nonce === expected.corrUUID;
  } catch {
    return false;
  }
}
