import { sha256 } from '#common/sha256.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { NmvsAlerts } from '#common/store/nmvs-alerts.ts';
import type { NmvsAlert } from '#shared/regimes/eu/nmvs/alert.ts';
import type { IllegibleAlert } from '#shared/regimes/eu/nmvs/alert-wire.ts';
import { probableCause } from '#shared/regimes/eu/nmvs/probable-cause.ts';
import { type FactNeeds, knownFacts } from './known-facts.ts';

export interface KeepNeeds extends FactNeeds {
  readonly alerts: Pick<NmvsAlerts, 'add' | 'get'>;
  readonly evidence: EvidenceStore;
  readonly now: () => Date;
}

/** Characters of an illegible alert that its row tells; the whole is in its page. */
const MOST_TOLD = 4_000;

/** Stores an alert with its probable cause. One that is there already costs one look and stays as it is. */
export async function keepAlert(needs: KeepNeeds, tenant: string, alert: NmvsAlert): Promise<'added' | 'exists'> {
  if ((await needs.alerts.get(tenant, alert.alertId)) !== undefined) return 'exists';
  const probable = probableCause(alert, await knownFacts(needs, tenant, alert));
  return needs.alerts.add(tenant, { ...alert, ...asNew(needs, `raised at ${alert.raisedAt}`), probable });
}

/** Sets an alert that cannot be read before people, with the bytes of its page. The same one is set aside once. */
export async function setAside(
  needs: KeepNeeds,
  { tenant, country }: { tenant: string; country: string },
  { told, why }: IllegibleAlert,
  page: Uint8Array,
): Promise<'added' | 'exists'> {
  const alertId = `illegible-${country}-${sha256(told).slice(0, 32)}`;
  if ((await needs.alerts.get(tenant, alertId)) !== undefined) return 'exists';
  const pageKey = `${tenant}/evidence/nmvs-alerts-${country}/${sha256(Buffer.from(page).toString('latin1'))}`;
  await needs.evidence.put(pageKey, page);
  const remedy = 'read it, look it up in the national organisation’s system, and have its source mended';
  const probable = { cause: 'unknown' as const, detail: `the alert cannot be read: ${why}`, remedy };
  const fresh = asNew(needs, 'it could not be read');
  const raisedAt = fresh.fetchedAt;
  const named = { alertId, code: 'illegible', country, raisedAt, productCode: '' };
  return needs.alerts.add(tenant, { ...named, ...fresh, told: told.slice(0, MOST_TOLD), pageKey, probable });
}

function asNew({ now }: KeepNeeds, reason: string) {
  const at = now().toISOString();
  const history = [{ at, by: 'nmvs', state: 'new' as const, reason }];
  return { fetchedAt: at, state: 'new' as const, version: 1, history };
}
