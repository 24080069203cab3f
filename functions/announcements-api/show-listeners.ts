import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { announcementQueries } from '#common/queries/announcements.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { findListener } from './find-listener.ts';
import type { Needs } from './needs.ts';
import { tellListener } from './tell-listener.ts';

/** Every listener of the tenant. None of their secrets. */
export const listListeners =
  ({ listeners, runs, now }: Pick<Needs, 'listeners' | 'runs' | 'now'>): Endpoint =>
  async ({ tenant }) => {
    const rows = await listeners.list(tenant);
    const found = await runs.of(
      tenant,
      rows.map(({ listener }) => listener),
    );
    return { status: 200, body: { listeners: rows.map((row) => tellListener(row, found.get(row.listener), now())) } };
  };

/** One listener, and how far it was told. */
export const showListener =
  (needs: Pick<Needs, 'listeners' | 'runs' | 'now'>): Endpoint =>
  async (request) => {
    const row = await findListener(needs, request);
    const run = (await needs.runs.of(row.tenant, [row.listener])).get(row.listener);
    return { status: 200, body: tellListener(row, run, needs.now()) };
  };

/** Every try to tell a listener something, of the last thirty days, the newest first. */
export const listDeliveries =
  (needs: Pick<Needs, 'listeners' | 'log'>): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const { limit } = readQuery(announcementQueries['GET /api/listeners/{listener}/deliveries'], request);
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const { listener } = await findListener(needs, request);
    const { deliveries, next } = await needs.log.list(tenant, listener, limit, placeIn(paged));
    return { status: 200, body: { deliveries, ...(next !== undefined && { next: tokenOf(paged, next) }) } };
  };
