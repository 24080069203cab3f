import { deliveryId } from '#common/delivery-id.ts';
import { type AnswerNeeds, takes } from '#common/inbound/answer-sender.ts';
import { newRow } from '#common/store/new-delivery.ts';
import { lineRow } from '#common/store/partner-rows.ts';
import type { Also } from '#common/store/serial-pools-create.ts';
import type { OrderRevision } from '#shared/messages/orders-api.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { productionOrder } from '#shared/production/production-order.ts';
import { messageDelivery } from './message-delivery.ts';
import { type PackerNeeds, packerOfOrder } from './packer-of-order.ts';

export interface OrderMessageNeeds extends PackerNeeds, Pick<AnswerNeeds, 'mappings' | 'now'> {
  /** Of deliveries. */
  readonly table: string;
}

/** The delivery that tells a packer of an order, for the transaction that makes the order or changes it: neither stands without the other. */
export interface OrderMessage {
  readonly also: Also;
  readonly deliveryId?: string;
}

export type TellPacker = (tenant: string, order: Order, revision?: OrderRevision) => Promise<OrderMessage>;

/**
 * What a packer that only takes messages is told of an order, of its change or its cancellation: nothing where the order is packed by a tenant of this installation, at a
 * site of the tenant's own, or by a partner with whom such messages are not agreed.
 */
export const orderMessage =
  (needs: OrderMessageNeeds): TellPacker =>
  async (tenant, order, revision) => {
    const packer = await packerOfOrder(needs, tenant, order);
    if (packer === undefined) return { also: [] };
    // Of one that is out of force nobody knows what is agreed: it is planned, and waits until it is in force, or a person is called.
    const { version, partner: id } = packer;
    if (version !== undefined && !(await takes(needs, tenant, version, 'production-order'))) return { also: [] };
    const content = productionOrder(order, revision);
    const told = deliveryId('production-order', order.order, String(content.revision));
    const at = needs.now();
    const message = { family: 'production-order' as const, content };
    const planned = messageDelivery({
      ...{ tenant, deliveryId: told, message, at, of: order },
      partner: version ?? { partner: id, ordered: false },
    });
    // The order, or its revision, is made once: so is the delivery.
    const Put = { TableName: needs.table, Item: newRow(planned, at) };
    return { also: [{ Put }, ...lineRow(needs.table, planned, at)], deliveryId: told };
  };
