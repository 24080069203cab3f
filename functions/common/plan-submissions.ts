import type { BusinessAct } from '#shared/regimes/business-act.ts';
import type { Regime } from '#shared/regimes/regime.ts';
import { regimesOf } from '#shared/regimes/registry.ts';
import { deliveryId } from './delivery-id.ts';
import type { SendToQueue } from './send/queue.ts';
import type { Deliveries } from './store/deliveries.ts';
import type { NewDelivery } from './store/delivery-row.ts';

export interface PlanSubmissionsNeeds {
  readonly deliveries: Pick<Deliveries, 'plan'>;
  /** Absent where `sweep` is soon enough. */
  readonly wakeRegulator?: SendToQueue;
  readonly now: () => Date;
}

/** Makes everything due that the regulators of the product's markets want to hear of an act; planned twice, it is planned once. How many reports that are. */
export async function planSubmissions(
  needs: PlanSubmissionsNeeds,
  tenant: string,
  act: BusinessAct,
  members?: Members,
): Promise<number> {
  const planned = regimesOf('product' in act ? act.product.markets : act.markets).flatMap((regime) =>
    submissionsOf(tenant, regime, act, members),
  );
  for (const submission of planned) await needs.deliveries.plan(submission, needs.now());
  // What waits for another submission of the act is woken by it; what waits for those of an earlier act looks for itself.
  const first = planned.filter(
    ({ after = [] }) => !after.some((id) => planned.some((other) => other.deliveryId === id)),
  );
  for (const { deliveryId } of first) await needs.wakeRegulator?.({ tenant, deliveryId });
  return planned.length;
}

/** The list of the packs that an act is told of: its key, and the place of its first. */
export interface Members {
  readonly key: string;
  readonly first: number;
}

/** The rows of what a regime wants to hear of an act. */
export function submissionsOf(tenant: string, regime: Regime, act: BusinessAct, members?: Members): NewDelivery[] {
  const reports = regime.dueReports(act);
  const idOf = (key: string) => deliveryId('regulator', tenant, regime.market, key);
  const eventIds = 'eventId' in act ? [act.eventId] : undefined;
  return reports.map(({ held, ...report }) => ({
    tenant,
    deliveryId: idOf(report.key),
    kind: 'submission',
    market: regime.market,
    subject: {
      ...('product' in act && { gtin: act.product.gtin }),
      ...('lot' in act && { lot: act.lot.lot }),
      ...(eventIds && { eventIds }),
    },
    report: { ...report, at: act.at, ...(report.units && members && { members: listOf(members) }) },
    ...(report.after && { after: report.after.map(idOf) }),
    before: reports.filter(({ after = [] }) => after.includes(report.key)).map(({ key }) => idOf(key)),
    ...(report.deadline !== undefined && { deadline: report.deadline }),
    ...(held !== undefined && { held: { by: 'seriate', at: act.at, reason: held } }),
  }));
}

const listOf = ({ key, first }: Members) => ({ key, first });
