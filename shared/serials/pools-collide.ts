import type { Pool } from './pool.ts';

/**
 * True when two pools might issue one code twice, whatever their states: a retired pool has issued. SSCC pools of one prefix and extension digit
 * count through the same numbers; pools of one GTIN spell the same serials when their length is the same and any letter is common to both.
 * Two imported pools never do: every code that comes is compared with all that are there.
 */
export function poolsCollide(one: Pool, other: Pool): boolean {
  if (one.kind === 'sscc' || other.kind === 'sscc')
    return (
      one.kind === 'sscc' &&
      other.kind === 'sscc' &&
      one.companyPrefix === other.companyPrefix &&
      one.extensionDigit === other.extensionDigit
    );
  if (one.gtin !== other.gtin || (one.kind === 'imported' && other.kind === 'imported')) return false;
  const [letters, others] = [lettersOf(one), lettersOf(other)];
  return (
    lengthsOf(one).some((length) => lengthsOf(other).includes(length)) &&
    [...letters].some((letter) => others.includes(letter))
  );
}

/** True when a pool might spell a code, now or under a later key. */
export function maySpell(pool: Pool, code: string): boolean {
  if (pool.kind === 'sscc' || pool.kind === 'imported') return false;
  return code.length === pool.length && [...code].every((letter) => pool.alphabet.includes(letter));
}

type OfGtin = Exclude<Pool, { kind: 'sscc' }>;
const lettersOf = (pool: OfGtin) => (pool.kind === 'imported' ? pool.letters : pool.alphabet);
const lengthsOf = (pool: OfGtin) => (pool.kind === 'imported' ? Object.keys(pool.lengths).map(Number) : [pool.length]);
