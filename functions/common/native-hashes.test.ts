import { Readable } from 'node:stream';
import { Crc32 as TheirCrc32, Md5 as TheirMd5, Sha256 as TheirSha256 } from '@smithy/core/checksum';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Crc32, Md5, readableStreamHasher, Sha256 } from './native-hashes.ts';

const pieces = fc.array(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'binary' })), { maxLength: 6 });

interface Hash {
  update(data: string | Uint8Array): void;
  digest(): Promise<Uint8Array>;
  reset(): void;
}

async function hashed(hash: Hash, of: readonly (string | Uint8Array)[]) {
  hash.update('forgotten');
  hash.reset();
  for (const piece of of) hash.update(piece);
  const first = Buffer.from(await hash.digest()).toString('hex');
  expect(Buffer.from(await hash.digest()).toString('hex')).toBe(first);
  return first;
}

test.each([
  ['SHA-256', () => new Sha256(), () => new TheirSha256()],
  ['MD5', () => new Md5(), () => new TheirMd5()],
  ['CRC-32', () => new Crc32(), () => new TheirCrc32()],
] as const)('%s is the SDK’s', (_, ours, theirs) =>
  fc.assert(
    fc.asyncProperty(pieces, async (of) => {
      expect(await hashed(ours(), of)).toBe(await hashed(theirs(), of));
    }),
  ),
);

test.each([
  ['text', 'key'],
  ['bytes', new Uint8Array([1, 2, 3])],
  ['a part of a buffer', new Uint8Array([9, 1, 2, 3, 9]).subarray(1, 4)],
])('HMAC-SHA-256 under %s is the SDK’s', async (_, secret) => {
  const [ours, theirs] = [new Sha256(secret), new TheirSha256(secret)];
  for (const hash of [ours, theirs]) hash.update(Buffer.from('what is signed'));
  expect(await ours.digest()).toEqual(await theirs.digest());
});

test('a stream is hashed as its bytes are', async () => {
  const hash = new Sha256();
  hash.update('one two');
  expect(await readableStreamHasher(Sha256, Readable.from([Buffer.from('one '), Buffer.from('two')]))).toEqual(
    await hash.digest(),
  );
});
