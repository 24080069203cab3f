import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { networkQueries } from '#common/queries/network.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { tellDelivery } from './find-delivery.ts';
import { type FilterNeeds, mustBeKnown, mustBeReportedTo } from './known-filters.ts';

/** A delivery may want thousands of facts: they are told where it is asked for alone. */
function briefly(delivery: Delivery) {
  const { facts: _, wants: __, missing: ___, ...brief } = tellDelivery(delivery);
  return brief;
}

/** Deliveries by id, `limit` a page (100, at most 200); `next` is what to give as `after`, also after a short page. */
export const listDeliveries =
  (needs: FilterNeeds & { readonly deliveries: Pick<Deliveries, 'list'> }): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const asked = readQuery(networkQueries['GET /api/deliveries'], request);
    mustBeReportedTo(asked.market);
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const place = placeIn(paged);
    const { deliveries, next } = await needs.deliveries.list(tenant, {
      ...asked,
      report: asked.report?.split(','),
      after: place,
    });
    if (deliveries.length === 0 && place === undefined && next === undefined) await mustBeKnown(needs, tenant, asked);
    const more = next !== undefined && { next: tokenOf(paged, next) };
    return { status: 200, body: { deliveries: deliveries.map(briefly), ...more } };
  };
