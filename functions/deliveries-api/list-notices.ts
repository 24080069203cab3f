import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { networkQueries } from '#common/queries/network.ts';
import { badQuery, readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { NoticeRow } from '#common/store/notice-row.ts';
import type { Notices } from '#common/store/notices.ts';
import { mustBeReportedTo } from './known-filters.ts';

/** How often it was tried, and in whose hands it is, is nobody's business. */
export const toldNotice = ({ tenant: _, attempts: __, foundAt: ___, turn: ____, ...notice }: NoticeRow) => notice;

/** Notices in the order in which regulators made them, or the latest first, `limit` a page (100, at most 200); `next` is what to give as `after`, also after a short page. */
export const listNotices =
  ({ notices }: { readonly notices: Pick<Notices, 'list'> }): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const { from, ...asked } = readQuery(networkQueries['GET /api/regulator-notices'], request);
    mustBeReportedTo(asked.market);
    if (from !== undefined && asked.latestFirst) throw badQuery('from', 'goes with the oldest first alone');
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    // A time sorts before every notice of that time.
    const after = placeIn(paged) ?? (from === undefined ? undefined : new Date(from).toISOString());
    const { notices: found, next } = await notices.list(tenant, { ...asked, after });
    const more = next !== undefined && { next: tokenOf(paged, next) };
    return { status: 200, body: { notices: found.map(toldNotice), ...more } };
  };
