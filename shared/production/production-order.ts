import type { ContentOf } from '../mapping/exchange/families.ts';
import type { OrderRevision } from '../messages/orders-api.ts';
import type { Order } from '../messages/site-api.ts';

type Said = Pick<Order, 'order' | 'gtin' | 'lot' | 'site' | 'market'> &
  Pick<Order, 'line' | 'quantity' | 'expiry' | 'manufactured'>;

/** An order, or what a revision makes of it, as the message that tells a packer of it. */
export function productionOrder(
  order: Said,
  { revision, cancel, ...content }: Partial<OrderRevision> = {},
): ContentOf<'production-order'> {
  const { order: orderNumber, gtin, lot, site, market } = order;
  const { line, quantity, expiry, manufactured } = { ...order, ...content };
  return {
    orderNumber,
    gtin,
    lot,
    expiry,
    ...(manufactured !== undefined && { produced: manufactured }),
    quantity,
    ...(market !== undefined && { market }),
    location: site,
    line,
    revision: revision ?? 1,
    ...(cancel === true && { cancelled: true }),
  };
}
