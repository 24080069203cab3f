import { sha256 } from '#common/sha256.ts';
import { chunksOf, inLanes } from '#common/store/batches.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { AlertRow } from '#common/store/nmvs-alert-row.ts';
import type { NmvsAlerts } from '#common/store/nmvs-alerts.ts';
import type { NmvsPendingAlerts } from '#common/store/nmvs-pending.ts';
import type { NmvsAlert } from '#shared/regimes/eu/nmvs/alert.ts';
import type { IllegibleAlert } from '#shared/regimes/eu/nmvs/alert-wire.ts';
import { notYet } from '#shared/regimes/eu/nmvs/probable-cause.ts';

export interface StoreNeeds {
  readonly alerts: Pick<NmvsAlerts, 'add'>;
  readonly pending: Pick<NmvsPendingAlerts, 'put'>;
  readonly evidence: Pick<EvidenceStore, 'put'>;
  readonly now: () => Date;
}

/** Alerts that are looked into together. */
const TOGETHER = 100;
/** Characters of an illegible alert that its row tells; the whole is in its page. */
const MOST_TOLD = 4_000;

/**
 * Stores a page of alerts as it was told, and notes that they are to be looked into. What is there already stays as it is. Alerts that cannot be read are set
 * before people, with the bytes of their page.
 *
 * @returns how many were new
 */
export async function storeAlerts(
  needs: StoreNeeds,
  { tenant, country }: { readonly tenant: string; readonly country: string },
  told: readonly (NmvsAlert | IllegibleAlert)[],
  page: Uint8Array,
): Promise<number> {
  const at = needs.now().toISOString();
  const pageKey = `${tenant}/evidence/nmvs-alerts-${country}/${sha256(Buffer.from(page).toString('latin1'))}`;
  const rows = told.map((one) => ('why' in one ? illegible(one, country, pageKey, at) : legible(one, at)));
  const fresh = await needs.alerts.add(tenant, rows, async (some) => {
    if (some.some((row) => row.pageKey !== undefined)) await needs.evidence.put(pageKey, page);
    const ids = some.filter(({ probable }) => probable.cause === notYet.cause).map(({ alertId }) => alertId);
    await inLanes(chunksOf(ids, TOGETHER), (together) => needs.pending.put(tenant, country, at, together));
  });
  return fresh.length;
}

const legible = (alert: NmvsAlert, at: string): AlertRow => ({
  ...alert,
  ...asNew(at, `raised at ${alert.raisedAt}`),
  probable: notYet,
});

function illegible({ told, why }: IllegibleAlert, country: string, pageKey: string, at: string): AlertRow {
  const alertId = `illegible-${country}-${sha256(told).slice(0, 32)}`;
  const remedy = 'read it, look it up in the national organisation’s system, and have its source mended';
  const probable = { cause: 'unknown' as const, detail: `the alert cannot be read: ${why}`, remedy };
  const named = { alertId, code: 'illegible', country, raisedAt: at, productCode: '' };
  return { ...named, ...asNew(at, 'it could not be read'), told: told.slice(0, MOST_TOLD), pageKey, probable };
}

const asNew = (at: string, reason: string) => ({
  fetchedAt: at,
  state: 'new' as const,
  version: 1,
  history: [{ at, by: 'nmvs', state: 'new' as const, reason }],
});
