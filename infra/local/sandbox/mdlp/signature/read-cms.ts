import { type Der, insideOf, oidOf, readDer } from './der.ts';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';

/** What a detached signature says. */
export interface Cms {
  /** The certificates that came along, DER. */
  readonly certificates: readonly Buffer[];
  readonly digestAlgorithm: string;
  readonly signatureAlgorithm: string;
  /** The digest that the signed attributes name; undefined when there are no such attributes, and the signature is over the content. */
  readonly messageDigest: Buffer | undefined;
  /** The signed attributes as they are signed. */
  readonly signedAttributes: Buffer | undefined;
  readonly signature: Buffer;
}

/**
 * Reads a CMS SignedData without content and with one signer (RFC 5652 §5).
 *
 * @throws with the reason when it is none
 */
export function readCms(bytes: Buffer): Cms {
  const [type, content] = insideOf(sequence(readDer(bytes)));
  if (type === undefined || oidOf(type) !== SIGNED_DATA || content?.tag !== 0xa0) throw new Error('no SignedData');
  const [, , encapsulated, ...rest] = insideOf(sequence(readDer(content.value)));
  if (encapsulated === undefined) throw new Error('no SignedData');
  if (insideOf(sequence(encapsulated)).length > 1) throw new Error('the signature is not detached: it has content');
  const certificates = rest.filter(({ tag }) => tag === 0xa0).flatMap(insideOf);
  const signers = rest.filter(({ tag }) => tag === 0x31).flatMap(insideOf);
  const [signer] = signers;
  if (signer === undefined || signers.length !== 1) throw new Error('exactly one signer is expected');
  return { certificates: certificates.map(({ whole }) => whole), ...readSigner(signer) };
}

function readSigner(signer: Der): Omit<Cms, 'certificates'> {
  const parts = insideOf(sequence(signer)).slice(2);
  const digest = parts.shift();
  const attributes = parts[0]?.tag === 0xa0 ? parts.shift() : undefined;
  const [algorithm, signature] = parts;
  if (digest === undefined || algorithm === undefined || signature?.tag !== 0x04) throw new Error('no SignerInfo');
  const named = (attributes === undefined ? [] : insideOf(attributes)).map(insideOf);
  const found = named.find(([type]) => type !== undefined && oidOf(type) === MESSAGE_DIGEST)?.[1];
  if (attributes !== undefined && found === undefined) throw new Error('the signed attributes name no digest');
  return {
    digestAlgorithm: algorithmOf(digest),
    signatureAlgorithm: algorithmOf(algorithm),
    messageDigest: found && insideOf(found)[0]?.value,
    // Signed as a SET, though it stands under a tag of its own (RFC 5652 §5.4).
    signedAttributes: attributes && Buffer.concat([Buffer.from([0x31]), attributes.whole.subarray(1)]),
    signature: signature.value,
  };
}

function algorithmOf(algorithm: Der): string {
  const [oid] = insideOf(sequence(algorithm));
  if (oid === undefined) throw new Error('no algorithm');
  return oidOf(oid);
}

function sequence(der: Der): Der {
  if (der.tag !== 0x30) throw new Error('a SEQUENCE is expected');
  return der;
}
