import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader, importJWK, type JWTPayload, SignJWT } from 'jose';
import * as v from 'valibot';

const shape = v.object({ jwks: v.object({ keys: v.array(v.looseObject({ kid: v.string(), kty: v.string() })) }) });

/** The same token of somebody who proved who he is so long ago, signed by the product that runs over `folder`: nobody waits until a sign-in is too old to sign with. */
export const agedToken = (folder: string, token: string, seconds: number): Promise<string> =>
  signedAnew(folder, token, ({ auth_time }) => ({ auth_time: Number(auth_time) - seconds }));

/** The same token, which lives for so many seconds from now on: nobody waits for an hour. */
export const shortToken = (folder: string, token: string, seconds: number): Promise<string> =>
  signedAnew(folder, token, () => ({ exp: Math.floor(Date.now() / 1_000) + seconds }));

async function signedAnew(folder: string, token: string, change: (claims: JWTPayload) => JWTPayload): Promise<string> {
  const { jwks } = v.parse(shape, JSON.parse(readFileSync(join(folder, 'identity-keys.json'), 'utf8')));
  const { kid } = decodeProtectedHeader(token);
  const jwk = jwks.keys.find((one) => one.kid === kid);
  if (jwk === undefined) throw new Error(`the token is signed by ${kid}, which the product does not have`);
  const claims = decodeJwt(token);
  return new SignJWT({ ...claims, ...change(claims) })
    .setProtectedHeader({ ...decodeProtectedHeader(token), alg: 'RS256' })
    .sign(await importJWK(jwk, 'RS256'));
}
