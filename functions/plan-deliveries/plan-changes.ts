import { insideAt, type LotPart } from '#common/inside-at.ts';
import { type PlanSubmissionsNeeds, planSubmissions } from '#common/plan-submissions.ts';
import { type ReportedLotNeeds, reportedLot } from '#common/reported-lot.ts';
import type { PlaceNeeds } from '#common/reported-place.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { LotName } from '#common/store/lot-fates.ts';
import { RELEASE } from '#common/store/told-packs.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { planned as installed, plannedOf } from '#shared/regimes/planned.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { type ChangeIn, changeIn } from './change-in.ts';
import type { CountryNeeds } from './country-of.ts';
import { noteUnknown, type UnknownNeeds } from './note-unknown.ts';
import { packedThere, toldAsPacked } from './packed-in.ts';
import { planLists, type TellNeeds, tellOnce, toldOf } from './tell-once.ts';
import { someApply, type WhoWantsNeeds } from './who-wants.ts';

export interface PlanChangesNeeds extends ReportedLotNeeds, PlanSubmissionsNeeds, TellNeeds, UnknownNeeds {
  readonly registry: ReportedLotNeeds['registry'] &
    CountryNeeds['registry'] &
    PlaceNeeds['registry'] &
    WhoWantsNeeds['registry'];
  readonly unitEvents: UnitEvents;
  readonly deliveries: PlanSubmissionsNeeds['deliveries'] & Pick<Deliveries, 'ofLot'>;
}

/**
 * Makes due what regulators want to hear of an event that made something of packs: sampled, destroyed, stolen, exported. Planned again, it is of those
 * packs alone that were not known to be among them before. Of a lot that is not released nothing is due yet: its release tells what became of its packs
 * before. How many reports that are.
 *
 * @param only the lot of which it is wanted; any when absent
 */
export async function planChanges(
  needs: PlanChangesNeeds,
  tenant: string,
  stored: StoredEvent,
  only?: LotName,
): Promise<number> {
  const change = await changeIn(needs, tenant, stored.event);
  if (change === undefined || (await isAtHomeEverywhere(needs, tenant, change))) return 0;
  let planned = 0;
  for (const part of await insideAt(needs.unitEvents, tenant, stored)) {
    if (only !== undefined && (only.gtin !== part.gtin || only.lot !== part.lot)) continue;
    const of = await releasedLot(needs, tenant, part, stored.eventId);
    if (of === undefined) continue;
    if (change.unknown !== undefined) {
      await noteUnknown(needs, tenant, stored, change.unknown);
      return 0;
    }
    planned += await planPart(needs, tenant, { stored, change, part, ...of });
  }
  return planned;
}

/** Most shipments stay where every regulator applies who hears of the tenant's products: what is inside them need not be looked up. */
async function isAtHomeEverywhere(needs: PlanChangesNeeds, tenant: string, { to }: ChangeIn): Promise<boolean> {
  const { regimes = installed } = needs;
  if (to === undefined) return false;
  const abroad = regimes.filter(({ countries }) => !countries.includes(to));
  return !(await someApply(needs, tenant, abroad));
}

type Reported = Awaited<ReturnType<typeof reportedLot>>;

/** The lot, if regulators know it or will. Of one that is not released the event is remembered first, and then looked again: it may be released meanwhile. */
async function releasedLot(needs: PlanChangesNeeds, tenant: string, of: LotName, eventId: string) {
  const isReleased = async () => (await needs.lots.get(tenant, of.gtin, of.lot))?.state;
  const before = await isReleased();
  if (before === undefined) return undefined;
  if (before !== 'released') {
    await needs.told.expect(tenant, of, eventId);
    if ((await isReleased()) !== 'released') return undefined;
  }
  const reported = await reportedLot(needs, tenant, of);
  return plannedOf(reported.product.markets, needs.regimes).length === 0 ? undefined : reported;
}

interface OfPart extends Reported {
  readonly stored: StoredEvent;
  readonly change: ChangeIn;
  readonly part: LotPart;
}

async function planPart(needs: PlanChangesNeeds, tenant: string, { stored, change, part, ...of }: OfPart) {
  const { eventId, event } = stored;
  const serials = await toldAtRelease(needs, tenant, stored, part, of.row.releasedAt);
  const released = await needs.told.of(tenant, part, RELEASE);
  const as = async (missing: readonly string[]) => released[0] ?? toldAsPacked(needs, tenant, of.product, missing);
  const lists = await tellOnce(needs, tenant, part, eventId, serials, as);
  if (lists.length === 0) return 0;
  const lotUnits = released.reduce((sum, { count }) => sum + count, 0);
  const { product, lot } = of;
  const told = { kind: 'change', ...change, product, lot, at: event.eventTime, eventId, lotUnits } as const;
  return planLists(needs, tenant, { of: part, act: eventId, lists }, (list) => {
    const act = { ...told, first: list.first, units: list.count, ...packedThere(list) };
    return planSubmissions(needs, tenant, act, list);
  });
}

/**
 * Of what happened before the release, regulators hear for the packs alone that they hear of at the release: not for those that were no more by then. The
 * event is remembered before it is looked which those are, and who plans the release looks for such events after he has said which they are: one of the two sees
 * the other.
 */
async function toldAtRelease(
  needs: PlanChangesNeeds,
  tenant: string,
  { eventId, event }: StoredEvent,
  part: LotPart,
  releasedAt: string | undefined,
): Promise<readonly string[]> {
  if (releasedAt === undefined || instantOf(event.eventTime) > instantOf(releasedAt)) return part.serials;
  await needs.told.expect(tenant, part, eventId);
  const known = await toldOf(needs, tenant, part, RELEASE);
  return part.serials.filter((serial) => known.has(serial));
}
