import { insideAt } from '#common/inside-at.ts';
import type { LotUnits } from '#common/lot-units.ts';
import { type PlanSubmissionsNeeds, planSubmissions } from '#common/plan-submissions.ts';
import { type ReportedLotNeeds, reportedLot } from '#common/reported-lot.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { regimes, regimesOf } from '#shared/regimes/registry.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { type ChangeIn, changeIn } from './change-in.ts';

export interface PlanChangesNeeds extends ReportedLotNeeds, PlanSubmissionsNeeds {
  readonly registry: ReportedLotNeeds['registry'] & { partners(tenant: string): Promise<Partner[]> };
  readonly unitEvents: UnitEvents;
  readonly lotUnits: LotUnits;
}

/**
 * Makes due what regulators want to hear of an event that made something of packs: sampled, destroyed, stolen, exported. Of a lot that is not released
 * nothing is due yet: its release tells what became of its packs before. How many reports that are.
 *
 * An event is in the ledger before it is looked here whether the lot is released, and the release is written before its planner reads the ledger: one
 * of the two sees the other.
 *
 * @param only the lot of which it is wanted; any when absent
 */
export async function planChanges(
  needs: PlanChangesNeeds,
  tenant: string,
  stored: StoredEvent,
  only?: { readonly gtin: string; readonly lot: string },
): Promise<number> {
  const change = await changeIn(() => needs.registry.partners(tenant), stored.event);
  if (change === undefined || isAtHomeEverywhere(change)) return 0;
  let planned = 0;
  for (const { gtin, lot, serials } of await insideAt(needs.unitEvents, tenant, stored)) {
    if (only !== undefined && (only.gtin !== gtin || only.lot !== lot)) continue;
    const row = await needs.lots.get(tenant, gtin, lot);
    if (row?.state !== 'released') continue;
    const { product, lot: reported } = await reportedLot(needs, tenant, { gtin, lot });
    if (regimesOf(product.markets).length === 0) continue;
    const lotUnits = (await needs.lotUnits(tenant, gtin, lot)).length;
    planned += await planSubmissions(needs, tenant, {
      kind: 'change',
      ...change,
      product,
      lot: reported,
      at: stored.event.eventTime,
      eventId: stored.eventId,
      units: serials.length,
      lotUnits,
    });
  }
  return planned;
}

/** Most shipments stay where every regulator applies: what is inside them need not be looked up. */
const isAtHomeEverywhere = ({ to }: ChangeIn) =>
  to !== undefined && regimes.every(({ countries }) => countries.includes(to));
