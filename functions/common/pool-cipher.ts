import type { EncryptBlocks } from '#shared/serials/ff1.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { aesBlocks } from './aes.ts';
import { deriveKey } from './root-secret.ts';

/** The cipher of one pool. */
export type PoolCipher = (tenant: string, pool: Pool) => Promise<EncryptBlocks>;

/** AES-256 under a key of the pool's own; a random pool's generation changes it, so a rotated pool starts a new permutation. */
export const poolCipher =
  (root: () => Promise<Uint8Array>): PoolCipher =>
  async (tenant, pool) =>
    aesBlocks(deriveKey(await root(), `pool#${tenant}#${pool.id}#${pool.kind === 'random' ? pool.generation : 1}`));
