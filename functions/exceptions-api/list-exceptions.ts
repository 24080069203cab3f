import { epcOfPath } from '#common/epc-of-path.ts';
import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { networkQueries } from '#common/queries/network.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { Exceptions } from '#common/store/exceptions.ts';
import { tellException } from './tell-exception.ts';

/** Exceptions of one unit that are told on a page where no size is asked for. */
const OF_UNIT = 200;

/**
 * Exceptions, the newest first, `perPage` a page (50, of one unit 200; at most 200). A short page may have a next one all the same.
 */
export const listExceptions =
  (needs: { exceptions: Pick<Exceptions, 'list'> }): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const asked = readQuery(networkQueries['GET /api/exceptions'], request);
    const { epc, perPage, nextPageToken: _, ...filters } = asked;
    const parameters = readQueryString(queryString);
    const paged = { request, url, parameters };
    const wanted = { ...filters, ...(epc !== undefined && { epc: epcOfPath(epc) }) };
    const size = epc === undefined || parameters.has('perPage') ? perPage : OF_UNIT;
    const { exceptions, next } = await needs.exceptions.list(tenant, wanted, { perPage: size, after: placeIn(paged) });
    const more = next !== undefined && { nextPageToken: tokenOf(paged, next) };
    return { status: 200, body: { exceptions: exceptions.map(tellException), ...more } };
  };
