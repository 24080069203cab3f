import { createPrivateKey, X509Certificate } from 'node:crypto';
import * as v from 'valibot';

const text = v.pipe(v.string(), v.minLength(1));

function isKey(pem: string): boolean {
  try {
    return ['rsa', 'ec'].includes(createPrivateKey(pem).asymmetricKeyType ?? '');
  } catch {
    return false;
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

/** What proves at an order station who a tenant is, and the only place that it is sent to (RFC 6454 §4). */
export const omsSecret = v.object({
  clientToken: text,
  origin: v.pipe(
    v.string(),
    v.check(
      (one) => URL.canParse(one) && new URL(one).origin === one,
      'must be an origin, such as https://oms.example',
    ),
  ),
  /** PEM: what orders are signed with (CMS, RFC 5652); RSA or ECDSA. Residents sign with GOST keys, which are in no Node. */
  key: v.pipe(text, v.check(isKey, 'must be a private key in PEM, RSA or ECDSA')),
  certificate: v.pipe(text, v.check(isCertificate, 'must be a certificate in PEM')),
});
export type OmsSecret = v.InferOutput<typeof omsSecret>;
