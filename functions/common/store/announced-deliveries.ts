import type { Kind } from '#shared/announcements/kinds.ts';
import type { DeliveryState } from '#shared/delivery/standing.ts';
import { announced } from '../announce.ts';
import type { Delivery } from './delivery-row.ts';

/** What its end is called, by its kind; a state that is not here is no end of it, or one that people make. */
const ends: Readonly<Record<Delivery['kind'], Partial<Record<DeliveryState, EndKind>>>> = {
  submission: {
    acknowledged: 'submission.acknowledged',
    'partially-accepted': 'submission.partially-accepted',
    rejected: 'submission.rejected',
    parked: 'submission.parked',
  },
  delivery: { delivered: 'delivery.delivered', rejected: 'delivery.rejected', parked: 'delivery.parked' },
};
type EndKind = Extract<Kind, `submission.${string}` | `delivery.${string}`>;

/** The row that tells integrators how a delivery ended, for the transaction in which it does; none of a state that is no end. A receiver's reasons name packs, and are not told. */
export function deliveryAnnounced(table: string, delivery: Delivery, state: DeliveryState, at: Date) {
  const { tenant, deliveryId, kind, market, partner, subject, report } = delivery;
  const name = ends[kind][state];
  if (name === undefined) return [];
  const { gtin, lot } = subject;
  const about = Object.entries({ market, partner, gtin, lot, report: report?.name });
  const data = {
    delivery: deliveryId,
    state,
    ...Object.fromEntries(about.filter(([, value]) => value !== undefined)),
  };
  return [announced(table, tenant, { kind: name, subject: `delivery ${deliveryId}`, at: at.toISOString(), data })];
}
