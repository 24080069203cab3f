import { log } from '#common/log.ts';
import type { LotUnits } from '#common/lot-units.ts';
import { orRefuse } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { NewDelivery } from '#common/store/delivery-row.ts';
import type { Lot, Lots } from '#common/store/lots.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Releases } from '#common/store/releases.ts';
import { refuse } from '#shared/refusal.ts';
import type { BusinessAct, Regime } from '#shared/regimes/regime.ts';
import { regimesOf } from '#shared/regimes/registry.ts';
import { deliveryId } from './delivery-id.ts';

export interface PlanReleaseNeeds {
  readonly registry: Pick<Registry, 'product' | 'productVersion'>;
  readonly lots: Pick<Lots, 'get'>;
  readonly lotUnits: LotUnits;
  readonly releases: Releases;
  readonly deliveries: Pick<Deliveries, 'plan'>;
  readonly wakeRegulator: SendToQueue;
  readonly now: () => Date;
  readonly pause: () => Promise<void>;
}

/** How often one run looks whether the ledger has all units of the line's report: each look reads the whole lot. */
const LOOKS = 2;

/** Makes the reports due that the regulators of the product's markets want of a released lot. */
export const planRelease =
  (needs: PlanReleaseNeeds) =>
  async ({ tenant, release: { gtin, lot } }: { tenant: string; release: { gtin: string; lot: string } }) => {
    const released = orRefuse(
      (await needs.lots.get(tenant, gtin, lot)) ?? refuse('not-found', `no lot ${lot} of ${gtin} of ${tenant}`),
    );
    // The markets of the version that the lot was ordered with: what is true of the product now may be for later lots.
    const { productVersion } = released;
    const found =
      productVersion === undefined
        ? await needs.registry.product(tenant, gtin)
        : await needs.registry.productVersion(tenant, gtin, productVersion);
    const product = orRefuse(found ?? refuse('not-found', `no product ${gtin} of ${tenant}`));
    const regimes = regimesOf(product.markets);
    const units = regimes.length > 0 ? await unitsOf(needs, tenant, released) : 0;
    const act: BusinessAct = { kind: 'release', product, lot: { lot, expiry: released.expiry }, units };
    const planned = regimes.flatMap((regime) => submissionsOf(tenant, regime, act));
    for (const submission of planned) await needs.deliveries.plan(submission, needs.now());
    // What waits for another submission is woken by it.
    for (const { deliveryId, after } of planned)
      if (after === undefined) await needs.wakeRegulator({ tenant, deliveryId });
    await needs.releases.markPlanned(tenant, gtin, lot, needs.now());
    log('planned', { tenant, gtin, lot, units, submissions: planned.length });
  };

/**
 * How many units were ever commissioned in the lot. The line's report may overtake its last events: reporting waits for them, because a
 * pack that the regulator does not know cannot be dispensed. What does not come at once is waited for outside: the release stays due, and
 * the planner is woken for it again.
 */
async function unitsOf({ lotUnits, pause }: PlanReleaseNeeds, tenant: string, { gtin, lot, report }: Lot) {
  for (let look = 1; ; look++) {
    const units = await lotUnits(tenant, gtin, lot, report?.closedAt);
    const atClose = units.filter(({ existed }) => existed).length;
    if (report === undefined || atClose >= report.commissioned) return units.length;
    if (look === LOOKS)
      throw new Error(`lot ${lot}: the ledger has ${atClose} units, the line reported ${report.commissioned}`);
    await pause();
  }
}

function submissionsOf(tenant: string, regime: Regime, act: BusinessAct): NewDelivery[] {
  const reports = regime.dueReports(act);
  const idOf = (key: string) => deliveryId('regulator', tenant, regime.market, key);
  return reports.map((report) => ({
    tenant,
    deliveryId: idOf(report.key),
    kind: 'submission',
    market: regime.market,
    subject: { gtin: act.product.gtin, lot: act.lot.lot },
    report,
    ...(report.after && { after: idOf(report.after) }),
    before: reports.filter(({ after }) => after === report.key).map(({ key }) => idOf(key)),
  }));
}
