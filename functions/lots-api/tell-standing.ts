import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { Lots } from '#common/store/lots.ts';
import { orderStanding } from '#shared/messages/orders-api.ts';
import { judgeStanding } from '#shared/orders/judge-standing.ts';
import { orderView } from '#shared/orders/order-view.ts';
import { isRefusal } from '#shared/refusal.ts';
import { findOrder, mustPackIt } from './find-order.ts';
import { tryAnew } from './try-anew.ts';

interface Needs {
  readonly lots: Pick<Lots, 'ofOrder' | 'keepStanding'>;
  readonly now: () => Date;
}

/**
 * Keeps how an order stands at its site. The answer has the standing that is kept: the one that was sent, or a later one, so that it may be
 * sent again, and late.
 */
export const tellStanding =
  (needs: Needs): Endpoint =>
  async (request) => {
    const told = read(orderStanding, json(request));
    return await tryAnew(`order ${request.path['order']}`, async () => {
      const lot = await findOrder(needs.lots, request);
      mustPackIt(request, lot, 'how an order stands is told by who packs it');
      const stood = judgeStanding(lot, told);
      if (stood === 'known') return { status: 200, body: orderView(lot) };
      if (isRefusal(stood)) throw new Refused(stood);
      const act = stood.isCancelled && lot.state !== 'cancelled' ? 'order-cancelled' : 'order-standing-told';
      const detail = { order: lot.order, ...told };
      const entry = entryOf(request, needs.now().toISOString(), act, `lot ${lot.gtin} ${lot.lot}`, { detail });
      if ((await needs.lots.keepStanding(request.tenant, lot, told, stood, entry)) === 'lost') return 'lost';
      const { state, seen, runs } = told;
      log(act, { tenant: request.tenant, order: lot.order, state, seen, runs });
      return { status: 200, body: orderView(await findOrder(needs.lots, request)) };
    });
  };
