import { oids } from './cms-names.ts';
import { decompressCms, mostInflated } from './compress-cms.ts';
import { decryptCms, type OwnKey } from './decrypt-cms.ts';
import { type Disposition, errorOf, failureOf } from './disposition.ts';
import { headerValue } from './header-value.ts';
import { canonical, decoded, type Entity, partsOf, readEntity } from './mime.ts';
import { oidOf, partAt, readBer } from './read-ber.ts';
import { type Pieces, type Verified, verifyCms } from './verify-cms.ts';

/** With what a message is opened: our keys, and the certificates (PEM) of which one must be its signer's. */
export interface Trust {
  readonly keys: readonly OwnKey[];
  readonly certificates: readonly string[];
}

/** A message out of all its covers. */
export interface Opened {
  /** The innermost entity, which holds the document. */
  readonly entity: Entity;
  /** What its integrity check is of (RFC 4130 §7.3.1, RFC 5402 §4). */
  readonly checked: Uint8Array;
  readonly signed?: Verified;
  /** The signed entity as it was before it was encrypted: it proves by itself who sent what. */
  readonly proof: Buffer;
  readonly encrypted: boolean;
  readonly compressed: boolean;
}

/** It cannot be opened: what its sender is told, and what our people are. */
export interface Unopened {
  readonly disposition: Disposition;
  readonly reason: string;
}

export const isOpened = (one: Opened | Unopened): one is Opened => 'entity' in one;

type Cover = 'signed' | 'encrypted' | 'compressed';

/** What was under a cover. */
interface Inner {
  readonly entity: Entity;
  readonly signed?: Verified;
}

/**
 * Takes a message out of its covers: it may be compressed before or after it was signed, and is encrypted last (RFC 4130 §4.1, RFC 5402 §2). Each cover comes once at
 * most, so neither depth nor size grows beyond what one of them allows.
 *
 * Of what was encrypted only its signature proves who sent it. Until that is seen everything that fails behind the encryption has the same words: whoever sends altered copies
 * of another's message learns nothing about it. Our log has the reason.
 */
export function openMessage(message: Entity, trust: Trust): Opened | Unopened {
  const covers = new Set<Cover>();
  let [entity, proof]: [Entity, Buffer] = [message, message.whole];
  let signed: Verified | undefined;
  for (;;) {
    const cover = coverOf(entity);
    if (cover === undefined) break;
    const isHidden = covers.has('encrypted') && signed === undefined;
    if (covers.has(cover))
      return told({ disposition: failureOf('unsupported format'), reason: `${cover} twice` }, isHidden);
    covers.add(cover);
    if (cover !== 'compressed') proof = entity.whole;
    const inner: Inner | Unopened =
      cover === 'signed' ? verified(entity, trust) : uncovered(entity, cover, trust, signed !== undefined);
    if ('disposition' in inner) return told(inner, isHidden);
    signed ??= inner.signed;
    if (cover === 'encrypted') proof = inner.entity.whole;
    entity = inner.entity;
  }
  const [encrypted, compressed] = [covers.has('encrypted'), covers.has('compressed')];
  const checked = signed?.content ?? (encrypted || compressed ? entity.whole : entity.body);
  return { entity, checked, proof, encrypted, compressed, ...(signed && { signed }) };
}

const told = ({ disposition, reason }: Unopened, isHidden: boolean): Unopened => ({
  disposition: isHidden ? unreadable : disposition,
  reason,
});
/** Of what was encrypted, and cannot be read or is not proved. */
export const unreadable: Disposition = errorOf('decryption-failed');

function coverOf(entity: Entity): Cover | undefined {
  const { value } = headerValue(entity.headers.get('content-type'));
  if (value === 'multipart/signed') return 'signed';
  if (!/^application\/(x-)?pkcs7-mime$/.test(value)) return undefined;
  // What it is stands in itself; `smime-type` only repeats it, and not everybody writes it.
  return kindOf(decoded(entity)) === oids.compressedData ? 'compressed' : 'encrypted';
}

function kindOf(bytes: Buffer): string {
  try {
    return oidOf(partAt(readBer(bytes), 0));
  } catch {
    return '';
  }
}

function uncovered(
  entity: Entity,
  cover: 'encrypted' | 'compressed',
  { keys }: Trust,
  isProved: boolean,
): Inner | Unopened {
  const disposition = cover === 'encrypted' ? unreadable : errorOf('decompression-failed');
  try {
    const bytes = decoded(entity);
    const most = mostInflated(bytes.length, isProved);
    const inner = readEntity(cover === 'encrypted' ? decryptCms(bytes, keys) : decompressCms(bytes, most));
    return inner === undefined ? { disposition, reason: 'what is inside is no MIME entity' } : { entity: inner };
  } catch (error) {
    return { disposition, reason: reasonOf(error) };
  }
}

function verified(entity: Entity, { certificates }: Trust): Inner | Unopened {
  const [content, signature, ...more] = partsOf(entity);
  const inner = content && readEntity(content);
  const proof = signature && readEntity(signature);
  const disposition = errorOf('integrity-check-failed');
  if (content === undefined || inner === undefined || proof === undefined || more.length > 0)
    return { disposition, reason: 'a signed message has two parts, content and signature' };
  try {
    const signed = verifyCms(decoded(proof), () => formsOf(content), certificates);
    if (signed === 'altered') return { disposition, reason: 'its content is not what was signed' };
    if (signed === 'stranger')
      return {
        disposition: errorOf('authentication-failed'),
        reason: 'it is signed with no certificate of the partner',
      };
    return { entity: inner, signed };
  } catch (error) {
    return { disposition, reason: reasonOf(error) };
  }
}

/**
 * The forms in which a signer may have had the content: as it is, with lines ended as canonical text has them, and each of both with one line end less or more, for systems
 * count the one before a boundary differently. None of them says anything else. They come one after the other, and only the second may be a copy: nothing is proved yet.
 */
function* formsOf(content: Buffer): Generator<Pieces> {
  const end = Buffer.from('\r\n');
  yield [content];
  const other = canonical(content);
  const forms = other === content ? [content] : [content, other];
  if (other !== content) yield [other];
  for (const form of forms) if (form.subarray(-2).equals(end)) yield [form.subarray(0, -2)];
  for (const form of forms) yield [form, end];
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
