import { createPrivateKey, sign as signRaw, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { Refused } from '#common/refused.ts';
import { signCms } from '#common/sign-cms.ts';
import { refuse } from '#shared/refusal.ts';
import type { Sign } from '#shared/regimes/regime.ts';
import { text } from './secret-text.ts';

/** What a tenant signs with, PEM. `cms`: a detached signature with its certificate (RFC 5652) · `raw`: the bare signature, SHA-256. */
export const signatureMember = v.pipe(
  v.object({
    form: v.optional(v.picklist(['cms', 'raw']), 'cms'),
    /** Not encrypted; RSA or ECDSA. */
    key: text,
    /** The signer's, then those of whoever issued it. */
    certificate: v.exactOptional(text),
  }),
  v.check(({ form, certificate }) => form === 'raw' || certificate !== undefined, 'must have a certificate'),
);
type Held = v.InferOutput<typeof signatureMember>;

const raw = promisify(signRaw);

/** True when the key is one that can sign, and belongs to the certificate. */
export function canSign({ key, certificate }: Held): boolean {
  try {
    const own = createPrivateKey(key);
    const isKnown = own.asymmetricKeyType === 'rsa' || own.asymmetricKeyType === 'ec';
    return isKnown && (certificate === undefined || new X509Certificate(certificate).checkPrivateKey(own));
  } catch {
    return false;
  }
}

/** How a tenant signs; base64. Without a key it is refused. */
export function signOf(held: Held | undefined, now: () => Date): Sign {
  if (held === undefined) return () => Promise.reject(new Refused(unsigned));
  const { form, key, certificate } = held;
  if (form === 'raw') {
    const sign = async (bytes: Uint8Array) => (await raw('sha256', bytes, key)).toString('base64');
    return certificate === undefined ? sign : Object.assign(sign, { certificate: derOf(certificate) });
  }
  return async (bytes) => signCms(bytes, { key, certificate: certificate ?? '' }, now()).toString('base64');
}

/** The first certificate of a PEM text. */
const derOf = (pem: string) => new X509Certificate(pem).raw.toString('base64');

const unsigned = refuse('conflict', 'the secret holds nothing to sign with', {
  at: '/signature',
  remedy: 'docs/regulators-access.md says what it holds',
});
