import { epcOfPath } from '#common/epc-of-path.ts';
import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { networkQueries } from '#common/queries/network.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { Exceptions } from '#common/store/exceptions.ts';
import { fits } from '#common/store/list-exceptions.ts';
import { tellException } from './tell-exception.ts';

/** The most of one unit that are told; no unit has more. */
const OF_UNIT = 200;

/**
 * Exceptions, the newest first, `perPage` a page (50, at most 200). A short page may have a next one all the same. With `epc` all of that unit, on one
 * page.
 */
export const listExceptions =
  (needs: { exceptions: Pick<Exceptions, 'list' | 'ofUnits'> }): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const { epc, perPage, nextPageToken: _, ...filters } = readQuery(networkQueries['GET /api/exceptions'], request);
    const paged = { request, url, parameters: readQueryString(queryString) };
    const after = placeIn(paged);
    if (epc !== undefined) {
      const rows = await needs.exceptions.ofUnits(tenant, [epcOfPath(epc)]);
      const told = rows.filter((row) => fits(row, filters)).sort((a, b) => (a.detectedAt > b.detectedAt ? -1 : 1));
      return { status: 200, body: { exceptions: told.slice(0, OF_UNIT).map(tellException) } };
    }
    const { exceptions, next } = await needs.exceptions.list(tenant, filters, { perPage, after });
    const more = next !== undefined && { nextPageToken: tokenOf(paged, next) };
    return { status: 200, body: { exceptions: exceptions.map(tellException), ...more } };
  };
