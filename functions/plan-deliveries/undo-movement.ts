import { isReceipt, isShipment } from '#common/is-shipment.ts';
import { lookInside } from '#common/look-inside.ts';
import { isLate } from '#common/may-be-told.ts';
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
import { namedIn, type VoidedShipment, voidedShipments } from './voided-shipments.ts';
import { whoWants } from './who-wants.ts';

/** That something did not move after all. */
interface Said {
  /** When that was said, ISO 8601. */
  readonly at: string;
  /** Of the things that were told of these alone; all when absent. */
  readonly only?: Omit<VoidedShipment, 'stored'>;
  /** The event that says it. */
  readonly by: StoredEvent;
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
    by: declaration,
    why: 'the event that it tells of was declared an error before it was taken in',
  });
}

/**
 * Takes back what was told of shipments of things that a voiding event says did not leave, of each the one that it left with last. Of what left inside something
 * that was told of, those are told that hear of parts of it (`voidsInside`); for the others a person has to see to it. How many reports that are.
 */
export async function planMovementVoid(needs: PlanUndoNeeds, tenant: string, voiding: StoredEvent): Promise<number> {
  if ((await whoWants(needs, tenant, 'movements')).length === 0) return 0;
  let planned = 0;
  for (const { stored, ...only } of await voidedShipments(needs.unitEvents, tenant, voiding))
    planned += await undo(needs, tenant, stored, voidBy(voiding, only));
  return planned;
}

const voidBy = (voiding: StoredEvent, only: NonNullable<Said['only']>): Said => ({
  at: new Date(voiding.event.eventTime).toISOString(),
  only,
  by: voiding,
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
  const events = await eventsIn(needs, tenant, shipment);
  for (const voiding of effectiveEvents(events).filter((one) => mayVoid(one, shipment)))
    planned += await planMovementVoid(needs, tenant, voiding);
  return planned;
}

/** The events of what a shipment names; of one that comes late, also of what was in that, of which it may have been said before that it did not leave. */
async function eventsIn({ unitEvents }: PlanUndoNeeds, tenant: string, shipment: StoredEvent): Promise<StoredEvent[]> {
  const named = namedIn(shipment);
  if (!isLate(shipment)) return unitEvents(tenant, [...named], { roles: ['epc'] });
  const inside = new Set(named);
  for await (const looked of lookInside(unitEvents, tenant, named, shipment.event.eventTime))
    for (const epc of looked.things) inside.add(epc);
  return unitEvents(tenant, [...inside], { roles: ['epc'] });
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
    const own = all.filter((epc) => said.only?.things.has(epc) ?? true);
    const within = all.flatMap((epc) => said.only?.inside.get(epc) ?? []);
    const isNamed = plannedFor(row.market ?? '', needs.regimes)?.voidsInside === true;
    if (within.length > 0 && !isNamed) await callFor(needs, row, said.by, within);
    const things = isNamed ? [...own, ...within] : own;
    if (things.length === 0) continue;
    const told = await takeBackOf(needs, row, own.length === all.length, said.why);
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

/** What is left of a package in which something did not leave, no document says: unless nothing was told, a person has it put right. */
async function callFor(needs: PlanUndoNeeds, row: Delivery, by: StoredEvent, within: readonly string[]): Promise<void> {
  if (row.state === 'cancelled') return;
  const { tenant, report, market } = row;
  const more = within.length > 1 ? ` and ${within.length - 1} more` : '';
  const what = `${within[0]}${more} did not leave, and was in something that ${market} is told of by ${report?.name}`;
  await setAside(needs, tenant, by, `${what}: have it put right by hand, or cancel that report if it was not sent`);
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

/** Reports that tell of the same things, in the order of those: documents of one step after the other are taken back together. */
const togetherIn = (back: readonly Back[]) =>
  Map.groupBy(
    back.toSorted((a, b) => firstOf(a) - firstOf(b)),
    (one) => `${one.told.report?.members?.key} ${firstOf(one)}`,
  ).values();
const firstOf = ({ told: { report } }: Back) => report?.units?.first ?? 0;

/** As the reports knew them when they were planned. */
const gtinsOf = (back: readonly Back[]) =>
  [...new Set(back.flatMap(({ told }) => (told.report?.lots ?? []).map(({ gtin }) => gtin)))].toSorted();

/** Each thing is taken back once, whoever says how often that it did not move; what several reports told of apart, apart: most regulators take back documents. */
async function planBack(needs: PlanUndoNeeds, tenant: string, { stored, ends, said, market, back }: Counters) {
  const regime = plannedFor(market, needs.regimes);
  if (regime === undefined) return 0;
  const { eventId, event } = stored;
  const when = { at: said.at, changedAt: event.eventTime, undo: true };
  const act = { ...ends, ...when, markets: regime.countries, gtins: gtinsOf(back), eventId };
  let planned = 0;
  for (const some of togetherIn(back)) {
    const after = some.map(({ told }) => told.deliveryId);
    const own = new Set(some.flatMap(({ things }) => things));
    const lists = await tellOnce(needs, tenant, { eventId, market }, MOVED_BACK, [...own]);
    for (const [place, list] of lists.entries()) {
      if (list.isPlanned) continue;
      if (!(await serialsIn(needs, list)).some((epc) => own.has(epc))) continue; // of another report, or taken back before
      const counters = submissionsOf(tenant, regime, { ...act, first: list.first, units: list.count }, list);
      for (const counter of counters) {
        await needs.deliveries.plan({ ...counter, after }, needs.now());
        await needs.wakeRegulator?.({ tenant, deliveryId: counter.deliveryId });
      }
      await needs.told.notePlanned(tenant, { eventId, market }, MOVED_BACK, place);
      planned += counters.length;
    }
  }
  return planned;
}
