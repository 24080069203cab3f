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

type Listing = Pick<SerialPools, 'list' | 'listOf' | 'listSscc'>;

/** Pools that one call looks at, at most: a filter that nothing fits ends. */
const MOST_READ = 1000;
/** Pools among which those are looked for that last shortest, and how many are fetched at once. */
const MOST_COMPARED = 2000;
const AT_ONCE = 200;

/** Pools by id, or those that last shortest, `limit` a page; `next` is what to give as `after`, also after a page that holds few or none since many were looked at. */
export const listPools =
  (needs: { pools: Listing; now: () => Date }): Endpoint =>
  async (request) => {
    const { url, queryString } = request;
    const asked = readQuery(wanted, request);
    if (asked.first !== undefined) return shortest(needs, request, asked);
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const shown: Pool[] = [];
    const { page, pages } = readingOf(needs.pools, request.tenant, asked, asked.limit, MOST_READ);
    let after = placeIn(paged);
    for (let read = 0; read < pages && shown.length < asked.limit; read++) {
      const { pools, next } = await page(after);
      const fitting = pools.filter((pool) => isAsked(pool, asked) && mayTouch(request, touchedBy(pool)));
      const room = asked.limit - shown.length;
      shown.push(...fitting.slice(0, room));
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
  { pools, now }: { readonly pools: Listing; readonly now: () => Date },
  request: Request,
  asked: Wanted,
) {
  mustNotGoOn(asked.after);
  const found: ToldPool[] = [];
  const at = now();
  const { page, pages } = readingOf(pools, request.tenant, asked, AT_ONCE, MOST_COMPARED);
  let after: string | undefined;
  for (let read = 0; read < pages; read++) {
    const { pools: some, next } = await page(after);
    const fitting = some.filter((pool) => isAsked(pool, asked) && mayTouch(request, touchedBy(pool)));
    found.push(...fitting.map((pool) => tellPool(pool, at)));
    after = next;
    if (after === undefined) break;
  }
  const more = found.length > asked.limit || after !== undefined;
  const shown = found.sort(shortestFirst).slice(0, asked.limit);
  return { status: 200, body: { pools: shown, ...(more && { more }) } };
}

/** How pools are read, and how many pages of them: by what narrows them most, so that those of one product are found among any number of others. */
function readingOf(pools: Listing, tenant: string, { gtin, kind }: Wanted, limit: number, most: number) {
  // Either of the first two looks at more rows than it fetches pools, and does so for a page of one as well.
  const atOnce = gtin === undefined && kind !== 'sscc' ? limit : Math.max(limit, AT_ONCE);
  const pages = Math.ceil(most / atOnce);
  if (gtin !== undefined) return { pages, page: (after?: string) => pools.listOf(tenant, gtin, atOnce, after) };
  if (kind === 'sscc') return { pages, page: (after?: string) => pools.listSscc(tenant, atOnce, after) };
  return { pages, page: (after?: string) => pools.list(tenant, atOnce, after) };
}

const isAsked = (pool: Pool, { gtin, profile, kind, state, low }: Wanted): boolean =>
  (gtin === undefined || (pool.kind !== 'sscc' && pool.gtin === gtin)) &&
  (profile === undefined || pool.profile === profile) &&
  (kind === undefined || pool.kind === kind) &&
  (state === undefined || pool.state === state) &&
  (low === undefined || runsLow(pool));
