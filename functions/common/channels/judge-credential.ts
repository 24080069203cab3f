import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { NewCredential } from '#common/store/partner-credentials.ts';
import type { CredentialOf, PartnerCredential } from '#shared/messages/partner-credentials-api.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';

type Shown = Pick<NewCredential['told'], 'shown' | 'until'>;

/** Instead of what must not be told; as long for all. */
const DOTS = '••••••••';

/** What may be told of a credential that can be used; a refusal of one that cannot. @param at when it is set */
export function judgeCredential(secret: PartnerCredential, at: Date): Shown | Refusal {
  switch (secret.kind) {
    case 'password':
      return { shown: `${secret.user} ${DOTS}` };
    case 'client':
      return { shown: `${secret.clientId} ${DOTS}` };
    case 'token':
    case 'api-key':
      return { shown: DOTS };
    case 'certificate':
      return judgePair(secret, at);
    case 'ssh-key':
      return isSshKey(secret.sshKey)
        ? { shown: DOTS }
        : wrong('/sshKey', 'it is no private key without a passphrase', 'give an OpenSSH or PEM private key');
  }
}

/** The certificate and the key belong together, and hold today (RFC 5280 §4.1.2.5). */
function judgePair({ certificate, key }: CredentialOf<'certificate'>, at: Date): Shown | Refusal {
  const [leaf, own] = [certificateOf(certificate), keyOf(key)];
  if (isRefusal(leaf)) return leaf;
  if (isRefusal(own)) return own;
  if (!leaf.checkPrivateKey(own))
    return wrong('/key', 'the key is not the certificate’s', 'give the two that were made together');
  if (leaf.validToDate <= at)
    return wrong('/certificate', `the certificate ended at ${leaf.validToDate.toISOString()}`, 'have it renewed');
  if (leaf.validFromDate > at)
    return wrong('/certificate', `the certificate holds from ${leaf.validFromDate.toISOString()} on`, 'set it then');
  return { shown: `SHA-256 ${leaf.fingerprint256}`, until: leaf.validToDate.toISOString() };
}

/** The first of a chain is ours. */
function certificateOf(pem: string): X509Certificate | Refusal {
  try {
    return new X509Certificate(pem);
  } catch {
    return wrong('/certificate', 'it is no certificate in PEM', 'give it with its chain, BEGIN CERTIFICATE first');
  }
}

function keyOf(pem: string): KeyObject | Refusal {
  try {
    return createPrivateKey(pem);
  } catch {
    return wrong(
      '/key',
      'it is no private key in PEM without a passphrase',
      'take the passphrase off: it is sealed here',
    );
  }
}

/** OpenSSH's own form begins with its name and the cipher, which is `none` without a passphrase (OpenSSH PROTOCOL.key). */
function isSshKey(text: string): boolean {
  const own = /^-----BEGIN OPENSSH PRIVATE KEY-----\s+([\sA-Za-z0-9+/=]+)-----END OPENSSH PRIVATE KEY-----\s*$/.exec(
    text,
  );
  if (own === null) return !isRefusal(keyOf(text));
  const bytes = Buffer.from(own[1] ?? '', 'base64');
  return bytes.subarray(0, 23).equals(Buffer.from('openssh-key-v1\0\0\0\0\x04none'));
}

const wrong = (at: string, detail: string, remedy: string) =>
  refuse('malformed', detail, { at, rule: 'Seriate API, docs/partners.md: credentials', remedy });
