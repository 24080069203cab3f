import type { LotPart } from '#common/inside-at.ts';
import { isShipment } from '#common/is-shipment.ts';
import { submissionsOf } from '#common/plan-submissions.ts';
import { reportedLot } from '#common/reported-lot.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { undoAct } from '#common/store/told-packs.ts';
import { type ActOf, toldActsOf } from '#common/told-acts.ts';
import { membersOf } from '#common/told-members.ts';
import { instantOf } from '#shared/epcis/time.ts';
import type { Undo } from '#shared/regimes/business-act.ts';
import { plannedFor } from '#shared/regimes/planned.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { changesAmong, type PlanUndoNeeds } from './plan-undo.ts';
import { takeBackOf } from './take-back.ts';
import { planLists, tellOnce } from './tell-once.ts';

const untold = 'the shipment that it tells of was voided before it was taken in';

/** A report that has to be taken back, of some of its packs. */
interface Back {
  readonly told: Delivery;
  readonly serials: readonly string[];
}

/**
 * Takes back what was told of packs of a lot that a voiding event says did not leave, named or inside what it names: each of the shipment that it left with
 * last, whatever it was in then. How many reports that are.
 */
export async function planVoidOfLot(
  needs: PlanUndoNeeds,
  tenant: string,
  voiding: StoredEvent,
  part: LotPart,
): Promise<number> {
  const last = lastShipments(await toldActsOf(needs, tenant, part, new Set(part.serials)), voiding);
  const back: Back[] = [];
  for (const eventId of new Set(last.values())) {
    const rows = changesAmong(await needs.deliveries.ofEvent(tenant, eventId));
    for (const row of rows.filter(({ subject }) => subject.gtin === part.gtin && subject.lot === part.lot)) {
      const all = await packsOf(needs, row);
      const serials = all.filter((serial) => last.get(serial) === eventId);
      if (serials.length === 0) continue;
      const told = await takeBackOf(needs, row, serials.length === all.length, untold);
      if (told !== undefined) back.push({ told, serials });
    }
  }
  let planned = 0;
  for (const [market = '', some] of Map.groupBy(back, ({ told }) => told.market))
    planned += await planCounters(needs, tenant, { voiding, part, market, back: some });
  return planned;
}

/** By serial, the shipment that a pack left with last before it is said that it did not. */
function lastShipments(acts: readonly ActOf[], { event }: StoredEvent): ReadonlyMap<string, string> {
  const last = new Map<string, string>();
  for (const { stored, serials } of acts)
    if (isShipment(stored) && instantOf(stored.event.eventTime) <= instantOf(event.eventTime))
      for (const serial of serials) last.set(serial, stored.eventId);
  return last;
}

async function packsOf({ evidence }: PlanUndoNeeds, { report }: Delivery): Promise<string[]> {
  const { members, units } = report ?? {};
  if (members === undefined || units === undefined) return [];
  return membersOf(evidence, members.key, units.first - members.first, units.count);
}

interface Counters {
  readonly voiding: StoredEvent;
  readonly part: LotPart;
  readonly market: string;
  readonly back: readonly Back[];
}

async function planCounters(needs: PlanUndoNeeds, tenant: string, { voiding, part, market, back }: Counters) {
  const regime = plannedFor(market, needs.regimes);
  const [first] = back.map(({ told }) => told.report?.at ?? '').toSorted((a, b) => Date.parse(a) - Date.parse(b));
  if (regime === undefined || first === undefined) return 0;
  const { product, lot } = await reportedLot(needs, tenant, part);
  const { eventId } = voiding;
  const times = { changedAt: first, at: new Date(voiding.event.eventTime).toISOString() };
  const undo: Omit<Undo, 'units'> = { kind: 'undo', change: 'exported', product, lot, eventId, lotUnits: 0, ...times };
  const after = back.map(({ told }) => told.deliveryId);
  const serials = back.flatMap((one) => one.serials);
  const act = undoAct(market, eventId);
  const lists = await tellOnce(needs, tenant, part, act, serials);
  return planLists(needs, tenant, { of: part, act, lists }, async (list) => {
    if (list.isPlanned) return 0;
    const counters = submissionsOf(tenant, regime, { ...undo, first: list.first, units: list.count }, list);
    for (const counter of counters) {
      await needs.deliveries.plan({ ...counter, after }, needs.now());
      await needs.wakeRegulator?.({ tenant, deliveryId: counter.deliveryId });
    }
    return counters.length;
  });
}
