import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto';
import * as cms from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier, Certificate } from '@peculiar/asn1-x509';
import type { OwnKey } from './own-key.ts';

const SHA256 = '2.16.840.1.101.3.4.2.1';
const RSA = '1.2.840.113549.1.1.1';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const AES256_CBC = '2.16.840.1.101.3.4.1.42';
const hashes: Readonly<Record<string, string>> = {
  [SHA256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const ciphers: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.1.2': 'aes-128-cbc',
  '2.16.840.1.101.3.4.1.22': 'aes-192-cbc',
  [AES256_CBC]: 'aes-256-cbc',
};

const certificateOf = (pem: string) => AsnConvert.parse(new X509Certificate(pem).raw, Certificate);
const namesOf = ({ tbsCertificate: { issuer, serialNumber } }: Certificate) =>
  new cms.IssuerAndSerialNumber({ issuer, serialNumber });
const algorithm = (name: string, parameters: ArrayBuffer | null = null) =>
  new AlgorithmIdentifier({ algorithm: name, parameters });
const infoOf = (contentType: string, content: unknown) =>
  Buffer.from(AsnConvert.serialize(new cms.ContentInfo({ contentType, content: AsnConvert.serialize(content) })));

/** A detached signature without signed attributes (RFC 5652 §5.3 allows that for data). */
export function signed(content: Uint8Array, { key, certificate }: OwnKey): Buffer {
  const own = certificateOf(certificate);
  const signer = new cms.SignerInfo({
    version: cms.CMSVersion.v1,
    sid: new cms.SignerIdentifier({ issuerAndSerialNumber: namesOf(own) }),
    digestAlgorithm: algorithm(SHA256),
    signatureAlgorithm: algorithm(RSA),
    signature: new OctetString(sign('sha256', content, key)),
  });
  const data = new cms.SignedData({
    version: cms.CMSVersion.v1,
    digestAlgorithms: new cms.DigestAlgorithmIdentifiers([algorithm(SHA256)]),
    encapContentInfo: new cms.EncapsulatedContentInfo({ eContentType: cms.id_data }),
    certificates: new cms.CertificateSet([new cms.CertificateChoices({ certificate: own })]),
    signerInfos: new cms.SignerInfos([signer]),
  });
  return infoOf(cms.id_signedData, data);
}

/** True when a certificate's key signed the content. */
export function isSigned(signature: Uint8Array, content: Uint8Array, certificate: string): boolean {
  const data = AsnConvert.parse(AsnConvert.parse(signature, cms.ContentInfo).content, cms.SignedData);
  const [signer] = data.signerInfos;
  const hash = signer && hashes[signer.digestAlgorithm.algorithm];
  if (signer === undefined || hash === undefined) return false;
  const key = new X509Certificate(certificate).publicKey;
  const proof = Buffer.from(signer.signature.buffer);
  if (signer.signedAttrs === undefined) return verify(hash, content, key, proof);
  const told = signer.signedAttrs.find(({ attrType }) => attrType === MESSAGE_DIGEST)?.attrValues[0];
  const digest = told && Buffer.from(AsnConvert.parse(told, OctetString).buffer);
  if (digest === undefined || !digest.equals(createHash(hash).update(content).digest())) return false;
  return verify(hash, asSet(signer.signedAttrs), key, proof);
}

/** Attributes are signed as a SET in DER, and stand under another tag (RFC 5652 §5.4). */
function asSet(attributes: readonly cms.Attribute[]): Buffer {
  const parts = attributes.map((one) => Buffer.from(AsnConvert.serialize(one))).toSorted(Buffer.compare);
  const body = Buffer.concat(parts);
  const length =
    body.length < 0x80
      ? [body.length]
      : body.length < 0x100
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([0x31, ...length]), body]);
}

/** What was encrypted for the key. @throws when it was for another */
export function decrypted(bytes: Uint8Array, { key }: OwnKey): Buffer {
  const data = AsnConvert.parse(AsnConvert.parse(bytes, cms.ContentInfo).content, cms.EnvelopedData);
  const wrapped = data.recipientInfos[0]?.ktri?.encryptedKey;
  const { contentEncryptionAlgorithm: how, encryptedContent } = data.encryptedContentInfo;
  const cipher = ciphers[how.algorithm];
  if (wrapped === undefined || cipher === undefined || !how.parameters || encryptedContent?.value === undefined)
    throw new Error('encrypted in a way that is not read');
  const padding = constants.RSA_PKCS1_PADDING;
  const contentKey = privateDecrypt({ key, padding }, Buffer.from(wrapped.buffer));
  const iv = Buffer.from(AsnConvert.parse(how.parameters, OctetString).buffer);
  const running = createDecipheriv(cipher, contentKey, iv);
  return Buffer.concat([running.update(Buffer.from(encryptedContent.value.buffer)), running.final()]);
}

/** For the holder of a certificate's key. */
export function encrypted(bytes: Uint8Array, certificate: string): Buffer {
  const [key, iv] = [randomBytes(32), randomBytes(16)];
  const running = createCipheriv('aes-256-cbc', key, iv);
  const content = Buffer.concat([running.update(bytes), running.final()]);
  const padding = constants.RSA_PKCS1_PADDING;
  const recipient = new cms.KeyTransRecipientInfo({
    version: cms.CMSVersion.v0,
    rid: new cms.RecipientIdentifier({ issuerAndSerialNumber: namesOf(certificateOf(certificate)) }),
    keyEncryptionAlgorithm: algorithm(RSA),
    encryptedKey: new OctetString(publicEncrypt({ key: new X509Certificate(certificate).publicKey, padding }, key)),
  });
  const data = new cms.EnvelopedData({
    version: cms.CMSVersion.v0,
    recipientInfos: new cms.RecipientInfos([new cms.RecipientInfo({ ktri: recipient })]),
    encryptedContentInfo: new cms.EncryptedContentInfo({
      contentType: cms.id_data,
      contentEncryptionAlgorithm: algorithm(AES256_CBC, AsnConvert.serialize(new OctetString(iv))),
      encryptedContent: new cms.EncryptedContent({ value: new OctetString(content) }),
    }),
  });
  return infoOf(cms.id_envelopedData, data);
}
