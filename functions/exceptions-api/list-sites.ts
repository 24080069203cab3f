import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { networkQueries } from '#common/queries/network.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { HeardLine, LineStatuses } from '#common/store/line-statuses.ts';
import type { Sites } from '#common/store/sites.ts';
import type { SiteMachine, SiteView } from '#shared/messages/sites-api.ts';

interface Needs {
  readonly sites: Pick<Sites, 'list'>;
  readonly lines: Pick<LineStatuses, 'heard'>;
}

/** Lines that one answer reads, at most, and how many at once; a site that has more of them alone is read to its end. */
const MOST_LINES = 2000;
const AT_ONCE = 500;
/** Sorts behind every line of a site. */
const behindLines = (site: string) => `${site}#\uffff`;

/** The tenant's sites by name, those that machines were announced for and those whose lines were heard, `perPage` a page (50, at most 100), or fewer where they have very many lines. */
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
    const machineOf = new Map(machines.map((machine) => [machine.site, machine]));
    const names = [...new Set([...machineOf.keys(), ...heard.sites.keys()])].sort();
    const { before } = heard;
    const shown = names.filter((site) => before === undefined || site < before).slice(0, perPage);
    const last = names.length > shown.length ? shown.at(-1) : undefined;
    const sites = shown.map((site) => viewOf(site, machineOf.get(site), heard.sites.get(site) ?? []));
    return { status: 200, body: { sites, ...(last !== undefined && { nextPageToken: tokenOf(paged, last) }) } };
  };

interface Heard {
  readonly sites: ReadonlyMap<string, readonly HeardLine[]>;
  /** The first site whose lines were not all read; absent: there is none. */
  readonly before?: string | undefined;
}

/** Lines by site, of the first `most` sites after one that have any. */
async function heardSites({ lines }: Needs, tenant: string, after: string | undefined, most: number): Promise<Heard> {
  const sites = new Map<string, HeardLine[]>();
  let place = after === undefined ? undefined : behindLines(after);
  for (let read = 0; ; ) {
    const page = await lines.heard(tenant, AT_ONCE, place);
    for (const line of page.lines) {
      const known = sites.get(line.site);
      if (known === undefined && sites.size === most) return { sites, before: line.site };
      if (known === undefined) sites.set(line.site, [line]);
      else known.push(line);
    }
    place = page.next;
    if (place === undefined) return { sites };
    read += page.lines.length;
    if (read >= MOST_LINES && sites.size > 1) return { sites, before: page.lines.at(-1)?.site };
  }
}

const withoutName = ({ site: _, ...machine }: SiteMachine) => machine;

function viewOf(site: string, known: SiteMachine | undefined, lines: readonly HeardLine[]): SiteView {
  const heardAt = lines
    .map((line) => line.heardAt)
    .sort()
    .at(-1);
  return {
    site,
    ...(known && { machine: withoutName(known) }),
    lines: lines.length,
    alarmed: lines.filter(({ isAlarmed }) => isAlarmed).length,
    ...(heardAt !== undefined && { heardAt }),
  };
}
