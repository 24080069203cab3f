import type { SendToQueue } from '#common/send/queue.ts';
import type { AuditRow } from '#common/store/audit.ts';
import type { WaitingDeliveries } from '#common/store/waiting-deliveries.ts';

export interface CallOneNeeds {
  readonly waiting: WaitingDeliveries;
  /** The queue of who carries. */
  readonly wake: SendToQueue;
  readonly now: () => Date;
}

/** Longest delay of an SQS message, in seconds; what is due later is woken by `sweep`. */
const MOST_DELAY = 900;
/** Of those that were tried in vain so many are called at once when their partner is well again; the others come by themselves. */
export const MOST_CALLED = 25;

/** True when it comes then that would have come later. @param told the audit trail's row of it, where a person asked */
export async function callOne(
  { waiting, now, wake }: CallOneNeeds,
  tenant: string,
  deliveryId: string,
  at: Date,
  told?: AuditRow,
): Promise<boolean> {
  if ((await waiting.call(tenant, deliveryId, at, told)) !== 'done') return false;
  const delay = Math.max(0, Math.ceil((at.getTime() - now().getTime()) / 1000));
  if (delay <= MOST_DELAY) await wake({ tenant, deliveryId }, delay);
  return true;
}

interface Wanted {
  readonly tenant: string;
  readonly partner: string;
  /** So many at most. */
  readonly count: number;
  /** Written with the first that is called. */
  readonly told?: AuditRow;
}

/** Calls those that were tried in vain and wait for their next try, the longest tried first. How many were called. */
export async function callRetrying(needs: CallOneNeeds, { tenant, partner, count, told }: Wanted): Promise<number> {
  const at = needs.now();
  const waits = (await needs.waiting.retrying(tenant, partner)).filter(({ notBefore }) => notBefore > at.toISOString());
  let called = 0;
  for (const { deliveryId } of waits) {
    if (called >= count) break;
    if (await callOne(needs, tenant, deliveryId, at, called === 0 ? told : undefined)) called++;
  }
  return called;
}
