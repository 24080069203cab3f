import type { EncryptBlocks } from './ff1.ts';
import type { KeyedPool } from './pool.ts';

/** The block cipher of each generation of a pool. */
export type Ciphers = (generation: number) => EncryptBlocks;

/** A generation with the counters it issued or will issue: from `from` to before `end`. */
export interface Span {
  readonly generation: number;
  readonly from: number;
  readonly end: number;
}

/** The spans of a pool's generations, oldest first. The newest ends behind the pool's last counter. */
export function spansOf({ generations, last }: Pick<KeyedPool, 'generations' | 'last'>): Span[] {
  return generations.map(({ generation, from }, i) => ({
    generation,
    from,
    end: generations[i + 1]?.from ?? last + 1,
  }));
}
