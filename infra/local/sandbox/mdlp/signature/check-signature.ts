import { createHash, verify, X509Certificate } from 'node:crypto';
import { type Cms, readCms } from './read-cms.ts';

/** Digests that this machine can make. GOST it cannot: who signs with it rehearses leniently. */
const digests: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/**
 * What is wrong with a signature; undefined when nothing is. Leniently anything in base64 will do, as hardly anybody rehearses with a qualified
 * certificate. Strictly, or for whom certificates are known, it is a detached CMS over exactly those bytes.
 *
 * @param certificates PEM: it has to be made with one of these; without any, with the one that comes along
 */
export function signatureProblem(
  base64: string,
  signed: Buffer,
  { isStrict, certificates }: { isStrict: boolean; certificates: readonly string[] },
): string | undefined {
  if (!/^[A-Za-z0-9+/\s-]+={0,2}\s*$/.test(base64)) return 'the signature is empty, or not in base64';
  if (!isStrict && certificates.length === 0) return undefined;
  try {
    const cms = readCms(Buffer.from(base64, 'base64'));
    const own = certificates.map((pem) => new X509Certificate(pem));
    const sent = cms.certificates.map((der) => new X509Certificate(der));
    return verified(cms, signed, own.length > 0 ? own : sent);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function verified(cms: Cms, signed: Buffer, certificates: readonly X509Certificate[]): string | undefined {
  const digest = digests[cms.digestAlgorithm];
  if (digest === undefined) return `no digest that can be checked here: ${cms.digestAlgorithm}`;
  const { messageDigest, signedAttributes = signed } = cms;
  if (messageDigest !== undefined && !createHash(digest).update(signed).digest().equals(messageDigest))
    return 'the signature is over other bytes';
  const isMade = certificates.some(({ publicKey }) => verify(digest, signedAttributes, publicKey, cms.signature));
  return isMade ? undefined : 'the signature is not made with a certificate of the user';
}
