import { log } from '#common/log.ts';
import type { LotHistory } from '#common/lot-units.ts';
import { planSubmissions } from '#common/plan-submissions.ts';
import { reportedLot } from '#common/reported-lot.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Lot } from '#common/store/lots.ts';
import type { Recalls } from '#common/store/recalls.ts';
import type { Releases } from '#common/store/releases.ts';
import { regimesOf } from '#shared/regimes/registry.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { type PlanChangesNeeds, planChanges } from './plan-changes.ts';
import { planLotRecall } from './plan-recall.ts';

export interface PlanReleaseNeeds extends PlanChangesNeeds {
  readonly lotHistory: LotHistory;
  readonly releases: Pick<Releases, 'markPlanned'>;
  readonly recalls: Pick<Recalls, 'activeOf'>;
  readonly wakeRegulator: SendToQueue;
  readonly pause: () => Promise<void>;
}

/** How often one run looks whether the ledger has all units of the line's report: each look reads the whole lot. */
const LOOKS = 2;

/** Makes the reports due that the regulators of the product's markets want of a released lot. */
export const planRelease =
  (needs: PlanReleaseNeeds) =>
  async ({ tenant, release: { gtin, lot } }: { tenant: string; release: { gtin: string; lot: string } }) => {
    const { product, lot: reported, row } = await reportedLot(needs, tenant, { gtin, lot });
    const isReported = regimesOf(product.markets).length > 0;
    const { units, events } = isReported ? await historyOf(needs, tenant, row) : { units: [], events: [] };
    const at = row.releasedAt ?? needs.now().toISOString();
    const release = { kind: 'release', product, lot: reported, units: units.length, at } as const;
    let submissions = await planSubmissions(needs, tenant, release);
    // What became of packs before the release is told after it: before, the regulator knew none of them. Of those that were no more by then it is told nothing.
    const known = { ...needs, lotUnits: async () => [...units] };
    for (const stored of effectiveEvents(events))
      if (!isEnd(stored) || stored.event.eventTime > at)
        submissions += await planChanges(known, tenant, stored, { gtin, lot });
    for (const recall of await needs.recalls.activeOf(tenant, gtin))
      if (recall.of.kind === 'lot' && recall.of.lot === lot) submissions += await planLotRecall(known, tenant, recall);
    await needs.releases.markPlanned(tenant, gtin, lot, needs.now());
    log('planned', { tenant, gtin, lot, units: units.length, submissions });
  };

const isEnd = ({ event }: StoredEvent) => event.type === 'ObjectEvent' && event.action === 'DELETE';

/**
 * The units that were ever commissioned in the lot, and their events. The line's report may overtake its last events: reporting waits for them, because a
 * pack that the regulator does not know cannot be dispensed. What does not come at once is waited for outside: the release stays due, and
 * the planner is woken for it again.
 */
async function historyOf({ lotHistory, pause }: PlanReleaseNeeds, tenant: string, { gtin, lot, report }: Lot) {
  for (let look = 1; ; look++) {
    const history = await lotHistory(tenant, gtin, lot, report?.closedAt);
    const atClose = history.units.filter(({ existed }) => existed).length;
    if (report === undefined || atClose >= report.commissioned) return history;
    if (look === LOOKS)
      throw new Error(`lot ${lot}: the ledger has ${atClose} units, the line reported ${report.commissioned}`);
    await pause();
  }
}
