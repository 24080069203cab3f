import type { PoolUse } from './pool-use.ts';

/** An active pool issues; a frozen one issues nothing until it is thawed; a retired one never again. What was issued stays verifiable in all three. */
export type PoolState = 'active' | 'frozen' | 'retired';

/**
 * One key of a pool, and the first counter it issued or will issue. Counters run on from generation to generation, so a counter is unique in
 * its pool and tells its generation.
 */
export interface Generation {
  readonly generation: number;
  readonly from: number;
  /** The data key as the key service wrapped it, base64. It opens under tenant, pool and generation only. */
  readonly key?: string;
}

/** Whom a pool that runs low is refilled by, and with how many. The issuer is told by its kind, and where and how it is reached. */
export interface Refill {
  readonly issuer: Readonly<Record<string, string>>;
  readonly amount: number;
}

interface AnyPool {
  readonly id: string;
  /** Counters below are issued. */
  readonly next: number;
  /** The last counter there is. */
  readonly last: number;
  readonly state: PoolState;
  /** Rises with every change of state, keys or settings: whoever draws does so on condition that it has not. */
  readonly revision: number;
  /** Market code profile (`profiles.ts`). */
  readonly profile?: string;
  /** A pool with fewer left than this runs low. */
  readonly threshold?: number;
  readonly refill?: Refill;
  /** What it gave out lately; absent before its first draw. Numbers that came back and are drawn again are not of what is left, nor of this. */
  readonly use?: PoolUse;
}

/** Randomised serials of one GTIN: serial = FF1 over `length` letters of `alphabet`, of a counter, under the key of its generation. */
export interface RandomPool extends AnyPool {
  readonly kind: 'random';
  readonly gtin: string;
  readonly alphabet: string;
  readonly length: number;
  readonly generations: readonly Generation[];
}

/**
 * Serials of one GTIN in order: the counter in `length - suffix` letters of the alphabet, then `suffix` letters that the counter's key gives
 * and nobody else can tell.
 */
export interface SequentialPool extends AnyPool {
  readonly kind: 'sequential';
  readonly gtin: string;
  readonly alphabet: string;
  readonly length: number;
  readonly suffix: number;
  readonly generations: readonly Generation[];
}

/** SSCCs of one company prefix and extension digit, in order. */
export interface SsccPool extends AnyPool {
  readonly kind: 'sscc';
  readonly companyPrefix: string;
  readonly extensionDigit: string;
}

/** Serials of one GTIN that somebody else issued. Counters are places in the lists, one after another; `last` is -1 before the first list. */
export interface ImportedPool extends AnyPool {
  readonly kind: 'imported';
  readonly gtin: string;
  /** How many codes of each length there are. */
  readonly lengths: Readonly<Record<string, number>>;
  /** Every letter that stands in any of them. */
  readonly letters: string;
}

/** A pool whose codes follow from their counters. */
export type ComputedPool = RandomPool | SequentialPool | SsccPool;

export type Pool = ComputedPool | ImportedPool;

/** A pool whose codes need keys. */
export type KeyedPool = RandomPool | SequentialPool;

export const isKeyed = (pool: Pool): pool is KeyedPool => pool.kind === 'random' || pool.kind === 'sequential';

/** Counters that nobody has drawn yet. A pool whose keys were changed may skip some of them. */
export const leftIn = (pool: Pool): number => Math.max(0, pool.last - pool.next + 1);

/** True for a pool that has fewer left than it should. */
export const runsLow = (pool: Pool): boolean =>
  pool.state !== 'retired' && pool.threshold !== undefined && leftIn(pool) < pool.threshold;

/** What a pool issues for: the GTIN, or extension digit and company prefix of its SSCCs. */
export const spaceOf = (pool: Pool): string =>
  pool.kind === 'sscc' ? `${pool.extensionDigit}${pool.companyPrefix}` : pool.gtin;
