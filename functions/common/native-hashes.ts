import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';

/**
 * Hashes as the SDK's clients ask for them, by what Node brings. They take the place of the SDK's own, which have each a second implementation for runtimes without, in
 * every bundle (`infra/constructs/slim-clients.ts`).
 */

type Secret = string | ArrayBuffer | ArrayBufferView;

abstract class NativeHash {
  #hash: Hash | Hmac = this.begin();
  #digest: Buffer | undefined;
  protected abstract begin(): Hash | Hmac;

  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }

  /** Asked again, the same; a keyed hash takes nothing more afterwards. */
  digest(): Promise<Uint8Array> {
    if ('copy' in this.#hash) return Promise.resolve(new Uint8Array(this.#hash.copy().digest()));
    this.#digest ??= this.#hash.digest();
    return Promise.resolve(new Uint8Array(this.#digest));
  }

  reset(): void {
    this.#hash = this.begin();
    this.#digest = undefined;
  }
}

/** SHA-256 (FIPS 180-4), or HMAC-SHA-256 under a secret. */
export class Sha256 extends NativeHash {
  readonly digestLength = 32;
  readonly #secret: Secret | undefined;

  constructor(secret?: Secret) {
    super();
    this.#secret = secret;
    this.reset();
  }

  protected begin(): Hash | Hmac {
    // A field of a class does not exist yet when what it extends begins.
    const secret = #secret in this ? this.#secret : undefined;
    return secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }
}

/** MD5 (RFC 1321), for bodies that a service wants it of. */
export class Md5 extends NativeHash {
  readonly digestLength = 16;
  protected begin(): Hash {
    return createHash('md5');
  }
}

/** CRC-32 (RFC 1952 §8), four bytes, the highest first. */
export class Crc32 {
  readonly digestLength = 4;
  #value = 0;

  update(data: string | Uint8Array): void {
    this.#value = crc32(data, this.#value);
  }

  digestSync(): number {
    return this.#value;
  }

  digest(): Promise<Uint8Array> {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#value);
    return Promise.resolve(new Uint8Array(bytes));
  }

  reset(): void {
    this.#value = 0;
  }
}

/** The hash of what a stream brings. */
export async function readableStreamHasher(Of: new () => NativeHash, stream: Readable): Promise<Uint8Array> {
  const hash = new Of();
  await pipeline(stream, async (chunks: AsyncIterable<Uint8Array>) => {
    for await (const chunk of chunks) hash.update(chunk);
  });
  return hash.digest();
}

export { Crc32 as Crc32Js, Crc32 as Crc32Node, Md5 as Md5Js, Md5 as Md5Node, Sha256 as Sha256Js, Sha256 as Sha256Node };

function bytesOf(secret: Secret): string | Uint8Array {
  if (typeof secret === 'string') return secret;
  return ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret);
}
