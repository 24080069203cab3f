import type { Pool } from './pool.ts';

/**
 * True when two pools might issue one code twice. SSCC pools of one prefix and extension digit count through the same numbers; random pools
 * of one GTIN draw from overlapping serials when their length is the same and any letter is common to both alphabets.
 */
export function poolsCollide(one: Pool, other: Pool): boolean {
  if (one.kind === 'sscc')
    return (
      other.kind === 'sscc' && one.companyPrefix === other.companyPrefix && one.extensionDigit === other.extensionDigit
    );
  return (
    other.kind === 'random' &&
    one.gtin === other.gtin &&
    one.length === other.length &&
    [...one.alphabet].some((letter) => other.alphabet.includes(letter))
  );
}
