import { entryOf } from '#common/entry-of.ts';
import { log } from '#common/log.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { auditPut } from '#common/store/audit.ts';
import { inLanes } from '#common/store/batches.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { ParkedDeliveries, ParkedDelivery } from '#common/store/parked-deliveries.ts';
import type { PartnerResend, PartnerResends } from '#common/store/partner-resends.ts';

export interface ResendParkedNeeds {
  readonly deliveries: Pick<Deliveries, 'get' | 'reopen'>;
  readonly parked: ParkedDeliveries;
  readonly resends: PartnerResends;
  /** The function's own queue. */
  readonly wake: SendToQueue;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
}

/** Deliveries of one turn, and those of them at once. */
const A_TURN = 100;
const LANES = 8;

/**
 * Has everything sent again that was parked for a partner before somebody asked for it, a hundred in a turn. What is parked anew meanwhile is left. A turn that ended half-way is
 * taken again: who is sent already is parked no more, and passed over.
 */
export const resendParked =
  (needs: ResendParkedNeeds) =>
  async (tenant: string, partner: string): Promise<void> => {
    const claimed = await needs.resends.claim(tenant, partner, needs.now());
    if (claimed === undefined) return;
    const { resend, lease } = claimed;
    const page = await needs.parked.page(tenant, partner, A_TURN, resend.after);
    const resent = await inLanes(page, (one) => sendAgain(needs, resend, one), LANES);
    const looked = resend.looked + page.length;
    const done = { looked, resent: resend.resent + resent.filter(Boolean).length, after: page.at(-1)?.deliveryId };
    const isLast = page.length < A_TURN;
    const after = done.after ?? resend.after;
    const settled = await needs.resends.settle(
      lease,
      { ...done, after },
      needs.now(),
      isLast ? undefined : needs.now(),
    );
    if (settled !== 'done') return;
    if (isLast) log('partner-resent', { tenant, partner, looked, resent: done.resent });
    else await needs.wake({ tenant, resendTo: partner });
  };

/** True when it is sent again. Its bytes are those of before: the partner may have them, and knows a double. */
async function sendAgain(needs: ResendParkedNeeds, resend: PartnerResend, one: ParkedDelivery): Promise<boolean> {
  const { tenant, partner, startedAt } = resend;
  if (one.at > startedAt) return false;
  const delivery = await needs.deliveries.get(tenant, one.deliveryId);
  if (delivery?.state !== 'parked') {
    await needs.parked.forget(tenant, partner, one);
    return false;
  }
  const at = needs.now();
  const { kind, subject, deliveryId } = delivery;
  const by = { caller: resend.by, home: resend.home };
  const detail = { was: 'parked', kind, of: subject, withAllOf: partner };
  const entry = entryOf(by, at.toISOString(), 'delivery-resent', `delivery ${deliveryId}`, { detail });
  const told = auditPut(needs.registryTable, tenant, entry);
  if ((await needs.deliveries.reopen(delivery, false, at, told)) !== 'done') return false;
  await needs.wake({ tenant, deliveryId });
  return true;
}
