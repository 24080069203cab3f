import type { BusinessAct, Movement, Packing, Repacking } from '#shared/regimes/business-act.ts';
import { type Planned, plannedOf } from '#shared/regimes/planned.ts';
import type { Report } from '#shared/regimes/regime.ts';
import { deliveryId } from './delivery-id.ts';
import { waitsForFacts } from './missing-facts.ts';
import type { SendToQueue } from './send/queue.ts';
import type { Deliveries } from './store/deliveries.ts';
import type { NewDelivery } from './store/delivery-row.ts';
import type { LotName } from './store/lot-fates.ts';

export interface PlanSubmissionsNeeds {
  readonly deliveries: Pick<Deliveries, 'plan' | 'amend'>;
  /** Absent where `sweep` is soon enough. */
  readonly wakeRegulator?: SendToQueue;
  /** Those of this installation when absent. */
  readonly regimes?: readonly Planned[];
  readonly now: () => Date;
}

/** Makes everything due that the regulators of the product's markets want to hear of an act; planned twice, it is planned once. How many reports that are. */
export async function planSubmissions(
  needs: PlanSubmissionsNeeds,
  tenant: string,
  act: BusinessAct,
  members?: Members,
): Promise<number> {
  const regimes = plannedOf('product' in act ? act.product.markets : act.markets, needs.regimes);
  return planFor(needs, tenant, regimes, act, members);
}

/** The same for some regimes alone. */
export async function planFor(
  needs: PlanSubmissionsNeeds,
  tenant: string,
  regimes: readonly Planned[],
  act: BusinessAct,
  members?: Members,
): Promise<number> {
  const planned = regimes.flatMap((regime) => submissionsOf(tenant, regime, act, members));
  for (const submission of planned) {
    const isNew = !members?.isPlanned && (await needs.deliveries.plan(submission, needs.now())) === 'planned';
    // What is known of goods grows while their report is not sent.
    if (!isNew && isOfMoved(act)) await needs.deliveries.amend(submission, needs.now());
  }
  if (members?.isPlanned) return planned.length;
  // What waits for another submission of the act is woken by it; what waits for those of an earlier act looks for itself.
  const first = planned.filter(
    ({ after = [] }) => !after.some((id) => planned.some((other) => other.deliveryId === id)),
  );
  for (const { deliveryId } of first) await needs.wakeRegulator?.({ tenant, deliveryId });
  return planned.length;
}

/** The list of the packs or things that an act is told of: its key, and the place of its first. */
export interface Members {
  readonly key: string;
  readonly first: number;
  /** Its reports were written before: none is made. */
  readonly isPlanned?: boolean | undefined;
  /** Lots that have to be known before it is told of them. */
  readonly lots?: readonly LotName[];
  /** Ids of what was planned before and has to be known first, for the report of a market that is of some of them. */
  readonly after?: (market: string, units: Stretch) => readonly string[];
}

interface Stretch {
  readonly first: number;
  readonly count: number;
}
const NONE: Stretch = { first: 0, count: 0 };

/** The rows of what a regime wants to hear of an act. */
export function submissionsOf(tenant: string, regime: Planned, act: BusinessAct, members?: Members): NewDelivery[] {
  const reports = regime.dueReports(act);
  const idOf = (key: string) => deliveryId('regulator', tenant, regime.market, key);
  const eventIds = 'eventId' in act ? [act.eventId] : undefined;
  return reports.map(({ held, wants = [], ...report }) => ({
    tenant,
    deliveryId: idOf(report.key),
    kind: 'submission',
    market: regime.market,
    subject: {
      ...('product' in act && { gtin: act.product.gtin }),
      ...('lot' in act && { lot: act.lot.lot }),
      ...(eventIds && { eventIds }),
    },
    report: { ...report, at: act.at, ...restOf(act, wants, report.units && members) },
    ...afterOf(report, idOf, members?.after?.(regime.market, report.units ?? NONE)),
    before: reports.filter(({ after = [] }) => after.includes(report.key)).map(({ key }) => idOf(key)),
    ...(report.deadline !== undefined && { deadline: report.deadline }),
    ...heldBy(act.at, held ?? (wants.length > 0 ? waitsForFacts(wants) : undefined)),
  }));
}

function afterOf({ after }: Pick<Report, 'after'>, idOf: (key: string) => string, before: readonly string[] = []) {
  const own = after?.map(idOf) ?? [];
  return after === undefined && before.length === 0 ? {} : { after: [...own, ...before] };
}

/** Whom a person has to let go for another reason is let go by that person; what it wants is asked for again before it is sent. */
const heldBy = (at: string, reason: string | undefined) =>
  reason === undefined ? {} : { held: { by: 'seriate', at, reason } };

/** What the row has beyond the report. */
const restOf = (act: BusinessAct, wants: readonly string[], members: Members | undefined) => ({
  ...(wants.length > 0 && { wants: [...wants] }),
  ...(members && { members: { key: members.key, first: members.first } }),
  ...(members?.lots && { lots: members.lots.map(({ gtin, lot }) => ({ gtin, lot })) }),
  ...(act.kind === 'repacking' && { container: act.container }),
  ...(isOfGoods(act) && { tells: act.kind, ...('undo' in act && act.undo && { undo: true }) }),
});

const isOfMoved = ({ kind }: BusinessAct) =>
  kind === 'repacking' || kind === 'shipment' || kind === 'receipt' || kind === 'transfer';

const isOfGoods = (act: BusinessAct): act is Packing | Repacking | Movement =>
  act.kind === 'packing' ||
  act.kind === 'repacking' ||
  act.kind === 'shipment' ||
  act.kind === 'receipt' ||
  act.kind === 'transfer';
