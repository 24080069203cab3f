import { createHash } from 'node:crypto';
import { type SignatureHash, type Signer, signCms } from '#common/sign-cms.ts';
import type { ContentCipher } from './cms-names.ts';
import { compressCms } from './compress-cms.ts';
import { encryptCms } from './encrypt-cms.ts';
import { writeEntity, writeMultipart } from './mime.ts';

/** A document as it goes into a message. */
export interface Payload {
  readonly contentType: string;
  /** Letters, digits, `.`, `_` and `-`. */
  readonly fileName: string;
  readonly body: Uint8Array;
}

/** In what covers it goes. */
export interface Covers {
  readonly compress: boolean;
  readonly sign?: { readonly signer: Signer; readonly hash: SignatureHash; readonly at: Date } | undefined;
  readonly encrypt?: { readonly certificate: string; readonly cipher: ContentCipher } | undefined;
}

/** A message as it goes out: MIME headers for the request's own, and its body. */
export interface Sealed {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** What its integrity check is of: the receipt must tell the same. */
  readonly checked: Uint8Array;
}

type Covered = Pick<Sealed, 'headers' | 'body'>;

/** Compresses, signs and encrypts, in this order, as far as is wanted (RFC 4130 §4.1, RFC 5402). */
export function sealMessage({ contentType, fileName, body }: Payload, { compress, sign, encrypt }: Covers): Sealed {
  const headers = { 'Content-Type': contentType, 'Content-Disposition': `attachment; filename="${fileName}"` };
  const plain = writeEntity({ ...headers, 'Content-Transfer-Encoding': 'binary' }, body);
  let covered: Covered = { headers, body };
  let whole: Uint8Array = plain;
  const cover = (next: Covered) => {
    covered = next;
    whole = writeEntity(next.headers, next.body);
  };
  if (compress) cover(pkcs7(compressCms(plain), 'compressed-data', 'smime.p7z'));
  const signedBytes = whole;
  if (sign) cover(signedEntity(whole, sign));
  if (encrypt) cover(pkcs7(encryptCms(whole, encrypt.certificate, encrypt.cipher), 'enveloped-data', 'smime.p7m'));
  return { ...covered, checked: sign ? signedBytes : compress || encrypt ? plain : body };
}

const pkcs7 = (body: Uint8Array, type: string, name: string): Covered => ({
  headers: {
    'Content-Type': `application/pkcs7-mime; smime-type=${type}; name="${name}"`,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Content-Transfer-Encoding': 'binary',
  },
  body,
});

/** An entity with its detached signature beside it (RFC 8551 §3.5.3). The boundary follows from the content, so that the same is written the same; it has 70 characters at most (RFC 2046 §5.1.1). */
export function signedEntity(
  whole: Uint8Array,
  { signer, hash, at }: { readonly signer: Signer; readonly hash: SignatureHash; readonly at: Date },
): Covered {
  const boundary = `seriate-signed-${createHash('sha256').update(whole).digest('hex').slice(0, 32)}`;
  const signature = signCms(whole, signer, at, hash).toString('base64').replace(/.{76}/g, '$&\r\n');
  const proof = writeEntity(
    {
      'Content-Type': 'application/pkcs7-signature; name="smime.p7s"',
      'Content-Disposition': 'attachment; filename="smime.p7s"',
      'Content-Transfer-Encoding': 'base64',
    },
    Buffer.from(signature),
  );
  const micalg = hash.replace('sha', 'sha-');
  const type = `multipart/signed; protocol="application/pkcs7-signature"; micalg=${micalg}; boundary="${boundary}"`;
  return { headers: { 'Content-Type': type }, body: writeMultipart(boundary, [whole, proof]) };
}
