import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { networkQueries } from '#common/queries/network.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { LineStatuses } from '#common/store/line-statuses.ts';
import type { Sites } from '#common/store/sites.ts';
import type { LineView } from '#shared/messages/line-status.ts';
import type { SiteMachine, SiteView } from '#shared/messages/sites-api.ts';

interface Needs {
  readonly sites: Pick<Sites, 'list'>;
  readonly lines: Pick<LineStatuses, 'list'>;
}

/** Lines that are fetched at once. */
const AT_ONCE = 200;
/** Sorts behind every line of a site. */
const behindLines = (site: string) => `${site}#\uffff`;

/** The tenant's sites by name, those that machines were announced for and those whose lines were heard, `perPage` a page (50, at most 100). */
export const listSites =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const { perPage } = readQuery(networkQueries['GET /api/sites'], request);
    const paged = { request, url, parameters: readQueryString(queryString) };
    const after = placeIn(paged);
    const [machines, heard] = await Promise.all([
      needs.sites.list(tenant, { after, limit: perPage + 1 }),
      heardSites(needs, tenant, after, perPage + 1),
    ]);
    const names = [...new Set([...machines.map(({ site }) => site), ...heard.keys()])].sort();
    const shown = names.slice(0, perPage);
    const last = names.length > perPage ? shown.at(-1) : undefined;
    const sites = shown.map((site) =>
      viewOf(
        site,
        machines.find((one) => one.site === site),
        heard.get(site) ?? [],
      ),
    );
    return { status: 200, body: { sites, ...(last !== undefined && { nextPageToken: tokenOf(paged, last) }) } };
  };

/** Lines by site, of the first sites after one that have any: all lines of those but the last, which is one more than is shown. */
async function heardSites({ lines }: Needs, tenant: string, after: string | undefined, most: number) {
  const found = new Map<string, LineView[]>();
  let place = after === undefined ? undefined : behindLines(after);
  do {
    const page = await lines.list(tenant, { perPage: AT_ONCE, after: place });
    for (const line of page.lines) {
      const before = found.get(line.site);
      if (before === undefined && found.size === most) return found;
      found.set(line.site, [...(before ?? []), line]);
    }
    place = page.next;
  } while (place !== undefined);
  return found;
}

const withoutName = ({ site: _, ...machine }: SiteMachine) => machine;

function viewOf(site: string, known: SiteMachine | undefined, lines: readonly LineView[]): SiteView {
  const heardAt = lines
    .map((line) => line.heardAt)
    .sort()
    .at(-1);
  return {
    site,
    ...(known && { machine: withoutName(known) }),
    lines: lines.length,
    alarmed: lines.filter(({ alarms }) => alarms.length > 0).length,
    ...(heardAt !== undefined && { heardAt }),
  };
}
