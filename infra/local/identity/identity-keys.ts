import { createHash, generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { readIfThere, writePrivately } from '../private-file.ts';

const shape = v.object({
  /** RSA private keys, newest first; all are published, the first signs. */
  jwks: v.object({ keys: v.pipe(v.array(v.looseObject({ kty: v.literal('RSA'), kid: v.string() })), v.minLength(1)) }),
  /** For the cookies of people signing in. */
  cookies: v.pipe(v.array(v.string()), v.minLength(1)),
});

/** What tokens and cookies are signed with. */
export type IdentityKeys = v.InferOutput<typeof shape>;

/** Reads `identity-keys.json` (mode 0600), or makes the keys and writes them, so that a token outlives a restart. Throws when the file is damaged. */
export async function openIdentityKeys(path: string): Promise<IdentityKeys> {
  const text = await readIfThere(path);
  if (text !== undefined) return read(path, text);
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(`${jwk.e}${jwk.n}`).digest('base64url');
  const made: IdentityKeys = {
    jwks: { keys: [{ ...jwk, kty: 'RSA', kid, use: 'sig', alg: 'RS256' }] },
    cookies: [randomBytes(32).toString('base64url')],
  };
  await writePrivately(path, `${JSON.stringify(made, undefined, 2)}\n`);
  return made;
}

function read(path: string, text: string): IdentityKeys {
  try {
    return v.parse(shape, JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path} is not a set of signing keys; remove it, and everyone asks for a new token`, { cause });
  }
}
