import * as v from 'valibot';
import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { mayTouch } from '#common/principal.ts';
import { readQueryString } from '#common/query-string.ts';
import { read } from '#common/read.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { poolKinds, poolStates } from '#shared/messages/pools-api.ts';
import { type Pool, runsLow } from '#shared/serials/pool.ts';
import { tellPool } from './tell-pool.ts';
import { touchedBy } from './touched-by.ts';

const text = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100)));
const wanted = v.object({
  gtin: text,
  profile: text,
  kind: v.optional(v.picklist(poolKinds)),
  state: v.optional(v.picklist(poolStates)),
  low: v.optional(v.picklist(['true'], 'is true or absent')),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(200)),
    '100',
  ),
});
type Wanted = v.InferOutput<typeof wanted>;

/** Pools by id, `limit` looked at for a page; `next` is what to give as `after`, also after a page that holds few or none. */
export const listPools =
  (needs: { pools: Pick<SerialPools, 'list'> }): Endpoint =>
  async (request) => {
    const { tenant, query, url, queryString } = request;
    const asked = read(wanted, query);
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
