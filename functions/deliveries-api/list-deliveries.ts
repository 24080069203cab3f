import * as v from 'valibot';
import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { readQueryString } from '#common/query-string.ts';
import { read } from '#common/read.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import { deliveryStates } from '#shared/delivery/standing.ts';
import { tellDelivery } from './find-delivery.ts';

const text = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100)));
const wanted = v.object({
  kind: v.optional(v.picklist(['submission', 'delivery'])),
  state: v.optional(v.picklist(deliveryStates)),
  market: text,
  partner: text,
  gtin: text,
  lot: text,
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(200)),
    '100',
  ),
});

/** Deliveries by id, `limit` a page (100, at most 200); `next` is what to give as `after`, also after a short page. */
export const listDeliveries =
  (needs: { deliveries: Pick<Deliveries, 'list'> }): Endpoint =>
  async (request) => {
    const { tenant, query, url, queryString } = request;
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const { deliveries, next } = await needs.deliveries.list(tenant, { ...read(wanted, query), after: placeIn(paged) });
    const more = next !== undefined && { next: tokenOf(paged, next) };
    return { status: 200, body: { deliveries: deliveries.map(tellDelivery), ...more } };
  };
