import {
  constants,
  createDecipheriv,
  createPrivateKey,
  type KeyObject,
  privateDecrypt,
  X509Certificate,
} from 'node:crypto';
import { der } from '#common/der.ts';
import { issuerAndSerial } from '#common/sign-cms.ts';
import { cmsContent, isTagged } from './cms-content.ts';
import { blockCiphers, gcmCiphers, hashOfOid, oids } from './cms-names.ts';
import { type Ber, octetsOf, oidOf, partAt } from './read-ber.ts';

/** A key that messages may be encrypted for: PEM of its certificate and of itself. */
export interface OwnKey {
  readonly certificate: string;
  readonly key: string;
}

/** Recipients that are looked at: a message for a hundred is none for us. */
const MOST_RECIPIENTS = 10;

/**
 * The bytes of a CMS `EnvelopedData` (RFC 5652 §6) or `AuthEnvelopedData` (RFC 5083) for the first of our keys that it is for: RSA PKCS #1 v1.5 and OAEP;
 * AES in CBC and GCM, 3DES.
 *
 * Wrong padding is no error, and is left where it is: who sends altered copies of another's message must not learn from what we say whether he guessed a byte (a padding
 * oracle). What comes out then is no message, or was not signed.
 *
 * @throws when it is none, or is for none of the keys; why is for our log and not for its sender, who could learn from it
 */
export function decryptCms(bytes: Uint8Array, keys: readonly OwnKey[]): Buffer {
  const { kind, content } = cmsContent(bytes, [oids.envelopedData, oids.authEnvelopedData]);
  // Behind the version there may be what the originator tells of himself.
  const rest = content.parts.slice(1).filter((part, place) => place > 0 || !isTagged(part, 0));
  const [recipients, encrypted, ...behind] = rest;
  if (recipients === undefined || encrypted === undefined) throw new RangeError('CMS without recipients');
  const found = recipients.parts.slice(0, MOST_RECIPIENTS).flatMap((one) => wrappedFor(one, keys));
  let failure: unknown = new Error('it is for none of our keys');
  let opened: Buffer | undefined;
  for (const { wrapped, algorithm, key } of found) {
    try {
      const contentKey = unwrap(wrapped, algorithm, key);
      if (kind !== oids.envelopedData) return openSealed(encrypted, behind, contentKey);
      const { bytes, isPadded } = openBlocks(encrypted, contentKey);
      // Another key than the right one gives bytes as well, which are padded by chance alone.
      if (isPadded) return bytes;
      opened ??= bytes;
    } catch (error) {
      failure = error;
    }
  }
  if (opened === undefined) throw failure;
  return opened;
}

/** Of a recipient by key transport (RFC 5652 §6.2.1): with which of our keys it may be opened. Who is named by a key identifier is tried with all. */
function wrappedFor({ tag, parts }: Ber, keys: readonly OwnKey[]) {
  const [, who, algorithm, wrapped] = parts;
  if (tag !== 0x30 || who === undefined || algorithm === undefined || wrapped === undefined) return [];
  const own = keys.filter(
    ({ certificate }) => who.tag !== 0x30 || who.whole.equals(issuerAndSerial(new X509Certificate(certificate).raw)),
  );
  return own.map(({ key }) => ({ wrapped: octetsOf(wrapped), algorithm, key: createPrivateKey(key) }));
}

function unwrap(wrapped: Buffer, algorithm: Ber, key: KeyObject): Buffer {
  switch (oidOf(partAt(algorithm, 0))) {
    case oids.rsa:
      // A wrong padding gives a random key and no error (implicit rejection): who asks often learns nothing.
      return privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, wrapped);
    case oids.rsaOaep:
      return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: oaepHash(algorithm) }, wrapped);
    default:
      throw new RangeError('its key is wrapped in a way that is not read');
  }
}

/** SHA-1 where nothing is said (RFC 4055 §4.1). */
function oaepHash({ parts }: Ber): string {
  const hash = parts[1]?.parts.find((part) => isTagged(part, 0));
  return hash === undefined ? 'sha1' : (hashOfOid[oidOf(partAt(partAt(hash, 0), 0))] ?? 'sha1');
}

function openBlocks({ parts }: Ber, key: Buffer): { readonly bytes: Buffer; readonly isPadded: boolean } {
  const [, algorithm, content] = parts;
  if (algorithm === undefined || content === undefined) throw new RangeError('CMS without content');
  const cipher = blockCiphers[oidOf(partAt(algorithm, 0))];
  const iv = octetsOf(partAt(algorithm, 1));
  if (cipher === undefined) throw new RangeError('it is encrypted in a way that is not read');
  if (key.length !== cipher.key || iv.length !== cipher.iv)
    throw new RangeError('a key or initial value of wrong length');
  const running = createDecipheriv(cipher.name, key, iv).setAutoPadding(false);
  const bytes = Buffer.concat([running.update(octetsOf(content)), running.final()]);
  const padding = paddingOf(bytes, cipher.iv);
  return { bytes: bytes.subarray(0, bytes.length - padding), isPadded: padding > 0 };
}

/** Bytes of padding (RFC 5652 §6.3); none where it is wrong. */
function paddingOf(bytes: Buffer, block: number): number {
  const count = bytes.at(-1) ?? 0;
  if (count < 1 || count > block || count > bytes.length) return 0;
  return bytes.subarray(-count).every((byte) => byte === count) ? count : 0;
}

/** Bytes of a tag (RFC 5084 §3.2). */
const TAGS: ReadonlySet<number> = new Set([12, 13, 14, 15, 16]);

function openSealed({ parts }: Ber, behind: readonly Ber[], key: Buffer): Buffer {
  const [, algorithm, content] = parts;
  const mac = behind.find(({ tag }) => tag === 0x04);
  if (algorithm === undefined || content === undefined || mac === undefined)
    throw new RangeError('CMS without content');
  const cipher = gcmCiphers[oidOf(partAt(algorithm, 0))];
  const nonce = octetsOf(partAt(partAt(algorithm, 1), 0));
  if (cipher === undefined || key.length !== cipher.key || !TAGS.has(mac.content.length))
    throw new RangeError('it is encrypted in a way that is not read');
  const running = createDecipheriv(cipher.name, key, nonce, { authTagLength: mac.content.length });
  running.setAuthTag(mac.content);
  const attributes = behind.find((part) => isTagged(part, 1));
  // What is authenticated beside the content stands as a SET (RFC 5083 §2.2).
  if (attributes !== undefined) running.setAAD(der(0x31, ...attributes.parts.map(({ whole }) => whole)));
  return Buffer.concat([running.update(octetsOf(content)), running.final()]);
}
