import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import type { TellPacker } from '#common/production/order-message.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { PublishToTopic } from '#common/send/topic.ts';
import type { Lot, Lots } from '#common/store/lots.ts';
import { newOrder, type Order } from '#shared/messages/site-api.ts';
import { refuse } from '#shared/refusal.ts';
import { type CheckOrderNeeds, checkOrder } from './check-order.ts';
import { mustPackIt } from './find-order.ts';
import { rivalProblem } from './rival-problem.ts';
import { otherMember } from './same-order.ts';
import { wakeMessage, wakeSite } from './wake-site.ts';

export interface CreateOrderNeeds extends CheckOrderNeeds {
  readonly lots: Lots;
  readonly publish: PublishToTopic;
  /** What a packer that only takes messages is told of it. */
  readonly tellPacker: TellPacker;
  /** Queue `partner`. */
  readonly wakePartner: SendToQueue;
}

/** Creates an order and its lot. Sent again with the same content it answers 200; a lot number is used once per GTIN. */
export const createOrder =
  (needs: CreateOrderNeeds): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const wanted = read(newOrder, json(request));
    if (request.role === 'site') mustPackIt(request, wanted, 'a site orders what it packs');
    // What was ordered stays ordered, whatever became of its pools and product since.
    const before = await needs.lots.get(tenant, wanted.gtin, wanted.lot);
    if (before !== undefined && otherMember(before, wanted) === undefined) return standing(before, wanted);
    const { productVersion, market } = await checkOrder(needs, tenant, wanted);
    // The line that packs it looks for a recipe of that market.
    const bound: Order = { ...wanted, ...(market !== undefined && { market }) };
    const at = needs.now();
    const { gtin, lot, ...said } = bound;
    const entry = entryOf(request, at.toISOString(), 'order-made', `lot ${gtin} ${lot}`, { detail: said });
    const told = await needs.tellPacker(tenant, bound);
    if ((await needs.lots.create(tenant, bound, at, productVersion, entry, told.also)) === 'created') {
      await wakeSite(needs.publish, wanted);
      await wakeMessage(needs.wakePartner, tenant, told);
      return { status: 201, body: { ...wanted, revision: 1, state: 'assigned' } };
    }
    const earlier = await needs.lots.get(tenant, wanted.gtin, wanted.lot);
    if (earlier !== undefined && otherMember(earlier, wanted) === undefined) return standing(earlier, wanted);
    const rival = earlier === undefined ? await rivalProblem(needs.lots, tenant, wanted) : undefined; // one was faster
    throw new Refused(
      rival ??
        refuse('conflict', `lot ${wanted.lot} of ${wanted.gtin} exists with other content`, {
          at: '/lot',
          remedy:
            'To change the order, POST /api/orders/{order}/change; to pack another lot, use another lot number: a lot is never reused.',
        }),
    );
  };

/** What was sent, and what became of it since. */
const standing = ({ state, revision = 1 }: Lot, wanted: Order) => ({
  status: 200,
  body: { ...wanted, revision, state },
});
