import { submissionsOf } from '#common/plan-submissions.ts';
import { reportedLot } from '#common/reported-lot.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { Undo } from '#shared/regimes/business-act.ts';
import { plannedFor } from '#shared/regimes/planned.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { PlanChangesNeeds } from './plan-changes.ts';
import { takeBack } from './take-back.ts';

export interface PlanUndoNeeds extends PlanChangesNeeds {
  readonly deliveries: Pick<Deliveries, 'plan' | 'amend' | 'get' | 'drop' | 'ofEvent' | 'ofLot'>;
  readonly ledger: Pick<Ledger, 'eventsById'>;
}

const untold = 'the event that it tells of was declared an error before it was taken in';

/**
 * Takes back what regulators were told of an event that an error declaration says did not happen: what was not sent yet is dropped; of what may have
 * arrived, a report is planned that undoes it, which its market holds back for a person where the rules forbid that. How many reports that are.
 *
 * The reports are found by the event, and name the packs that they named: where packs went and what was in what may be known otherwise by now. What was never
 * planned is not sought: whoever plans it later finds the declaration, and its sender looks once more before it writes.
 */
export async function planUndo(needs: PlanUndoNeeds, tenant: string, declaration: StoredEvent): Promise<number> {
  const { event, eventId } = declaration;
  if (event.errorDeclaration === undefined) return 0;
  const at = new Date(event.errorDeclaration.declarationTime).toISOString();
  let planned = 0;
  for (const { deliveryId } of changesAmong(await needs.deliveries.ofEvent(tenant, eventId))) {
    const told = await takeBack(needs, tenant, deliveryId, untold);
    if (told !== undefined) planned += await planCounter(needs, told, { eventId, at });
  }
  return planned;
}

/** Reports of what became of packs. One that corrects another tells the same. */
export const changesAmong = (rows: readonly Delivery[]): Delivery[] =>
  rows.filter(({ report, corrects }) => report?.change !== undefined && !report.undo && corrects === undefined);

async function planCounter(needs: PlanUndoNeeds, told: Delivery, { eventId, at }: Pick<Undo, 'eventId' | 'at'>) {
  const { tenant, deliveryId, report, market = '', subject } = told;
  const regime = plannedFor(market, needs.regimes);
  if (regime === undefined || report?.change === undefined || report.units === undefined) return 0;
  const { product, lot } = await reportedLot(needs, tenant, { gtin: subject.gtin ?? '', lot: subject.lot ?? '' });
  // A person may have said what became of the packs where the event did not: the report has it.
  const { change, at: changedAt, units } = report;
  const of = { product, lot, eventId, lotUnits: 0, first: units.first, units: units.count };
  const act: Undo = { kind: 'undo', ...of, change, changedAt, at };
  const counter = submissionsOf(tenant, regime, act, report.members).find(({ after }) => after?.includes(deliveryId));
  if (counter === undefined) return 0;
  await needs.deliveries.plan(counter, needs.now());
  await needs.wakeRegulator?.({ tenant, deliveryId: counter.deliveryId });
  return 1;
}
