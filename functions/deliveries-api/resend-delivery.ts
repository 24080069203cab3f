import { entryOf } from '#common/entry-of.ts';
import type { Endpoint } from '#common/http.ts';
import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { auditPut } from '#common/store/audit.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import { type Delivery, queueOf } from '#common/store/delivery-row.ts';
import { refuse } from '#shared/refusal.ts';
import { findDelivery, tellDelivery } from './find-delivery.ts';

export interface ResendNeeds {
  readonly deliveries: Pick<Deliveries, 'get' | 'reopen'>;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly queues: Readonly<Record<'regulator' | 'partner', SendToQueue>>;
  readonly now: () => Date;
}

/**
 * Sends a rejected delivery anew, from the data as they are now; a regulator is asked first what became of what it was sent before. A parked one is sent
 * as it was: it may have arrived, and only under its own id can the receiver tell. Asked for again by the same person it answers how the delivery is.
 */
export const resendDelivery =
  (needs: ResendNeeds): Endpoint =>
  async (request) => {
    const delivery = await findDelivery(needs.deliveries, request);
    const { tenant, deliveryId, state } = delivery;
    if (state !== 'rejected' && state !== 'parked') {
      if (isResentBy(delivery, request.caller)) return { status: 202, body: tellDelivery(delivery) };
      throw new Refused(
        refuse('conflict', `the delivery is ${state}`, { remedy: 'only what is rejected or parked is sent again' }),
      );
    }
    const at = needs.now();
    const { kind, subject } = delivery;
    const detail = { was: state, kind, of: subject };
    const entry = entryOf(request, at.toISOString(), 'delivery-resent', `delivery ${deliveryId}`, { detail });
    const told = auditPut(needs.registryTable, tenant, entry);
    const reopened = await needs.deliveries.reopen(delivery, state === 'rejected', at, told);
    if (reopened === 'done') {
      await needs.queues[queueOf(delivery)]({ tenant, deliveryId });
      log('delivery-attempted', { tenant, deliveryId, state: 'due', by: request.caller });
    }
    return { status: 202, body: tellDelivery(await findDelivery(needs.deliveries, request)) };
  };

/** Whoever lost the answer asks once more: it was done. */
const isResentBy = ({ decided }: Delivery, caller: string) =>
  decided?.act === 'delivery-resent' && decided.by === caller;
