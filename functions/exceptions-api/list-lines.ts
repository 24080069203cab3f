import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { networkQueries } from '#common/queries/network.ts';
import { mustNotGoOn, readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { LineStatuses } from '#common/store/line-statuses.ts';
import type { LineView } from '#shared/messages/line-status.ts';
import { troubledFirst } from './troubled-first.ts';

type Lines = Pick<LineStatuses, 'list'>;
type Narrowing = Pick<Parameters<Lines['list']>[1], 'site' | 'state'>;

/** Lines that are looked at for those with alarms, whether they are in the state that is asked for or not, and how many of them are fetched at once. */
const MOST_COMPARED = 2000;
const AT_ONCE = 200;

/** How the lines of the tenant's sites stand, as they were last heard, or those of one or in a state; by site and line, `perPage` a page (50, at most 200). */
export const listLines =
  (needs: { lines: Lines }): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const { site, state, perPage, first, nextPageToken } = readQuery(networkQueries['GET /api/lines'], request);
    if (first !== undefined) {
      mustNotGoOn(nextPageToken, 'nextPageToken');
      return { status: 200, body: await troubled(needs, tenant, { site, state }, perPage) };
    }
    const paged = { request, url, parameters: readQueryString(queryString) };
    const { lines, next } = await needs.lines.list(tenant, { site, state, perPage, after: placeIn(paged) });
    return { status: 200, body: { lines, ...(next !== undefined && { nextPageToken: tokenOf(paged, next) }) } };
  };

/** Lines with alarms before others, of the first `MOST_COMPARED` by site and line; `more` says that there are others, or may be. */
async function troubled({ lines }: { lines: Lines }, tenant: string, { site, state }: Narrowing, limit: number) {
  const found: LineView[] = [];
  let after: string | undefined;
  for (let read = 0; read < MOST_COMPARED; read += AT_ONCE) {
    const page = await lines.list(tenant, { site, perPage: AT_ONCE, after });
    found.push(...page.lines.filter((line) => state === undefined || line.state === state));
    after = page.next;
    if (after === undefined) break;
  }
  const more = found.length > limit || after !== undefined;
  return { lines: found.sort(troubledFirst).slice(0, limit), ...(more && { more }) };
}
