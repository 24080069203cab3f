import { log } from '#common/log.ts';
import type { LotUnits } from '#common/lot-units.ts';
import { type PlanSubmissionsNeeds, planSubmissions } from '#common/plan-submissions.ts';
import { type ReportedLotNeeds, reportedLot } from '#common/reported-lot.ts';
import type { Recalls } from '#common/store/recalls.ts';
import type { Releases } from '#common/store/releases.ts';
import type { Recall } from '#shared/messages/recalls-api.ts';
import { plannedOf } from '#shared/regimes/planned.ts';

export interface PlanRecallNeeds extends ReportedLotNeeds, PlanSubmissionsNeeds {
  readonly recalls: Pick<Recalls, 'get'>;
  readonly releases: Pick<Releases, 'markRecallPlanned'>;
  readonly lotUnits: Pick<LotUnits, 'count'>;
}

/** Makes due what regulators want to hear of a recall. */
export const planRecall =
  (needs: PlanRecallNeeds) =>
  async ({ tenant, recallId }: { tenant: string; recallId: string }): Promise<void> => {
    const recall = await needs.recalls.get(tenant, recallId);
    if (recall === undefined) return;
    const submissions = await planLotRecall(needs, tenant, recall);
    await needs.releases.markRecallPlanned(tenant, recallId, needs.now());
    log('planned', { tenant, recall: recallId, submissions });
  };

/**
 * How many reports are due of a recall of a whole lot that regulators know. A recall of some packs is none to them, and one that is lifted cannot be taken
 * back where recalls are final. Of a lot that is not released nobody is told yet: its release tells it.
 */
export async function planLotRecall(
  needs: Omit<PlanRecallNeeds, 'recalls' | 'releases'>,
  tenant: string,
  { recall, gtin, of, signature, lifted }: Recall,
): Promise<number> {
  if (of.kind !== 'lot' || lifted !== undefined) return 0;
  const found = await needs.lots.get(tenant, gtin, of.lot);
  if (found?.state !== 'released') return 0;
  const { product, lot } = await reportedLot(needs, tenant, { gtin, lot: of.lot });
  if (plannedOf(product.markets, needs.regimes).length === 0) return 0;
  const lotUnits = await needs.lotUnits.count(tenant, { gtin, lot: of.lot }, found.releasedAt);
  return planSubmissions(needs, tenant, { kind: 'recall', recall, product, lot, at: signature.at, lotUnits });
}
