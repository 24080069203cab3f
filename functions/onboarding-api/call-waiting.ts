import { type CallNeeds, callNext } from '#common/channels/come-out.ts';
import { log } from '#common/log.ts';
import type { ActNeeds } from '#common/onboarding/take-act.ts';
import { MOST_IN_HAND } from '#common/store/partner-healths.ts';
import type { Registry } from '#common/store/registry.ts';

export interface ResumeNeeds extends ActNeeds, CallNeeds {
  readonly registry: Pick<Registry, 'partner'>;
}

/** Calls the first that wait for a partner; each that is done calls the next. They look by themselves after a while, so a call that fails costs time only. */
export async function callWaiting(needs: ResumeNeeds, tenant: string, id: string): Promise<void> {
  try {
    const partner = await needs.registry.partner(tenant, id);
    if (partner !== undefined) await callNext(needs, tenant, partner, { count: MOST_IN_HAND, at: needs.now() });
  } catch (error) {
    log('message-failed', { tenant, partner: id, error: String(error) });
  }
}
