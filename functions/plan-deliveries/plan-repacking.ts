import { lookInside } from '#common/look-inside.ts';
import { partsAt } from '#common/parts-at.ts';
import { placeOfEvent } from '#common/place-of-event.ts';
import { planFor, submissionsOf } from '#common/plan-submissions.ts';
import { repackedAct } from '#common/store/told-packs.ts';
import { unitCode } from '#common/store/unit-code.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { instantOf } from '#shared/epcis/time.ts';
import type { Repacking } from '#shared/regimes/business-act.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { type KnownSince, knownSince } from './known-since.ts';
import type { PlanChangesNeeds } from './plan-changes.ts';
import { type Repack, repacksOf } from './repacks-of.ts';
import { setAside } from './set-aside.ts';
import { planLists, tellOnce } from './tell-once.ts';
import { type Wanting, whoWants } from './who-wants.ts';

/**
 * Makes due what regulators want to hear of things that were taken out of a container, or put into one, after all lots in it were released: what was packed before
 * is told with the release. What was done to those containers earlier comes first. What others do in places of theirs, they tell. How many reports that are.
 */
export async function planRepacking(needs: PlanChangesNeeds, tenant: string, stored: StoredEvent): Promise<number> {
  if (!isRepacking(stored)) return 0;
  const wanting = await whoWants(needs, tenant, 'packing');
  const since = wanting.length === 0 ? undefined : await newsSince(needs, tenant, stored, wanting);
  if (since === undefined) return 0;
  const epcs = mentionsOf(stored.event).map(({ epc }) => epc);
  return planRepackings(needs, tenant, { epcs, since, until: stored.event.eventTime, wanting });
}

/** True for an event that says that what a container holds has changed. */
const isRepacking = ({ event }: StoredEvent) =>
  event.type === 'AggregationEvent' && event.action !== 'OBSERVE' && event.errorDeclaration === undefined;

/** Since when regulators hear of what is in it; `undefined` where they hear nothing of this: lines pack all day, and most events are of lots that are not released. */
async function newsSince(needs: PlanChangesNeeds, tenant: string, stored: StoredEvent, wanting: readonly Wanting[]) {
  let since: number | undefined;
  for (const repack of await repacksOf(needs.unitEvents, tenant, stored))
    for (const one of wanting) {
      const told = await toldIn(needs, tenant, { stored, repack, one });
      if (told !== undefined) since = Math.min(since ?? told.known.since, told.known.since);
    }
  return since;
}

interface Things {
  /** Canonical. */
  readonly epcs: readonly string[];
  /** Before that it is told by releases, or by others; milliseconds since 1970. */
  readonly since: number;
  /** ISO 8601. */
  readonly until: string;
  readonly wanting: readonly Wanting[];
}

/** The same of all that was done to containers among some things, and in them, until a time: lines and warehouses need not wake the planner for it. */
export async function planRepackings(
  needs: PlanChangesNeeds,
  tenant: string,
  { epcs, since, until, wanting }: Things,
): Promise<number> {
  const containers = epcs.filter((epc) => !isPack(epc));
  if (wanting.length === 0 || containers.length === 0) return 0;
  const found = new Map<string, StoredEvent>();
  // What a container is in, and what else became of it, is not asked for: a shipment may have as many containers as there are packs in others.
  const asParents: UnitEvents = (of, some) => needs.unitEvents(of, some, { roles: ['parent'] });
  for await (const { things, events } of lookInside(asParents, tenant, containers, until, isPack)) {
    const among = new Set(things);
    for (const stored of effectiveEvents(events).filter(isRepacking))
      if (
        instantOf(stored.event.eventTime) > since &&
        mentionsOf(stored.event).some(({ epc, role }) => role === 'parent' && among.has(epc))
      )
        found.set(stored.eventId, stored);
  }
  let planned = 0;
  for (const stored of effectiveEvents([...found.values()])) planned += await planOne(needs, tenant, stored, wanting);
  return planned;
}

const isPack = (epc: string) => unitCode(epc)?.kind === 'sgtin';

async function planOne(needs: PlanChangesNeeds, tenant: string, stored: StoredEvent, wanting: readonly Wanting[]) {
  const place = await placeOfEvent(needs, tenant, stored.event);
  if (place?.partner !== undefined) return 0;
  const repacks = await repacksOf(needs.unitEvents, tenant, stored);
  if (place === undefined) return nobodyKnowsWhere(needs, tenant, { stored, repacks, wanting });
  let planned = 0;
  for (const one of wanting) {
    let before: readonly string[] = [];
    for (const repack of repacks) {
      const told = await toldIn(needs, tenant, { stored, repack, one });
      if (told === undefined) continue;
      const reports = await planRepack(needs, tenant, { ...told, stored, one, repack, country: place.country, before });
      planned += reports.length;
      before = [...before, ...reports];
    }
  }
  return planned;
}

interface Nowhere {
  readonly stored: StoredEvent;
  readonly repacks: readonly Repack[];
  readonly wanting: readonly Wanting[];
}

/** The place may be a partner's, or one of the tenant's own that it has not recorded: a person has to look, where anybody would hear of it. */
async function nobodyKnowsWhere(needs: PlanChangesNeeds, tenant: string, { stored, repacks, wanting }: Nowhere) {
  for (const one of wanting)
    for (const repack of repacks) {
      const told = await toldIn(needs, tenant, { stored, repack, one });
      if (told === undefined || !isTold({ stored, repack, one, known: told.known, country: undefined })) continue;
      await setAside(needs, tenant, stored, nowhere);
      return 0;
    }
  return 0;
}

const nowhere =
  'nobody knows the place in which what a container holds was changed: nothing of that is reported. If the place is the tenant’s own, record it as a location: it is told when the container moves, or is repacked again';

interface Asked {
  readonly stored: StoredEvent;
  readonly repack: Repack;
  readonly one: Wanting;
}

/** What of it is of a regime; `undefined` where nothing is, or it is told with a release. */
async function toldIn(needs: PlanChangesNeeds, tenant: string, { stored, repack, one: { marketsOf } }: Asked) {
  const { about, things, how } = repack;
  const { event } = stored;
  const asked = how === 'apart' ? about : [...about, ...things];
  const { partsOf } = await partsAt(needs.unitEvents, tenant, asked, event.eventTime);
  const ours = (epc: string) => partsOf(epc).filter(({ gtin }) => marketsOf.has(gtin));
  const known = await knownSince(needs, tenant, about.flatMap(ours), about);
  if (known === undefined || instantOf(event.eventTime) <= known.since) return undefined;
  const its = how === 'apart' ? things : things.filter((epc) => ours(epc).length > 0);
  return its.length === 0 ? undefined : { known, things: its };
}

interface OfRegime extends Asked {
  readonly known: KnownSince;
  readonly things: readonly string[];
  readonly country: string | undefined;
  /** Ids of what has to be told first. */
  readonly before: readonly string[];
}

type Telling = Pick<OfRegime, 'stored' | 'repack' | 'one' | 'known' | 'country'>;

const actOf = ({ stored: { eventId, event }, repack: { container }, one: { marketsOf }, known, country }: Telling) => {
  const markets = [...new Set(known.lots.flatMap(({ gtin }) => marketsOf.get(gtin) ?? []))];
  return { kind: 'repacking', container, markets, country, at: event.eventTime, eventId } as const;
};

/** True where the regulator hears of it at all. */
const isTold = (asked: Telling) =>
  asked.one.regime.dueReports({ ...actOf(asked), how: asked.repack.how, units: 1 }).length > 0;

/** Ids of its reports. */
async function planRepack(needs: PlanChangesNeeds, tenant: string, asked: OfRegime): Promise<string[]> {
  const { stored, repack, known, things, before } = asked;
  const { regime } = asked.one;
  const { container } = repack;
  const { eventId } = stored;
  if (!isTold(asked)) return [];
  const told = actOf(asked);
  const of = { eventId, market: regime.market };
  const act = repackedAct(container);
  const lists = await tellOnce(needs, tenant, of, act, things, () => ({ how: repack.how }));
  const ids: string[] = [];
  await planLists(needs, tenant, { of, act, lists }, async (list) => {
    const its: Repacking = { ...told, how: list.how ?? repack.how, first: list.first, units: list.count };
    const members = { ...list, lots: known.lots, after: () => before };
    ids.push(...submissionsOf(tenant, regime, its, members).map(({ deliveryId }) => deliveryId));
    return planFor(needs, tenant, [regime], its, members);
  });
  return ids;
}
