import type { Ciphers } from '#shared/serials/ciphers.ts';
import type { EncryptBlocks } from '#shared/serials/ff1.ts';
import { isKeyed, type KeyedPool, type Pool } from '#shared/serials/pool.ts';
import { aesBlocks } from './aes.ts';
import type { UnwrapKey } from './pool-keys.ts';

/** The cipher of one generation of a pool. */
export type PoolCipher = (tenant: string, pool: KeyedPool, generation: number) => Promise<EncryptBlocks>;

/** Ciphers kept in a warm function. */
const MOST = 1000;

/** AES-256 under the data key of the generation, which only the key service can unwrap. What was unwrapped is kept while the function is warm. */
export function poolCipher(unwrap: UnwrapKey): PoolCipher {
  const known = new Map<string, Promise<EncryptBlocks>>();
  return (tenant, pool, generation) => {
    const key = pool.generations.find((one) => one.generation === generation)?.key;
    if (key === undefined) throw new Error(`pool ${pool.id} of ${tenant} has no key of generation ${generation}`);
    const name = `${tenant}#${pool.id}#${generation}#${key}`;
    const cipher = known.get(name) ?? unwrap({ tenant, pool: pool.id, generation }, key).then(aesBlocks);
    known.delete(name);
    known.set(name, cipher);
    cipher.catch(() => known.delete(name)); // a failed call must not stick to a warm function
    for (const oldest of known.keys()) {
      if (known.size <= MOST) break;
      known.delete(oldest);
    }
    return cipher;
  };
}

/** The ciphers of all generations of a pool; none for a pool without keys. */
export async function ciphersOf(cipher: PoolCipher, tenant: string, pool: Pool): Promise<Ciphers> {
  const found = new Map<number, EncryptBlocks>();
  if (isKeyed(pool))
    await Promise.all(
      pool.generations.map(async ({ generation }) => found.set(generation, await cipher(tenant, pool, generation))),
    );
  return (generation) => {
    const encrypt = found.get(generation);
    if (encrypt === undefined) throw new Error(`pool ${pool.id} of ${tenant} has no generation ${generation}`);
    return encrypt;
  };
}
