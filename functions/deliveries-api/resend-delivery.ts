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
import { nextTryOf } from './next-try.ts';

export interface ResendNeeds {
  readonly deliveries: Pick<Deliveries, 'get' | 'reopen' | 'sendNow'>;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly queues: Readonly<Record<'regulator' | 'partner', SendToQueue>>;
  readonly now: () => Date;
}

/**
 * Sends a rejected delivery anew, from the data as they are now; a regulator is asked first what became of what it was sent before. A parked one is sent
 * as it was: it may have arrived, and only under its own id can the receiver tell. One to a partner that waits for its next try is tried now. Asked for again by the same person it answers how the delivery is.
 */
export const resendDelivery =
  (needs: ResendNeeds): Endpoint =>
  async (request) => {
    const delivery = await findDelivery(needs.deliveries, request);
    const { tenant, deliveryId, state } = delivery;
    const at = needs.now();
    const isRetrying = (nextTryOf(delivery) ?? '') > at.toISOString();
    if (state !== 'rejected' && state !== 'parked' && !isRetrying) {
      if (isResentBy(delivery, request.caller)) return { status: 202, body: tellDelivery(delivery) };
      throw new Refused(refuse('conflict', `the delivery is ${state}`, { remedy: remedyOf(delivery) }));
    }
    const { kind, subject } = delivery;
    const detail = { was: state, kind, of: subject };
    const entry = entryOf(request, at.toISOString(), 'delivery-resent', `delivery ${deliveryId}`, { detail });
    const told = auditPut(needs.registryTable, tenant, entry);
    const reopened = isRetrying
      ? await needs.deliveries.sendNow(delivery, at, told)
      : await needs.deliveries.reopen(delivery, state === 'rejected', at, told);
    if (reopened === 'done') {
      await needs.queues[queueOf(delivery)]({ tenant, deliveryId });
      log('delivery-attempted', { tenant, deliveryId, state: 'due', by: request.caller });
    }
    return { status: 202, body: tellDelivery(await findDelivery(needs.deliveries, request)) };
  };

const remedyOf = ({ state, waits, partner }: Delivery): string =>
  state === 'due' && waits && partner !== undefined
    ? `it waits until the partner answers; POST /api/partners/${partner}/health/try has that tried`
    : 'only what is rejected, parked, or waits for its next try is sent again';

/** Whoever lost the answer asks once more: it was done. */
const isResentBy = ({ decided }: Delivery, caller: string) =>
  decided?.act === 'delivery-resent' && decided.by === caller;
