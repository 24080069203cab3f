import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { orderCancel } from '#shared/messages/orders-api.ts';
import { judgeCancel } from '#shared/orders/judge-cancel.ts';
import { type ReviseNeeds, revise } from './revise.ts';

/** Wishes that an order be cancelled, which is a revision too: its site gives it up, or refuses to once its line has begun. */
export const cancelOrder =
  (needs: ReviseNeeds): Endpoint =>
  async (request) => {
    const wanted = read(orderCancel, json(request));
    return await revise(needs, request, (lot, who) => judgeCancel(lot, wanted, who));
  };
