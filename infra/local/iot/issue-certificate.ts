import './decorator-metadata.ts';
import { createPrivateKey, randomBytes, type webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate and its private key, both PEM. */
export interface Issued {
  readonly certificate: string;
  readonly key: string;
}

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const elliptic = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
/** RSA, as AWS IoT gives to a thing: the device SDK of every platform takes such a key, not all take an elliptic one. */
const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};

/** Makes a self-signed certificate authority for two levels: itself and what it signs. */
export async function issueAuthority(commonName: string, validity: Validity): Promise<Issued> {
  const keys = await crypto.subtle.generateKey(elliptic, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [commonName] }],
    ...validity,
    keys,
    signingAlgorithm: elliptic,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
}

/** Makes a certificate for a server on this machine. */
export async function issueServer(authority: Issued, validity: Validity): Promise<Issued> {
  const keys = await crypto.subtle.generateKey(elliptic, true, ['sign', 'verify']);
  return issue(authority, keys, 'localhost', validity, [
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension([
      { type: 'dns', value: 'localhost' },
      { type: 'ip', value: '127.0.0.1' },
    ]),
  ]);
}

/** Makes a certificate by which a thing of this name makes itself known. */
export async function issueThing(authority: Issued, name: string, validity: Validity): Promise<Issued> {
  const keys = await crypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
  return issue(authority, keys, name, validity, [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])]);
}

async function issue(
  authority: Issued,
  keys: webcrypto.CryptoKeyPair,
  commonName: string,
  validity: Validity,
  extensions: readonly Extension[],
): Promise<Issued> {
  const signer = new X509Certificate(authority.certificate);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [commonName] }],
    issuer: signer.subjectName,
    ...validity,
    publicKey: keys.publicKey,
    signingKey: await signingKey(authority.key),
    signingAlgorithm: elliptic,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(signer),
      ...extensions,
    ],
  });
  return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
}

/** 127 random bits: unlike any other, and positive as RFC 5280 §4.1.2.2 asks. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8(bytes.readUInt8(0) & 0x7f, 0);
  return bytes.toString('hex');
}

function signingKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' });
  return crypto.subtle.importKey('pkcs8', der, elliptic, false, ['sign']);
}

/** PKCS#1 for RSA and SEC 1 for elliptic keys: the spellings AWS IoT hands out. */
async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key));
  const parsed = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return parsed.export({ format: 'pem', type: parsed.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1' }).toString();
}
