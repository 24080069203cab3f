import type { Endpoint, Request } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { mayTouch } from '#common/principal.ts';
import { poolQueries } from '#common/queries/pools.ts';
import { mustNotGoOn, readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { ToldPool } from '#shared/messages/pools-api.ts';
import { type Pool, runsLow } from '#shared/serials/pool.ts';
import { shortestFirst } from './shortest-first.ts';
import { tellPool } from './tell-pool.ts';
import { touchedBy } from './touched-by.ts';

const wanted = poolQueries['GET /api/pools'];
type Wanted = ReturnType<typeof readQuery<typeof wanted>>;

/** Pools that one call looks at, at most: a filter that nothing fits ends. */
const MOST_READ = 1000;
/** Pools among which those are looked for that last shortest, and how many of them are fetched at once. */
const MOST_COMPARED = 2000;
const AT_ONCE = 200;

/** Pools by id, or those that last shortest, `limit` a page; `next` is what to give as `after`, also after a page that holds few or none since many were looked at. */
export const listPools =
  (needs: { pools: Pick<SerialPools, 'list'>; now: () => Date }): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const asked = readQuery(wanted, request);
    if (asked.first !== undefined) return shortest(needs, request, asked);
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const shown: Pool[] = [];
    let after = placeIn(paged);
    for (let read = 0; read < MOST_READ && shown.length < asked.limit; ) {
      const { pools, next } = await needs.pools.list(tenant, asked.limit, after);
      const fitting = pools.filter((pool) => isAsked(pool, asked) && mayTouch(request, touchedBy(pool)));
      const room = asked.limit - shown.length;
      shown.push(...fitting.slice(0, room));
      read += asked.limit;
      // A page that is full in the middle of what was read goes on behind its last.
      after = fitting.length > room ? shown.at(-1)?.id : next;
      if (after === undefined) break;
    }
    const at = needs.now();
    const more = after !== undefined && { next: tokenOf(paged, after) };
    return { status: 200, body: { pools: shown.map((pool) => tellPool(pool, at)), ...more } };
  };

/** The `limit` that last shortest, of the first `MOST_COMPARED` by id; `more` says that there are others. */
async function shortest(
  { pools, now }: { pools: Pick<SerialPools, 'list'>; now: () => Date },
  request: Request,
  asked: Wanted,
) {
  mustNotGoOn(asked.after);
  const found: ToldPool[] = [];
  const at = now();
  let after: string | undefined;
  for (let read = 0; read < MOST_COMPARED; read += AT_ONCE) {
    const page = await pools.list(request.tenant, AT_ONCE, after);
    const fitting = page.pools.filter((pool) => isAsked(pool, asked) && mayTouch(request, touchedBy(pool)));
    found.push(...fitting.map((pool) => tellPool(pool, at)));
    after = page.next;
    if (after === undefined) break;
  }
  const more = found.length > asked.limit || after !== undefined;
  const shown = found.sort(shortestFirst).slice(0, asked.limit);
  return { status: 200, body: { pools: shown, ...(more && { more }) } };
}

const isAsked = (pool: Pool, { gtin, profile, kind, state, low }: Wanted): boolean =>
  (gtin === undefined || (pool.kind !== 'sscc' && pool.gtin === gtin)) &&
  (profile === undefined || pool.profile === profile) &&
  (kind === undefined || pool.kind === kind) &&
  (state === undefined || pool.state === state) &&
  (low === undefined || runsLow(pool));
