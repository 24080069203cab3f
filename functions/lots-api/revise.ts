import type { Request } from '#common/http.ts';
import type { TellPacker } from '#common/production/order-message.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { PublishToTopic } from '#common/send/topic.ts';
import type { Lot, Lots } from '#common/store/lots.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { OrderRevision } from '#shared/messages/orders-api.ts';
import type { Wisher } from '#shared/orders/may-wish.ts';
import { orderView } from '#shared/orders/order-view.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { codeProblem, stateProblem } from './check-order.ts';
import { findOrder, mustPackIt } from './find-order.ts';
import { revisionEntry } from './revision-entry.ts';
import { tryAnew } from './try-anew.ts';
import { wakeMessage, wakeSite } from './wake-site.ts';

export interface ReviseNeeds {
  readonly lots: Pick<Lots, 'ofOrder' | 'addRevision'>;
  readonly pools: Pick<SerialPools, 'get'>;
  readonly publish: PublishToTopic;
  /** What a packer that only takes messages is told of it. */
  readonly tellPacker: TellPacker;
  /** Queue `partner`. */
  readonly wakePartner: SendToQueue;
  readonly now: () => Date;
}

type Judge = (lot: Lot, who: Wisher) => OrderRevision | 'done' | Refusal;

/** Makes the next revision of the order that a path names, as it is judged, and wakes its site. */
export function revise(needs: ReviseNeeds, request: Request, judge: Judge) {
  return tryAnew(`order ${request.path['order']}`, async () => {
    const lot = await findOrder(needs.lots, request);
    if (request.role === 'site') mustPackIt(request, lot, 'a site changes the orders that it packs');
    const at = needs.now();
    const made = judge(lot, { by: request.caller, at: at.toISOString() });
    if (made === 'done') return { status: 200, body: orderView(lot) };
    if (isRefusal(made)) throw new Refused(made);
    await mustBeSound(needs, request.tenant, lot, made, at);
    const told = await needs.tellPacker(request.tenant, lot, made);
    const entry = revisionEntry(request, lot, made);
    if ((await needs.lots.addRevision(request.tenant, lot, made, entry, told.also)) === 'lost') return 'lost';
    await wakeSite(needs.publish, lot);
    await wakeMessage(needs.wakePartner, request.tenant, told);
    return { status: 200, body: orderView(await findOrder(needs.lots, request)) };
  });
}

/** A fault of a change would be found when the lot is done, as one of an order would; a cancellation has none. */
async function mustBeSound({ pools }: ReviseNeeds, tenant: string, lot: Lot, made: OrderRevision, now: Date) {
  if (made.cancel === true) return;
  const problem =
    codeProblem({ ...lot, ...made }, now) ??
    (made.quantity > lot.quantity ? stateProblem(await pools.get(tenant, lot.pool), '/quantity') : undefined);
  if (problem !== undefined) throw new Refused(problem);
}
