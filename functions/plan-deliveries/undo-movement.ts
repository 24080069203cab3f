import { isReceipt, isShipment } from '#common/is-shipment.ts';
import { type Ends, movementIn } from '#common/movement-in.ts';
import { submissionsOf } from '#common/plan-submissions.ts';
import { type Delivery, isOfMovement } from '#common/store/delivery-row.ts';
import { MOVED, MOVED_BACK } from '#common/store/told-packs.ts';
import { membersOf } from '#common/told-members.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { plannedFor } from '#shared/regimes/planned.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

import type { PlanUndoNeeds } from './plan-undo.ts';
import { setAside } from './set-aside.ts';
import { takeBackOf } from './take-back.ts';
import { serialsIn, tellOnce } from './tell-once.ts';
import { namedIn, voidedShipments } from './voided-shipments.ts';
import { whoWants } from './who-wants.ts';

/** That something did not move after all. */
interface Said {
  /** When that was said, ISO 8601. */
  readonly at: string;
  /** Of the things that were told of these alone, canonical; all when absent. */
  readonly things?: ReadonlySet<string>;
  readonly why: string;
}

/** Takes back what regulators were told of goods that an error declaration says did not move; see `planUndo`. How many reports that are. */
export async function planMovementUndo(
  needs: PlanUndoNeeds,
  tenant: string,
  declaration: StoredEvent,
): Promise<number> {
  const { errorDeclaration } = declaration.event;
  if (errorDeclaration === undefined || !(isShipment(declaration) || isReceipt(declaration))) return 0;
  const at = new Date(errorDeclaration.declarationTime).toISOString();
  return undo(needs, tenant, declaration, {
    at,
    why: 'the event that it tells of was declared an error before it was taken in',
  });
}

/**
 * Takes back what was told of shipments of things that a voiding event says did not leave, of each the one that it left with last. What was told as a part of
 * something larger is not taken back: no regulator knows what is left of that then. How many reports that are.
 */
export async function planMovementVoid(needs: PlanUndoNeeds, tenant: string, voiding: StoredEvent): Promise<number> {
  if ((await whoWants(needs, tenant, 'movements')).length === 0) return 0;
  let planned = 0;
  for (const shipment of await voidedShipments(needs.unitEvents, tenant, voiding))
    planned += await undo(needs, tenant, shipment, voidBy(voiding));
  return planned;
}

const voidBy = (voiding: StoredEvent): Said => ({
  at: new Date(voiding.event.eventTime).toISOString(),
  things: namedIn(voiding),
  why: 'the shipment that it tells of was voided before it was taken in',
});

/** The same of a shipment that is planned after it was voided. */
export async function planMovementVoidsOf(
  needs: PlanUndoNeeds,
  tenant: string,
  shipment: StoredEvent,
): Promise<number> {
  if (!isShipment(shipment)) return 0;
  let planned = 0;
  const events = await needs.unitEvents(tenant, [...namedIn(shipment)], { roles: ['epc'] });
  for (const voiding of effectiveEvents(events).filter((one) => mayVoid(one, shipment)))
    planned += await planMovementVoid(needs, tenant, voiding);
  return planned;
}

const mayVoid = ({ event }: StoredEvent, shipment: StoredEvent) =>
  event.type === 'ObjectEvent' &&
  event.bizStep === 'void_shipping' &&
  instantOf(event.eventTime) >= instantOf(shipment.event.eventTime);

/** A report that has to be taken back, of some of its things. */
interface Back {
  readonly told: Delivery;
  readonly things: readonly string[];
}

async function undo(needs: PlanUndoNeeds, tenant: string, stored: StoredEvent, said: Said): Promise<number> {
  const rows = (await needs.deliveries.ofEvent(tenant, stored.eventId)).filter(isTold);
  const back: Back[] = [];
  for (const row of rows) {
    const all = await thingsOf(needs, row);
    const things = all.filter((epc) => said.things?.has(epc) ?? true);
    if (things.length === 0) continue;
    const told = await takeBackOf(needs, row, things.length === all.length, said.why);
    if (told !== undefined) back.push({ told, things });
  }
  if (back.length === 0) return 0;
  let planned = 0;
  for (const [market = '', some] of Map.groupBy(back, ({ told }) => told.market)) {
    const ends = await endsOf(needs, tenant, stored, market);
    if (ends === undefined || 'unknown' in ends) {
      await setAside(
        needs,
        tenant,
        stored,
        'it has to be taken back, and it is not known any more between whom it was',
      );
      return planned;
    }
    planned += await planBack(needs, tenant, { stored, ends, said, market, back: some });
  }
  return planned;
}

/** Between whom it was when a regulator was told. */
async function endsOf(needs: PlanUndoNeeds, tenant: string, { eventId, event }: StoredEvent, market: string) {
  const [told] = await needs.told.of(tenant, { eventId, market }, MOVED);
  return told?.ends ?? movementIn(needs, tenant, event);
}

/** A report that corrects another tells the same. */
const isTold = (row: Delivery) => isOfMovement(row) && !row.report?.undo && row.corrects === undefined;

async function thingsOf({ evidence }: PlanUndoNeeds, { report }: Delivery): Promise<string[]> {
  const { members, units } = report ?? {};
  if (members === undefined || units === undefined) return [];
  return membersOf(evidence, members.key, units.first - members.first, units.count);
}

interface Counters {
  readonly stored: StoredEvent;
  readonly ends: Ends;
  readonly said: Said;
  readonly market: string;
  readonly back: readonly Back[];
}

/** As the reports knew them when they were planned. */
const gtinsOf = (back: readonly Back[]) =>
  [...new Set(back.flatMap(({ told }) => (told.report?.lots ?? []).map(({ gtin }) => gtin)))].toSorted();

/** Each thing is taken back once, whoever says how often that it did not move. */
async function planBack(needs: PlanUndoNeeds, tenant: string, { stored, ends, said, market, back }: Counters) {
  const regime = plannedFor(market, needs.regimes);
  if (regime === undefined) return 0;
  const { eventId, event } = stored;
  const when = { at: said.at, changedAt: event.eventTime, undo: true };
  const act = { ...ends, ...when, markets: regime.countries, gtins: gtinsOf(back), eventId };
  const things = back.flatMap((one) => one.things);
  let planned = 0;
  for (const list of await tellOnce(needs, tenant, { eventId, market }, MOVED_BACK, things)) {
    const among = new Set(await serialsIn(needs, list));
    const after = back.filter((one) => one.things.some((epc) => among.has(epc))).map(({ told }) => told.deliveryId);
    if (after.length === 0) continue; // of things that were taken back before
    for (const counter of submissionsOf(tenant, regime, { ...act, first: list.first, units: list.count }, list)) {
      await needs.deliveries.plan({ ...counter, after }, needs.now());
      await needs.wakeRegulator?.({ tenant, deliveryId: counter.deliveryId });
      planned++;
    }
  }
  return planned;
}
