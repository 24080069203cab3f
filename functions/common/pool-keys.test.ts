import { expect, test } from 'vitest';
import type { KeyedPool } from '#shared/serials/pool.ts';
import { ciphersOf, poolCipher } from './pool-cipher.ts';

const pool: KeyedPool = {
  kind: 'random',
  id: 'packs',
  gtin: '09521321543218',
  alphabet: '0123456789',
  length: 12,
  next: 20,
  last: 1000,
  state: 'active',
  revision: 2,
  generations: [
    { generation: 1, from: 0, key: 'one' },
    { generation: 2, from: 10, key: 'two' },
  ],
};

test('each generation of a pool is unwrapped once while the function is warm, for its tenant and pool', async () => {
  const asked: unknown[] = [];
  const cipher = poolCipher(async (purpose, wrapped) => {
    asked.push({ ...purpose, wrapped });
    return new Uint8Array(32).fill(wrapped.length);
  });
  await ciphersOf(cipher, 'acme', pool);
  const ciphers = await ciphersOf(cipher, 'acme', pool);
  expect(asked).toEqual([
    { tenant: 'acme', pool: 'packs', generation: 1, wrapped: 'one' },
    { tenant: 'acme', pool: 'packs', generation: 2, wrapped: 'two' },
  ]);
  expect(() => ciphers(3)).toThrow('no generation 3');
});

test('a key service that failed is asked again', async () => {
  let calls = 0;
  const cipher = poolCipher(async () => {
    if (calls++ === 0) throw new Error('throttled');
    return new Uint8Array(32);
  });
  await expect(cipher('acme', pool, 1)).rejects.toThrow('throttled');
  expect((await cipher('acme', pool, 1))(new Uint8Array(16))).toHaveLength(16);
});
