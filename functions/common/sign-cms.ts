import { createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { der, derParts, objectId, octets, sequence, set, smallInteger, time } from './der.ts';

/** PEM: the private key, and the signer's certificate, with those of whoever issued it behind it. */
export interface Signer {
  readonly key: string;
  readonly certificate: string;
}

const ids = {
  data: objectId('1.2.840.113549.1.7.1'),
  signedData: objectId('1.2.840.113549.1.7.2'),
  contentType: objectId('1.2.840.113549.1.9.3'),
  messageDigest: objectId('1.2.840.113549.1.9.4'),
  signingTime: objectId('1.2.840.113549.1.9.5'),
};
/** By which a document is signed, in Node's names (RFC 5754). */
export type SignatureHash = 'sha256' | 'sha384' | 'sha512';

const hashes = {
  sha256: sequence(objectId('2.16.840.1.101.3.4.2.1')),
  sha384: sequence(objectId('2.16.840.1.101.3.4.2.2')),
  sha512: sequence(objectId('2.16.840.1.101.3.4.2.3')),
};
const rsa = sequence(objectId('1.2.840.113549.1.1.1'), der(0x05));
/** By the kind of the key: RFC 3370 §3.2, RFC 5758 §3.2. */
const algorithms = {
  rsa: { sha256: rsa, sha384: rsa, sha512: rsa },
  ec: {
    sha256: sequence(objectId('1.2.840.10045.4.3.2')),
    sha384: sequence(objectId('1.2.840.10045.4.3.3')),
    sha512: sequence(objectId('1.2.840.10045.4.3.4')),
  },
};

/**
 * A detached signature over bytes: CMS `SignedData` (RFC 5652 §5) in DER with one signer, SHA-256 unless another hash is named, signed attributes for content
 * type, digest and time, and the certificates. Keys are RSA (PKCS #1 v1.5) or ECDSA; the public GOST algorithms are in no Node.
 *
 * @throws when the key is of another kind, or no PEM
 */
export function signCms(
  bytes: Uint8Array,
  { key, certificate }: Signer,
  at: Date,
  hash: SignatureHash = 'sha256',
): Buffer {
  const own = createPrivateKey(key);
  const kind = own.asymmetricKeyType;
  if (kind !== 'rsa' && kind !== 'ec') throw new Error(`keys of kind ${kind} are not signed with`);
  const certificates = certificatesIn(certificate);
  // What is signed is a SET; in the message it stands under another tag (RFC 5652 §5.4).
  const attributes = set([
    attribute(ids.contentType, ids.data),
    attribute(ids.messageDigest, octets(createHash(hash).update(bytes).digest())),
    attribute(ids.signingTime, time(at)),
  ]);
  const info = sequence(
    smallInteger(1),
    issuerAndSerial(certificates[0]),
    hashes[hash],
    der(0xa0, ...derParts(attributes).map(({ content }) => content)),
    algorithms[kind][hash],
    octets(sign(hash, attributes, own)),
  );
  const data = sequence(
    smallInteger(1),
    set([hashes[hash]]),
    sequence(ids.data),
    der(0xa0, ...certificates.toSorted(Buffer.compare)),
    set([info]),
  );
  return sequence(ids.signedData, der(0xa0, data));
}

const attribute = (type: Buffer, value: Buffer) => sequence(type, set([value]));

/** Those of a PEM text, DER. */
function certificatesIn(pem: string): Buffer[] {
  const texts = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return texts.map((text) => new X509Certificate(text).raw);
}

/** What names a certificate (RFC 5652 §10.2.4): the issuer behind version, serial number and algorithm (RFC 5280 §4.1). */
export function issuerAndSerial(certificate: Buffer | undefined): Buffer {
  const [outer] = certificate === undefined ? [] : derParts(certificate);
  const [tbs] = outer === undefined ? [] : derParts(outer.content);
  const members = tbs === undefined ? [] : derParts(tbs.content).filter(({ tag }) => tag !== 0xa0);
  const [serial, , issuer] = members;
  if (serial === undefined || issuer === undefined) throw new Error('no certificate to sign with');
  return sequence(issuer.whole, serial.whole);
}
