import { ciphersOf, type PoolCipher } from '#common/pool-cipher.ts';
import type { BlockPart } from '#shared/serials/carve-block.ts';
import { expandBlock } from '#shared/serials/expand-block.ts';
import type { Pool } from '#shared/serials/pool.ts';
import type { ListedCode } from './listed-codes.ts';
import type { SerialPools } from './serial-pools.ts';

/** Counters of one page: some hundred kilobytes of serials. */
const PAGE = 8192;

/** Serials of a block in counter order, and the counters they come from. */
export interface SerialsPage {
  readonly first: number;
  readonly last: number;
  /** One for each counter that is not skipped. Imported ones may carry what else their issuer gave. */
  readonly serials: readonly ListedCode[];
}

interface Needs {
  readonly pools: Pick<SerialPools, 'codesFrom'>;
  readonly cipher: PoolCipher;
}

/**
 * The serials of a block, or of any part of one, of whatever kind of pool: page by page, so that millions take no more memory than one page.
 *
 * @throws RangeError when the counters are not counters of the pool
 */
export async function* expandSerials(
  { pools, cipher }: Needs,
  tenant: string,
  pool: Pool,
  block: BlockPart,
): AsyncGenerator<SerialsPage> {
  const { first, last, skips = [] } = block;
  if (pool.kind === 'imported') {
    if (first < 0 || last < first || last > pool.last)
      throw new RangeError(`pool ${pool.id} has no ${first} to ${last}`);
    for await (const { first: from, codes } of pools.codesFrom(tenant, pool.id, first, last))
      yield { first: from, last: from + codes.length - 1, serials: codes };
    return;
  }
  const ciphers = await ciphersOf(cipher, tenant, pool);
  for (let from = first, at = 0; from <= last; from += PAGE) {
    const to = Math.min(from + PAGE - 1, last);
    const begin = at;
    while (at < skips.length && (skips[at] ?? 0) <= to) at++;
    const own = skips.slice(begin, at).filter((counter) => counter >= from);
    const serials = expandBlock(pool, { first: from, last: to, ...(own.length > 0 && { skips: own }) }, ciphers);
    yield { first: from, last: to, serials: serials.map((code) => ({ code })) };
  }
}
