import { constants, createHash, createVerify, type KeyObject, X509Certificate } from 'node:crypto';
import { der } from '#common/der.ts';
import { log } from '#common/log.ts';
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

/** Bytes in pieces, so that a form of a content costs no copy of it. */
export type Pieces = readonly Uint8Array[];

/** Signers that are looked at. */
const MOST_SIGNERS = 4;

/**
 * Holds a detached CMS signature (RFC 5652 §5) against the forms that its content may have had, and the certificates that its signer may have: RSA PKCS #1 v1.5,
 * RSA-PSS and ECDSA, with SHA-256, 384 or 512. Certificates that the message brings itself count for nothing, nor do those of the others that cannot be read.
 *
 * @param contents the forms, one after the other: who needs no more of them asks for no more
 * @throws when it is no signature
 */
export function verifyCms(
  bytes: Uint8Array,
  contents: () => Iterable<Pieces>,
  certificates: readonly string[],
): Verified | Unverified {
  const { content: signed } = cmsContent(bytes, [oids.signedData]);
  const signers = signed.parts.at(-1)?.parts.slice(0, MOST_SIGNERS) ?? [];
  const keys = certificates.flatMap(keyOf);
  let isUnaltered = false;
  for (const signer of signers.map(readSigner)) {
    const { hash, attributes } = signer;
    for (const content of contents()) {
      if (attributes !== undefined && !tellsOf(attributes, digestOf(hash, content))) continue;
      isUnaltered ||= attributes !== undefined;
      const found = keys.find(({ key }) => holds(signer, content, key));
      if (found !== undefined) return { hash, content: Buffer.concat(content), certificate: found.certificate };
    }
  }
  return isUnaltered ? 'stranger' : 'altered';
}

function keyOf(certificate: string): { readonly certificate: string; readonly key: KeyObject }[] {
  try {
    return [{ certificate, key: new X509Certificate(certificate).publicKey }];
  } catch (error) {
    log('as2-certificate-unreadable', { error: String(error) });
    return [];
  }
}

function digestOf(hash: SignatureHash, content: Pieces): Buffer {
  const running = createHash(hash);
  for (const piece of content) running.update(piece);
  return running.digest();
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

function holds({ hash, attributes, algorithm, signature }: Signer, content: Pieces, key: KeyObject): boolean {
  const kind = key.asymmetricKeyType;
  const isPss = algorithm === oids.rsaPss;
  const fits = isPss
    ? kind === 'rsa' || kind === 'rsa-pss'
    : (kind === 'rsa' || kind === 'ec') && plainSignatures.has(algorithm);
  if (!fits) return false;
  // Attributes are signed as a SET, and stand under another tag (RFC 5652 §5.4).
  const signed = attributes === undefined ? content : [der(0x31, ...attributes.map(({ whole }) => whole))];
  const running = createVerify(hash);
  for (const piece of signed) running.update(piece);
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
  return running.verify(isPss ? { key, ...pss } : key, signature);
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
