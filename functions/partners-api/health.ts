import { callRetrying } from '#common/channels/call-retrying.ts';
import { callNext } from '#common/channels/come-out.ts';
import { entryOf } from '#common/entry-of.ts';
import type { Endpoint } from '#common/http.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { auditPut } from '#common/store/audit.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { MasterData } from '#common/store/master-data.ts';
import type { ParkedDeliveries } from '#common/store/parked-deliveries.ts';
import { MOST_IN_HAND, type PartnerHealths } from '#common/store/partner-healths.ts';
import type { PartnerLine } from '#common/store/partner-line.ts';
import type { PartnerResends } from '#common/store/partner-resends.ts';
import type { Registry } from '#common/store/registry.ts';
import type { WaitingDeliveries } from '#common/store/waiting-deliveries.ts';
import { healthState } from '#shared/delivery/partner-health.ts';
import type { ToldHealth } from '#shared/messages/partner-health-api.ts';
import { knownPartner } from './known-partner.ts';
import { tellResend } from './resend.ts';

export interface HealthNeeds {
  readonly master: Pick<MasterData, 'get'>;
  readonly registry: Pick<Registry, 'partner'>;
  readonly healths: Pick<PartnerHealths, 'get' | 'tryNow'>;
  readonly line: PartnerLine;
  readonly waiting: WaitingDeliveries;
  readonly parked: Pick<ParkedDeliveries, 'count'>;
  readonly resends: Pick<PartnerResends, 'get'>;
  readonly deliveries: Pick<Deliveries, 'get'>;
  /** The partner queue. */
  readonly wake: SendToQueue;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
}

const noStore = { 'cache-control': 'no-store' };

/** How a partner answers of late, since when and why, and what waits for it. */
export const showHealth =
  (needs: HealthNeeds): Endpoint =>
  async (request) => {
    const partner = await knownPartner(needs, request);
    return { status: 200, body: await tell(needs, request.tenant, partner), headers: noStore };
  };

/**
 * Has a partner tried now, with the delivery that waits longest: at its door, or else for its own next try. Of one that is not spared all may go at once that were tried in vain,
 * as many as may be in hand. Where nothing waits it answers how the partner is.
 */
export const tryPartner =
  (needs: HealthNeeds): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const partner = await knownPartner(needs, request);
    const at = needs.now();
    const entry = entryOf(request, at.toISOString(), 'partner-tried', `partner ${partner}`);
    const told = auditPut(needs.registryTable, tenant, entry);
    if ((await needs.healths.tryNow(tenant, partner, at, told)) === 'done') await callFirst(needs, tenant, partner);
    else await callRetrying(needs, { tenant, partner, count: MOST_IN_HAND, told });
    return { status: 202, body: await tell(needs, tenant, partner), headers: noStore };
  };

/** One of them: what the partner answers calls all others. */
async function callFirst(needs: HealthNeeds, tenant: string, partner: string): Promise<void> {
  const inForce = await needs.registry.partner(tenant, partner);
  if (inForce === undefined) return;
  const found = await callNext(needs, tenant, inForce, { count: 1, at: needs.now() });
  if (found === 0) await callRetrying(needs, { tenant, partner, count: 1 });
}

async function tell(needs: HealthNeeds, tenant: string, partner: string): Promise<ToldHealth> {
  const now = needs.now().getTime();
  const [health, waiting, retrying, parked, resend] = await Promise.all([
    needs.healths.get(tenant, partner),
    needs.line.count(tenant, partner),
    needs.waiting.retrying(tenant, partner),
    needs.parked.count(tenant, partner),
    needs.resends.get(tenant, partner),
  ]);
  const { failures, since, why, spared, slots } = health;
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    partner,
    state: healthState(health, now),
    failures,
    ...(since !== undefined && { since: iso(since) }),
    ...(why !== undefined && { why }),
    ...(spared && { spared: { from: iso(spared.from), until: iso(spared.until) } }),
    inHand: slots.filter((end) => end > now).length,
    waiting,
    retrying: retrying.length,
    parked,
    ...(resend && { resend: tellResend(resend) }),
  };
}
