import { ciphersOf, type PoolCipher } from '#common/pool-cipher.ts';
import { Refused } from '#common/refused.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { GiveBack } from '#shared/messages/serials-api.ts';
import { refuse } from '#shared/refusal.ts';
import { type CounterRange, rangesOf } from '#shared/serials/block-counters.ts';
import { countersOf } from '#shared/serials/find-counter.ts';

interface Needs {
  readonly pools: Pick<SerialPools, 'get' | 'findCodes'>;
  readonly cipher: PoolCipher;
}

/**
 * What a body names by ranges and by codes, as ranges in counter order.
 *
 * @throws Refused for a code that the block does not hold, or that is named twice
 */
export async function namedRanges(
  needs: Needs,
  tenant: string,
  block: StoredBlock,
  { ranges = [], serials = [] }: GiveBack,
): Promise<CounterRange[]> {
  const counters = serials.length === 0 ? [] : await countersIn(needs, tenant, block, serials);
  return [...ranges, ...rangesOf(counters)].toSorted((a, b) => a.first - b.first);
}

async function countersIn(
  needs: Needs,
  tenant: string,
  block: StoredBlock,
  serials: readonly string[],
): Promise<number[]> {
  const found = await find(needs, tenant, block.pool, serials);
  const seen = new Set<number>();
  for (const [i, counter] of found.entries()) {
    const at = `/serials/${i}`;
    if (counter === undefined || counter < block.first || counter > block.last || block.skips?.includes(counter))
      throw new Refused(
        refuse('conflict', `request ${block.requestId} holds no number with code ${i}`, {
          at,
          rule: 'Seriate: what a block holds and nobody used is given back once',
          remedy: 'GET /api/serials/{code} tells which request a number belongs to',
        }),
      );
    if (seen.has(counter))
      throw new Refused(refuse('malformed', `code ${i} is named twice`, { at, remedy: 'name every number once' }));
    seen.add(counter);
  }
  return [...seen];
}

async function find({ pools, cipher }: Needs, tenant: string, id: string, serials: readonly string[]) {
  const pool = await pools.get(tenant, id);
  if (pool.kind !== 'imported') return countersOf(pool, serials, await ciphersOf(cipher, tenant, pool));
  const places = await pools.findCodes(tenant, pool.gtin, serials);
  return serials.map((serial) => (places.get(serial)?.pool === id ? places.get(serial)?.counter : undefined));
}
