import type { Barred, SeePartner } from '#common/may-partner.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { isOpen } from '#shared/delivery/standing.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { DeliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import { type Carrier, carrierOf } from '#shared/network/channel-kinds.ts';

export interface PassOnNeeds {
  readonly deliveries: Pick<Deliveries, 'get'>;
  readonly see: SeePartner;
  /** Those of the other carriers that this one passes on to. */
  readonly carriers: Partial<Readonly<Record<Carrier, SendToQueue>>>;
}

/** A delivery as it was read when its message came, and its partner where that is in force. */
export interface SeenDelivery {
  readonly row: Delivery;
  readonly partner: Partner | undefined;
  /** Why nothing may go to it. */
  readonly barred: Barred | undefined;
}

/** A delivery that is to go now, and the partner it goes to. */
export interface AtDoor {
  readonly row: Delivery;
  readonly partner: Partner;
}

/** @param seen absent: it is not there, or not open any more */
type Run = (message: DeliveryQueueMessage, seen?: SeenDelivery) => Promise<void>;

/**
 * Runs deliveries that are this carrier's to carry, and wakes the right one for all others without taking them up: who plans, resends or sweeps wakes `partner`
 * whatever the channel, and a partner's channel may change on the way. What is not written goes to `partner`, which writes. Two carriers read the same row, so
 * none is handed back and forth for longer than that is being changed.
 */
export const onOwnQueue =
  (needs: PassOnNeeds, own: Carrier, run: Run) =>
  async (message: DeliveryQueueMessage): Promise<void> => {
    const { tenant } = message;
    const row = await needs.deliveries.get(tenant, message.deliveryId);
    if (row === undefined || !isOpen(row.state)) return run(message);
    const seen = row.partner === undefined ? nobody : await needs.see(tenant, row.partner);
    const right = carrierFor(row, seen.partner);
    const wake = right === own ? undefined : needs.carriers[right];
    return wake === undefined ? run(message, { row, ...seen }) : wake(message);
  };

const nobody = { partner: undefined, barred: undefined };

/** A partner that is not in force any more is told nothing: `partner` says so. */
const carrierFor = ({ frozen }: Delivery, partner: Partner | undefined): Carrier =>
  frozen === undefined || partner === undefined ? 'partner' : carrierOf[partner.channel];
