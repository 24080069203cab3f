import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { networkQueries } from '#common/queries/network.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { LineStatuses } from '#common/store/line-statuses.ts';

/** How the lines of the tenant's sites stand, as they were last heard, or those of one; by site and line, `perPage` a page (50, at most 200). */
export const listLines =
  (needs: { lines: Pick<LineStatuses, 'list'> }): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const { site, perPage } = readQuery(networkQueries['GET /api/lines'], request);
    const paged = { request, url, parameters: readQueryString(queryString) };
    const { lines, next } = await needs.lines.list(tenant, { site, perPage, after: placeIn(paged) });
    return { status: 200, body: { lines, ...(next !== undefined && { nextPageToken: tokenOf(paged, next) }) } };
  };
