import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { orderChange } from '#shared/messages/orders-api.ts';
import { judgeChange } from '#shared/orders/judge-change.ts';
import { type ReviseNeeds, revise } from './revise.ts';

/** Wishes that an order be changed: its next revision, which the site takes, or refuses once its line has begun. */
export const changeOrder =
  (needs: ReviseNeeds): Endpoint =>
  async (request) => {
    const wanted = read(orderChange, json(request));
    return await revise(needs, request, (lot, who) => judgeChange(lot, wanted, who));
  };
