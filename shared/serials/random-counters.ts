import type { EncryptBlocks, Ff1Domain } from './ff1.ts';
import { ff1Shape } from './ff1.ts';
import { type Halves, isNarrow, permuteNarrow } from './ff1-narrow.ts';
import { permuteWide } from './ff1-wide.ts';
import type { RandomPool } from './pool.ts';

export const domainOf = ({ alphabet, length }: Pick<RandomPool, 'alphabet' | 'length'>): Ff1Domain => ({
  radix: alphabet.length,
  length,
});

/** `count` counters from `first` on, as the halves that FF1 permutes. The domain is narrow. */
export function halvesFrom(first: number, count: number, size: number): Halves {
  const left = new Float64Array(count);
  const right = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const upper = Math.floor((first + i) / size);
    left[i] = upper;
    right[i] = first + i - upper * size;
  }
  return { left, right };
}

/** Values of the domain as two columns, narrow or wide. */
export interface Respelled {
  /** The counters under which another key would issue the same serials; not exact beyond 2^53, where no counter is. */
  under(other: EncryptBlocks): Float64Array;
}

/** The serials of `count` counters from `first` on under one key, ready to be told under others, none of them written out. */
export function serialsUnder(pool: RandomPool, encrypt: EncryptBlocks, first: number, count: number): Respelled {
  const domain = domainOf(pool);
  const shape = ff1Shape(domain);
  if (!isNarrow(shape)) return wideUnder(domain, shape.rightSize, encrypt, first, count);
  const size = Number(shape.rightSize);
  const serials = halvesFrom(first, count, size);
  permuteNarrow(domain, encrypt, 'encrypt', serials);
  return {
    under: (other) => {
      const copy = { left: serials.left.slice(), right: serials.right.slice() };
      permuteNarrow(domain, other, 'decrypt', copy);
      return copy.left.map((left, i) => left * size + (copy.right[i] ?? 0));
    },
  };
}

function wideUnder(domain: Ff1Domain, size: bigint, encrypt: EncryptBlocks, first: number, count: number): Respelled {
  const counters = Array.from({ length: count }, (_, i) => BigInt(first + i));
  const serials = { left: counters.map((counter) => counter / size), right: counters.map((counter) => counter % size) };
  permuteWide(domain, encrypt, 'encrypt', serials);
  return {
    under: (other) => {
      const copy = { left: [...serials.left], right: [...serials.right] };
      permuteWide(domain, other, 'decrypt', copy);
      return Float64Array.from(copy.left, (left, i) => Number(left * size + (copy.right[i] ?? 0n)));
    },
  };
}
