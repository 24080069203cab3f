import { jsonMediaOf } from '#common/epcis/media.ts';
import { mustSpeakVersion2 } from '#common/epcis-headers.ts';
import type { Endpoint } from '#common/http.ts';
import { askedPage, nextHeaders } from '#common/page-token.ts';
import { mustOnlyPage, readQueryString } from '#common/query-string.ts';
import type { NamedQueries } from '#common/store/named-queries.ts';
import { definitionOf } from './show-query.ts';

/** Definitions of one page at most: a long one has 120 kB. */
const MOST = 30;

/** The definitions of the tenant's named queries, a page at a time (EPCIS 2.0, REST binding). */
export const listQueries =
  (needs: { queries: Pick<NamedQueries, 'list'>; now: () => Date }): Endpoint =>
  async (request) => {
    mustSpeakVersion2(request);
    const paged = { request, url: '/epcis/queries', parameters: readQueryString(request.queryString) };
    mustOnlyPage(paged.parameters);
    const now = needs.now();
    const { perPage, after } = askedPage(paged, MOST, now);
    const { queries, next } = await needs.queries.list(request.tenant, after, perPage);
    const headers = { 'content-type': jsonMediaOf(request), ...nextHeaders(paged, next, now) };
    return { status: 200, body: queries.map(definitionOf), headers };
  };
