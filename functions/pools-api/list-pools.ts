import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { mayTouch } from '#common/principal.ts';
import { poolQueries } from '#common/queries/pools.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { type Pool, runsLow } from '#shared/serials/pool.ts';
import { tellPool } from './tell-pool.ts';
import { touchedBy } from './touched-by.ts';

const wanted = poolQueries['GET /api/pools'];
type Wanted = ReturnType<typeof readQuery<typeof wanted>>;

/** Pools by id, `limit` looked at for a page; `next` is what to give as `after`, also after a page that holds few or none. */
export const listPools =
  (needs: { pools: Pick<SerialPools, 'list'> }): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const asked = readQuery(wanted, request);
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const { pools, next } = await needs.pools.list(tenant, asked.limit, placeIn(paged));
    const shown = pools.filter((pool) => isAsked(pool, asked) && mayTouch(request, touchedBy(pool)));
    const more = next !== undefined && { next: tokenOf(paged, next) };
    return { status: 200, body: { pools: shown.map(tellPool), ...more } };
  };

const isAsked = (pool: Pool, { gtin, profile, kind, state, low }: Wanted): boolean =>
  (gtin === undefined || (pool.kind !== 'sscc' && pool.gtin === gtin)) &&
  (profile === undefined || pool.profile === profile) &&
  (kind === undefined || pool.kind === kind) &&
  (state === undefined || pool.state === state) &&
  (low === undefined || runsLow(pool));
