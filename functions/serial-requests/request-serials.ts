import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { AllocatedRequest, SerialPools } from '#common/store/serial-pools.ts';
import { type SerialRequest, serialRequest } from '#shared/messages/site-api.ts';
import { refuse } from '#shared/refusal.ts';
import { carveBlock } from '#shared/serials/carve-block.ts';

/** Lines asking at once move the counter under each other; with this many attempts the last of a dozen still gets its block. */
const ATTEMPTS = 12;

/** Allocates a block of serials. The same request id answers the same block, so a caller that lost the answer just asks again. */
export const requestSerials =
  (needs: { pools: SerialPools }): Endpoint =>
  async (request) => {
    const wanted = read(serialRequest, json(request));
    const { tenant } = request;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const earlier = await needs.pools.allocated(tenant, wanted.requestId);
      if (earlier !== undefined) return { status: 200, body: sameRequest(wanted, earlier) };
      const pool = await needs.pools.get(tenant, wanted.pool);
      const block = { ...orRefuse(carveBlock(pool, wanted.count)), requestId: wanted.requestId };
      if ((await needs.pools.commit(tenant, block, wanted)) === 'committed') {
        log('serials-allocated', { tenant, pool: pool.id, first: block.first, last: block.last, site: wanted.site });
        return { status: 201, body: block };
      }
    }
    throw new Refused(
      refuse('busy', `pool ${wanted.pool} moved ${ATTEMPTS} times`, { remedy: 'ask again with the same request id' }),
    );
  };

function sameRequest(wanted: SerialRequest, { requestId, pool, first, last, count }: AllocatedRequest) {
  if (wanted.pool === pool && wanted.count === count) return { requestId, pool, first, last };
  throw new Refused(
    refuse('conflict', `request ${requestId} was for ${count} of pool ${pool}`, {
      at: '/requestId',
      remedy: 'use a new request id for another request',
    }),
  );
}
