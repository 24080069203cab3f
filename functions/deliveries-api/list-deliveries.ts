import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { networkQueries } from '#common/queries/network.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import { tellDelivery } from './find-delivery.ts';

/** Deliveries by id, `limit` a page (100, at most 200); `next` is what to give as `after`, also after a short page. */
export const listDeliveries =
  (needs: { deliveries: Pick<Deliveries, 'list'> }): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const asked = readQuery(networkQueries['GET /api/deliveries'], request);
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const { deliveries, next } = await needs.deliveries.list(tenant, { ...asked, after: placeIn(paged) });
    const more = next !== undefined && { next: tokenOf(paged, next) };
    return { status: 200, body: { deliveries: deliveries.map(tellDelivery), ...more } };
  };
