import type { SignatureHash } from '#common/sign-cms.ts';

/** Object identifiers of CMS (RFC 5652, RFC 5083, RFC 3274) and of its algorithms (RFC 3370, RFC 3565, RFC 5084, RFC 5754, RFC 4055). */
export const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  envelopedData: '1.2.840.113549.1.7.3',
  authEnvelopedData: '1.2.840.113549.1.9.16.1.23',
  compressedData: '1.2.840.113549.1.9.16.1.9',
  zlib: '1.2.840.113549.1.9.16.3.8',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  rsa: '1.2.840.113549.1.1.1',
  rsaOaep: '1.2.840.113549.1.1.7',
  rsaPss: '1.2.840.113549.1.1.10',
} as const;

/** SHA-1 and MD5 are not among them: what they sign proves nothing any more. */
export const hashOfOid: Readonly<Record<string, SignatureHash>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Signatures that are verified, PSS aside: PKCS #1 v1.5 and ECDSA, with the hash in their name or without. */
export const plainSignatures: ReadonlySet<string> = new Set([
  oids.rsa,
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
]);

/** Names by which AS2 calls what is encrypted with; 3DES is only read. */
export type ContentCipher = 'aes128-cbc' | 'aes192-cbc' | 'aes256-cbc';

export const oidOfCipher: Readonly<Record<ContentCipher, string>> = {
  'aes128-cbc': '2.16.840.1.101.3.4.1.2',
  'aes192-cbc': '2.16.840.1.101.3.4.1.22',
  'aes256-cbc': '2.16.840.1.101.3.4.1.42',
};

/** Node's names of the ciphers that are read, with the bytes of their keys and initial values. */
export const blockCiphers: Readonly<Record<string, { name: string; key: number; iv: number }>> = {
  [oidOfCipher['aes128-cbc']]: { name: 'aes-128-cbc', key: 16, iv: 16 },
  [oidOfCipher['aes192-cbc']]: { name: 'aes-192-cbc', key: 24, iv: 16 },
  [oidOfCipher['aes256-cbc']]: { name: 'aes-256-cbc', key: 32, iv: 16 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', key: 24, iv: 8 },
};

export const gcmCiphers: Readonly<
  Record<string, { name: 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm'; key: number }>
> = {
  '2.16.840.1.101.3.4.1.6': { name: 'aes-128-gcm', key: 16 },
  '2.16.840.1.101.3.4.1.26': { name: 'aes-192-gcm', key: 24 },
  '2.16.840.1.101.3.4.1.46': { name: 'aes-256-gcm', key: 32 },
};
