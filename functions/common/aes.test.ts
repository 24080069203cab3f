import { describe, expect, test } from 'vitest';
import { aesBlocks } from './aes.ts';

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

describe('AES blocks', () => {
  // FIPS 197, appendix C.
  test.each([
    ['000102030405060708090a0b0c0d0e0f', '69c4e0d86a7b0430d8cdb78070b4c55a'],
    ['000102030405060708090a0b0c0d0e0f1011121314151617', 'dda97ca4864cdfe06eaf70a0ec0d7191'],
    ['000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', '8ea2b7ca516745bfeafc49904b496089'],
  ])('of the standard under key %s', (key, cipher) => {
    const encrypt = aesBlocks(bytes(key));
    const plain = bytes('00112233445566778899aabbccddeeff');
    expect(Uint8Array.from(encrypt(plain))).toEqual(bytes(cipher));
    expect(Uint8Array.from(encrypt(new Uint8Array([...plain, ...plain])))).toEqual(bytes(cipher + cipher));
    expect(Uint8Array.from(encrypt(plain))).toEqual(bytes(cipher));
  });

  test('broken blocks are thrown out and leave nothing behind', () => {
    const encrypt = aesBlocks(new Uint8Array(16));
    const before = encrypt(new Uint8Array(16));
    expect(() => encrypt(new Uint8Array(17))).toThrow(RangeError);
    expect(encrypt(new Uint8Array(16))).toEqual(before);
    expect(encrypt(new Uint8Array())).toHaveLength(0);
  });

  test('a key of another length is thrown out', () => expect(() => aesBlocks(new Uint8Array(15))).toThrow());
});
