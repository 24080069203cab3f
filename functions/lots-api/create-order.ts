import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { PublishToTopic } from '#common/send/topic.ts';
import { type Lots, packerOf } from '#common/store/lots.ts';
import { newOrder, type Order } from '#shared/messages/site-api.ts';
import { ordersTopic } from '#shared/messages/topics.ts';
import { refuse } from '#shared/refusal.ts';
import { type CheckOrderNeeds, checkOrder } from './check-order.ts';
import { mustHaveNoRival } from './must-have-no-rival.ts';

export interface CreateOrderNeeds extends CheckOrderNeeds {
  readonly lots: Lots;
  readonly publish: PublishToTopic;
}

/** Creates an order and its lot. Sent again with the same content it answers 200; a lot number is used once per GTIN. */
export const createOrder =
  (needs: CreateOrderNeeds): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const wanted = read(newOrder, json(request));
    // What was ordered stays ordered, whatever became of its pools and product since.
    const before = await needs.lots.get(tenant, wanted.gtin, wanted.lot);
    if (before !== undefined && sameOrder(before, wanted)) return { status: 200, body: wanted };
    const { productVersion, market } = await checkOrder(needs, tenant, wanted);
    // The line that packs it looks for a recipe of that market.
    const bound: Order = { ...wanted, ...(market !== undefined && { market }) };
    const at = needs.now();
    const { gtin, lot, ...said } = bound;
    const entry = entryOf(request, at.toISOString(), 'order-made', `lot ${gtin} ${lot}`, { detail: said });
    if ((await needs.lots.create(tenant, bound, at, productVersion, entry)) === 'created') {
      await wakeSite(needs.publish, packerOf(wanted), wanted.site);
      return { status: 201, body: wanted };
    }
    const earlier = await needs.lots.get(tenant, wanted.gtin, wanted.lot);
    if (earlier !== undefined && sameOrder(earlier, wanted)) return { status: 200, body: wanted };
    if (earlier === undefined) await mustHaveNoRival(needs.lots, tenant, wanted); // one was faster
    throw new Refused(
      refuse('conflict', `lot ${wanted.lot} of ${wanted.gtin} exists with other content`, {
        at: '/lot',
        remedy: 'use another lot number; a lot is never reused',
      }),
    );
  };

/** The order stands; a site that is not reached now asks by itself within a minute, so a failure here refuses nothing. */
async function wakeSite(publish: PublishToTopic, packer: string, site: string): Promise<void> {
  try {
    await publish(ordersTopic({ tenant: packer, site }), {});
  } catch (error) {
    log('site-not-woken', { tenant: packer, site, error: String(error) });
  }
}

const sameOrder = (earlier: Order, wanted: Order) =>
  Object.entries(wanted).every(([member, value]) =>
    Object.entries(earlier).some(([m, v]) => m === member && v === value),
  );
