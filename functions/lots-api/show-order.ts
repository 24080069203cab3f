import type { Endpoint } from '#common/http.ts';
import type { Lots } from '#common/store/lots.ts';
import { orderView } from '#shared/orders/order-view.ts';
import { findOrder } from './find-order.ts';

/** An order by its newest revision, with how it stands at its site. */
export const showOrder =
  (needs: { lots: Pick<Lots, 'ofOrder'> }): Endpoint =>
  async (request) => ({ status: 200, body: orderView(await findOrder(needs.lots, request)) });
