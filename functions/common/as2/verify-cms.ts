import { constants, createHash, verify, X509Certificate } from 'node:crypto';
import { der } from '#common/der.ts';
import type { SignatureHash } from '#common/sign-cms.ts';
import { cmsContent, isTagged } from './cms-content.ts';
import { hashOfOid, oids, plainSignatures } from './cms-names.ts';
import { type Ber, octetsOf, oidOf, partAt } from './read-ber.ts';

/** A signature that holds. */
export interface Verified {
  readonly hash: SignatureHash;
  /** The bytes that were signed, of those that it was held against. */
  readonly content: Uint8Array;
  /** PEM, of those that it was held against. */
  readonly certificate: string;
}

/** altered: the content is not what was signed · stranger: it may be, but none of the certificates is its signer's. */
export type Unverified = 'altered' | 'stranger';

/** Signers that are looked at. */
const MOST_SIGNERS = 4;

/**
 * Holds a detached CMS signature (RFC 5652 §5) against the forms that its content may have had, and the certificates that its signer may have: RSA PKCS #1 v1.5,
 * RSA-PSS and ECDSA, with SHA-256, 384 or 512. Certificates that the message brings itself count for nothing.
 *
 * @throws when it is no signature
 */
export function verifyCms(
  bytes: Uint8Array,
  contents: readonly Uint8Array[],
  certificates: readonly string[],
): Verified | Unverified {
  const { content: signed } = cmsContent(bytes, [oids.signedData]);
  const signers = signed.parts.at(-1)?.parts.slice(0, MOST_SIGNERS) ?? [];
  let isUnaltered = false;
  for (const signer of signers.map(readSigner)) {
    const { hash, attributes } = signer;
    for (const content of contents) {
      if (attributes !== undefined && !tellsOf(attributes, createHash(hash).update(content).digest())) continue;
      isUnaltered ||= attributes !== undefined;
      const certificate = certificates.find((one) => holds(signer, content, one));
      if (certificate !== undefined) return { hash, content, certificate };
    }
  }
  return isUnaltered ? 'stranger' : 'altered';
}

interface Signer {
  readonly hash: SignatureHash;
  readonly attributes: readonly Ber[] | undefined;
  readonly algorithm: string;
  readonly signature: Buffer;
}

/** RFC 5652 §5.3: version, who, hash, attributes, algorithm, signature. */
function readSigner({ parts }: Ber): Signer {
  const [, , digest, ...rest] = parts;
  const [first] = rest;
  const hash = digest && hashOfOid[oidOf(partAt(digest, 0))];
  if (hash === undefined || first === undefined) throw new RangeError('signed with a hash that proves nothing');
  const attributes = isTagged(first, 0) ? first.parts : undefined;
  const [algorithm, signature] = attributes === undefined ? rest : rest.slice(1);
  if (algorithm === undefined || signature === undefined) throw new RangeError('a signer without a signature');
  return { hash, attributes, algorithm: oidOf(partAt(algorithm, 0)), signature: octetsOf(signature) };
}

function holds({ hash, attributes, algorithm, signature }: Signer, content: Uint8Array, certificate: string): boolean {
  // Attributes are signed as a SET, and stand under another tag (RFC 5652 §5.4).
  const signed = attributes === undefined ? content : der(0x31, ...attributes.map(({ whole }) => whole));
  const key = new X509Certificate(certificate).publicKey;
  const kind = key.asymmetricKeyType;
  if (algorithm === oids.rsaPss) {
    const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
    return (kind === 'rsa' || kind === 'rsa-pss') && verify(hash, signed, { key, ...pss }, signature);
  }
  return (kind === 'rsa' || kind === 'ec') && plainSignatures.has(algorithm) && verify(hash, signed, key, signature);
}

/** Both attributes must be there (RFC 5652 §5.3), once each. */
function tellsOf(attributes: readonly Ber[], digest: Buffer): boolean {
  const values = (type: string) =>
    attributes.filter((one) => oidOf(partAt(one, 0)) === type).map((one) => partAt(one, 1));
  const [kind, ...moreKinds] = values(oids.contentType);
  const [told, ...moreTold] = values(oids.messageDigest);
  if (kind === undefined || told === undefined || moreKinds.length > 0 || moreTold.length > 0) return false;
  return oidOf(partAt(kind, 0)) === oids.data && octetsOf(partAt(told, 0)).equals(digest);
}
