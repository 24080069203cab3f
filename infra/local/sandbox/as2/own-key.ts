import '../../iot/decorator-metadata.ts';
import { webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { X509CertificateGenerator } from '@peculiar/x509';
import * as v from 'valibot';

/** PEM of a private key and of the certificate that it has signed itself. */
const ownKey = v.object({ key: v.string(), certificate: v.string() });
export type OwnKey = v.InferOutput<typeof ownKey>;

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

/** The sandbox's key, the same at every start from one folder. */
export async function keptKey(dataDir: string | undefined): Promise<OwnKey> {
  const file = dataDir && join(dataDir, 'as2-key.json');
  if (file && existsSync(file)) return v.parse(ownKey, JSON.parse(readFileSync(file, 'utf8')));
  const made = await makeKey();
  if (file && dataDir) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  }
  return made;
}

async function makeKey(): Promise<OwnKey> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const options = {
    name: 'CN=AS2 rehearsal partner',
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2046-01-01T00:00:00Z'),
    signingAlgorithm: algorithm,
    keys,
  };
  const certificate = await X509CertificateGenerator.createSelfSigned(options, webcrypto);
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
  return { key, certificate: `${certificate.toString('pem')}\n` };
}
