import * as v from 'valibot';
import type { Endpoint } from '#common/http.ts';
import type { PoolCipher } from '#common/pool-cipher.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { refuse } from '#shared/refusal.ts';
import { expandBlock } from '#shared/serials/expand-block.ts';

/** 20,000 serials of 20 letters are 0.5 MB, well under Lambda's 6 MB answer. */
const MOST = 20_000;

const counter = v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'must be a whole number'), v.transform(Number));
const page = v.object({
  from: v.optional(counter),
  limit: v.optional(v.pipe(counter, v.minValue(1), v.maxValue(MOST)), '5000'),
});

/** Expands one page of an allocated block, in counter order. Serials are computed, not stored, so any page may be fetched again. */
export const pageSerials =
  (needs: { pools: SerialPools; cipher: PoolCipher }): Endpoint =>
  async ({ tenant, path, query }) => {
    const requestId = path['requestId'] ?? '';
    const { from, limit } = read(page, query);
    const block = await needs.pools.allocated(tenant, requestId);
    if (block === undefined) throw new Refused(refuse('not-found', `no serial request ${requestId}`));
    const first = from ?? block.first;
    if (first < block.first || first > block.last)
      throw new Refused(refuse('malformed', `from must lie between ${block.first} and ${block.last}`, { at: '/from' }));
    const last = Math.min(first + limit - 1, block.last);
    const pool = await needs.pools.get(tenant, block.pool);
    const serials = expandBlock(pool, first, last, await needs.cipher(tenant, pool));
    return { status: 200, body: { serials, first, ...(last < block.last && { next: last + 1 }) } };
  };
