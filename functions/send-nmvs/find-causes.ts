import { Refused } from '#common/refused.ts';
import { inLanes } from '#common/store/batches.ts';
import type { NmvsAlerts } from '#common/store/nmvs-alerts.ts';
import type { NmvsPendingAlerts } from '#common/store/nmvs-pending.ts';
import type { NmvsAlert } from '#shared/regimes/eu/nmvs/alert.ts';
import { notYet, type ProbableCause, probableCause } from '#shared/regimes/eu/nmvs/probable-cause.ts';
import { type FactNeeds, knownFacts } from './known-facts.ts';

export interface CauseNeeds extends FactNeeds {
  readonly alerts: Pick<NmvsAlerts, 'some' | 'explain'>;
  readonly pending: Pick<NmvsPendingAlerts, 'next' | 'done'>;
}

/**
 * Looks into a country's alerts that are stored and have no cause yet, a hundred at a time: the oldest and the latest in turn, so that what was raised a moment
 * ago does not wait behind a storm. What was found is written before the next are taken, so a run that is cut off costs what it had in hand.
 *
 * @returns true when some are left
 */
export async function findCauses(
  needs: CauseNeeds,
  { tenant, country }: { readonly tenant: string; readonly country: string },
  isEnough: () => boolean,
): Promise<boolean> {
  for (let latest = false; ; latest = !latest) {
    const some = await needs.pending.next(tenant, country, latest);
    if (some === undefined) return false;
    if (isEnough()) return true;
    const alerts = await needs.alerts.some(tenant, some.alertIds);
    const open = alerts.filter(({ probable }) => probable.cause === notYet.cause);
    const causes = await causesOf(needs, tenant, open);
    const explained = open.map(({ alertId }, n) => ({ alertId, probable: causes[n] ?? notYet }));
    await needs.alerts.explain(tenant, explained);
    await needs.pending.done(tenant, country, some);
  }
}

/** Of each alert, in their order. One that cannot be looked into is looked into by itself, and says so. */
async function causesOf(needs: CauseNeeds, tenant: string, alerts: readonly NmvsAlert[]): Promise<ProbableCause[]> {
  try {
    const facts = await knownFacts(needs, tenant, alerts);
    return alerts.map((alert, n) => probableCause(alert, facts[n] ?? { ownProduct: false }));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (alerts.length > 1) return (await inLanes(alerts, (alert) => causesOf(needs, tenant, [alert]))).flat();
    const detail = `what is known of it cannot be read: ${error.refusal.detail}`;
    return [{ cause: 'unknown', detail, remedy: 'treat the pack as suspected, and look into it by hand' }];
  }
}
