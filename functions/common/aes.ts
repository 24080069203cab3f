import { createCipheriv } from 'node:crypto';
import type { EncryptBlocks } from '#shared/serials/ff1.ts';

/**
 * AES-ECB without padding under one key of 16, 24 or 32 bytes. ECB keeps no state between blocks, so one cipher serves every call.
 * Only for constructions that ask for the bare block cipher, such as FF1. Throws RangeError for input of broken blocks.
 */
export function aesBlocks(key: Uint8Array): EncryptBlocks {
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
  return (blocks) => {
    // A rest would stay inside the cipher and shift every later answer.
    if (blocks.length % 16 !== 0) throw new RangeError(`${blocks.length} bytes are not whole blocks`);
    return cipher.update(blocks);
  };
}
