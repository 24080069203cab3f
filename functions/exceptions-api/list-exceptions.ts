import * as v from 'valibot';
import { epcOfPath } from '#common/epc-of-path.ts';
import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { readQueryString } from '#common/query-string.ts';
import { read } from '#common/read.ts';
import type { Exceptions } from '#common/store/exceptions.ts';
import { fits } from '#common/store/list-exceptions.ts';
import { isRuleCode, severities } from '#shared/integrity/rules.ts';
import { exceptionStates } from '#shared/messages/exceptions-api.ts';
import { tellException } from './tell-exception.ts';

const wanted = v.object({
  /** `active`: open or assigned. */
  state: v.optional(v.picklist([...exceptionStates, 'active'])),
  rule: v.optional(v.pipe(v.string(), v.check(isRuleCode, 'must be the code of a rule'))),
  severity: v.optional(v.picklist(severities)),
  assignee: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  epc: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(2000))),
  perPage: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/, 'must be a number'), v.transform(Number), v.minValue(1), v.maxValue(200)),
    '50',
  ),
});

/** The most of one unit that are told; no unit has more. */
const OF_UNIT = 200;

/**
 * Exceptions, the newest first, `perPage` a page (50, at most 200). A short page may have a next one all the same. With `epc` all of that unit, on one
 * page.
 */
export const listExceptions =
  (needs: { exceptions: Pick<Exceptions, 'list' | 'ofUnits'> }): Endpoint =>
  async (request) => {
    const { tenant, query, url, queryString } = request;
    const { epc, perPage, ...filters } = read(wanted, query);
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
