import type { Endpoint, Request } from '#common/http.ts';
import { foreignToken, placeIn, tokenOf } from '#common/page-token.ts';
import { lotQueries } from '#common/queries/lots.ts';
import { mustNotGoOn, readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { Refused } from '#common/refused.ts';
import type { Lot, Lots } from '#common/store/lots.ts';
import type { Recalls } from '#common/store/recalls.ts';
import { orderView } from '#shared/orders/order-view.ts';
import { refuse } from '#shared/refusal.ts';
import { firstLots } from './first-lots.ts';
import { maySee } from './may-see.ts';

type Caller = Pick<Request, 'tenant' | 'home' | 'within'>;

const PAGE = 100;
/** Pages read for one answer, when none of their lots fit. */
const MOST_PAGES = 10;

/**
 * Lots by GTIN and lot number, at most `limit` a page; `next` is what to give as `after`. A page may hold fewer for a contract packer, and where something narrows the list:
 * `MOST_PAGES` of them are looked at for one answer. With `first` the `limit` that matter most, which is no page: `more` says that there are others.
 */
export const listLots =
  (needs: { lots: Lots }): Endpoint =>
  async (request) => {
    const { gtin, lot: begins, site, state, limit, first, after } = readQuery(lotQueries['GET /api/lots'], request);
    const fits = (lot: Lot) =>
      maySee(request, lot) &&
      (begins === undefined || lot.lot.toUpperCase().startsWith(begins.toUpperCase())) &&
      (site === undefined || lot.site === site) &&
      (state === undefined || lot.state === state);
    if (first !== undefined) {
      mustNotGoOn(after);
      const { found, more } = await firstLots(needs.lots, request.tenant, { first, limit, gtin }, fits);
      return { status: 200, body: { lots: found.map(listed), ...(more && { more }) } };
    }
    const { found, next } = await pageOf(needs, request, limit, fits, gtin);
    return { status: 200, body: { lots: found.map(listed), ...next } };
  };

/**
 * Orders by GTIN and lot number, each by its newest revision, by site and state when asked, at most 100 a page; `next` is what to give as `after`. A site asks for the
 * assigned ones of its own, which costs what it gets and comes whole.
 */
export const listOrders =
  (needs: { lots: Lots }): Endpoint =>
  async (request) => {
    const { tenant, home } = request;
    const { site, state } = readQuery(lotQueries['GET /api/orders'], request);
    if (site !== undefined && state === 'assigned') {
      const orders = await needs.lots.assignedTo(tenant, site, home === tenant ? undefined : home);
      return { status: 200, body: { orders: orders.filter((lot) => maySee(request, lot)).map(orderView) } };
    }
    const fits = (lot: Lot) =>
      maySee(request, lot) && (site === undefined || lot.site === site) && (state === undefined || lot.state === state);
    const { found, next } = await pageOf(needs, request, PAGE, fits);
    return { status: 200, body: { orders: found.map(orderView), ...next } };
  };

/** The lots that fit of the next pages until one does, and where the following begins. */
async function pageOf(
  needs: { lots: Lots },
  request: Request,
  limit: number,
  fits: (lot: Lot) => boolean,
  gtin?: string,
) {
  const { tenant, url, queryString } = request;
  const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
  const after = placeIn(paged);
  let from = after === undefined ? undefined : split(paged, after);
  for (let pages = 1; ; pages++) {
    const { lots, more } = await needs.lots.list(tenant, limit, from, gtin);
    from = lots.at(-1);
    const found = lots.filter(fits);
    const isLast = !more || from === undefined;
    if (!isLast && found.length === 0 && pages < MOST_PAGES) continue;
    return { found, next: from !== undefined && more && { next: tokenOf(paged, `${from.gtin}:${from.lot}`) } };
  }
}

/** One lot with its report and the recalls of it that stand. `?gtin=` is needed only when two products share the lot number. */
export const showLot =
  (needs: { lots: Lots; recalls: Pick<Recalls, 'activeOf'> }): Endpoint =>
  async (request) => {
    const lot = await findLot(needs.lots, request, readQuery(lotQueries['GET /api/lots/{lot}'], request));
    const active = await needs.recalls.activeOf(request.tenant, lot.gtin);
    const own = active.filter(({ of }) => of.kind === 'lot' && of.lot === lot.lot).map(({ recall }) => recall);
    return { status: 200, body: { ...lot, ...(own.length > 0 && { recalls: own }) } };
  };

/** Finds a lot by number, and by GTIN when the number alone is not enough. */
export async function findLot(
  lots: Lots,
  caller: Caller & Pick<Request, 'path'>,
  { gtin }: { readonly gtin?: string | undefined },
): Promise<Lot> {
  const { tenant, path } = caller;
  const lot = path['lot'] ?? '';
  const known = gtin === undefined ? await lots.numbered(tenant, lot) : [await lots.get(tenant, gtin, lot)];
  const found = known.filter((one) => one !== undefined).filter((one) => maySee(caller, one));
  const [first, second] = found;
  if (first === undefined)
    throw new Refused(refuse('not-found', `no lot ${lot}`, { remedy: 'GET /api/lots lists them' }));
  if (second === undefined) return first;
  const remedy = `add ?gtin= with one of ${found.map((one) => one.gtin).join(', ')}`;
  throw new Refused(refuse('conflict', `${found.length} products have a lot ${lot}`, { remedy }));
}

/** Revisions are told by `GET /api/lots/{lot}`. */
const listed = ({ revisions: _, ...lot }: Lot) => lot;

function split(paged: Parameters<typeof foreignToken>[0], after: string) {
  if (!/^\d{14}:.{1,20}$/.test(after)) throw foreignToken(paged);
  return { gtin: after.slice(0, 14), lot: after.slice(15) };
}
