import type { Endpoint } from '#common/http.ts';
import { mustTouch } from '#common/principal.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { tellPool } from './tell-pool.ts';
import { touchedBy } from './touched-by.ts';

/** A pool with how many serials are left in it. */
export const showPool =
  (needs: { pools: Pick<SerialPools, 'get'>; now: () => Date }): Endpoint =>
  async (request) => {
    const pool = await needs.pools.get(request.tenant, request.path['pool'] ?? '');
    mustTouch(request, touchedBy(pool));
    return { status: 200, body: tellPool(pool, needs.now()) };
  };
