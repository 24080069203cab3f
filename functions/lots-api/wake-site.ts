import { log } from '#common/log.ts';
import type { OrderMessage } from '#common/production/order-message.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { PublishToTopic } from '#common/send/topic.ts';
import { packerOf } from '#common/store/lot-keys.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { ordersTopic } from '#shared/messages/topics.ts';

/** Tells the site of an order to ask for its orders. One that is not reached now asks by itself within a minute, so a failure here refuses nothing. */
export async function wakeSite(
  publish: PublishToTopic,
  order: Pick<Order, 'owner' | 'packer' | 'site'>,
): Promise<void> {
  const { site } = order;
  const tenant = packerOf(order);
  try {
    await publish(ordersTopic({ tenant, site }), {});
  } catch (error) {
    log('site-not-woken', { tenant, site, error: String(error) });
  }
}

/** Wakes who sends a packer its message of the order, where it is sent one: `sweep` does when this fails. */
export async function wakeMessage(wake: SendToQueue, tenant: string, { deliveryId }: OrderMessage): Promise<void> {
  if (deliveryId === undefined) return;
  try {
    await wake({ tenant, deliveryId });
  } catch (error) {
    log('message-failed', { tenant, deliveryId, error: String(error) });
  }
}
