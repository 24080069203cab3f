import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { networkQueries } from '#common/queries/network.ts';
import { badQuery, readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { FirstDeliveries } from '#common/store/first-deliveries.ts';
import { statesOf } from '#shared/delivery/standing.ts';
import { tellDelivery } from './find-delivery.ts';
import { type FilterNeeds, mustBeKnown, mustBeReportedTo } from './known-filters.ts';

type ListNeeds = FilterNeeds & {
  readonly deliveries: Pick<Deliveries, 'list'>;
  /** Those that nobody is done with before others. */
  readonly firstDeliveries: FirstDeliveries;
};

/** A delivery may want thousands of facts: they are told where it is asked for alone. */
function briefly(delivery: Delivery) {
  const { facts: _, wants: __, missing: ___, ...brief } = tellDelivery(delivery);
  return brief;
}

type Asked = ReturnType<typeof readQuery<(typeof networkQueries)['GET /api/deliveries']>>;

/** What matters most is looked for among all of them. @throws Refused `bad-parameter` */
function mustStandAlone({ first: _, limit: __, ...others }: Asked): void {
  const [other] = Object.entries(others).find(([, value]) => value !== undefined) ?? [];
  if (other !== undefined) throw badQuery(other, 'does not go with first', 'leave out one of them');
}

/** Deliveries by id, `limit` a page (100, at most 200); `next` is what to give as `after`, also after a short page. With `first` those that matter most, which is no page. */
export const listDeliveries =
  (needs: ListNeeds): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const asked = readQuery(networkQueries['GET /api/deliveries'], request);
    if (asked.first !== undefined) {
      mustStandAlone(asked);
      const { deliveries, more } = await needs.firstDeliveries(tenant, asked.limit);
      return { status: 200, body: { deliveries: deliveries.map(briefly), ...(more && { more }) } };
    }
    mustBeReportedTo(asked.market);
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const place = placeIn(paged);
    const { deliveries, next } = await needs.deliveries.list(tenant, {
      ...asked,
      state: asked.state && statesOf(asked.state),
      report: asked.report?.split(','),
      after: place,
    });
    if (deliveries.length === 0 && place === undefined && next === undefined) await mustBeKnown(needs, tenant, asked);
    const more = next !== undefined && { next: tokenOf(paged, next) };
    return { status: 200, body: { deliveries: deliveries.map(briefly), ...more } };
  };
