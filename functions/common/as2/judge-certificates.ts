import { X509Certificate } from 'node:crypto';
import * as v from 'valibot';
import { as2Settings } from '#shared/network/channel-settings.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

/** Bits of a key that keys are wrapped for; NIST SP 800-131A has nothing shorter. */
const FEWEST_BITS = 2048;

const partner = v.object({ as2: v.optional(as2Settings) });

/**
 * What is wrong with the certificates that a partner is to have in force: each can be read, and the first is one that can be encrypted for where that is agreed. Whether it is
 * out of date is for people to say: they pin it.
 *
 * @param content of a version
 */
export function judgeCertificates(content: object): Refusal | undefined {
  const read = v.safeParse(partner, content);
  const settings = read.success ? read.output.as2 : undefined;
  for (const [place, pem] of (settings?.certificates ?? []).entries()) {
    const at = `/as2/certificates/${place}`;
    const key = keyOf(pem);
    if (key === undefined)
      return refuse('malformed', 'it cannot be read as a certificate', {
        at,
        rule: 'RFC 7468 §5, RFC 5280 §4.1',
        remedy: 'ask the partner for it in PEM, and compare its SHA-256 by telephone',
      });
    if (place > 0 || settings?.encrypt === 'none') continue;
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (key.asymmetricKeyType !== 'rsa' || bits < FEWEST_BITS)
      return refuse(
        'malformed',
        `its key is ${key.asymmetricKeyType} with ${bits} bits, and messages are encrypted for it`,
        {
          at,
          rule: `docs/partners-as2.md: the first certificate has an RSA key of ${FEWEST_BITS} bits or more`,
          remedy: 'put one with an RSA key first, or agree on encrypt none',
        },
      );
  }
  return undefined;
}

function keyOf(pem: string) {
  try {
    return new X509Certificate(pem).publicKey;
  } catch {
    return undefined;
  }
}
