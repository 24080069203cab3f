import { reportedLot } from '#common/reported-lot.ts';
import type { LotName } from '#common/store/lot-fates.ts';
import { lotsOf } from '#common/store/lots-of.ts';
import type { Releases } from '#common/store/releases.ts';
import { gtinOf, unitCode } from '#common/store/unit-code.ts';
import { plannedOf } from '#shared/regimes/planned.ts';
import { eventsUntil } from '#shared/trace/events-until.ts';
import { livesOf } from '#shared/trace/lives-of.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { heardOfLot } from './heard-of-lot.ts';
import { endsOf, planDropouts } from './plan-dropouts.ts';
import { planOrSetAside } from './plan-or-set-aside.ts';
import { planPacking } from './plan-packing.ts';
import { planPacks } from './plan-packs.ts';
import type { PlanUndoNeeds } from './plan-undo.ts';
import { orSetAside } from './set-aside.ts';
import { toldAfter } from './told-after.ts';

export interface PlanLateNeeds extends PlanUndoNeeds {
  readonly releases: Pick<Releases, 'isPlanned'>;
}

/**
 * Has packs told that are captured when the release of their lot is planned already. What has to be looked at again because of events that come late: how
 * many reports those packs are, and which things were made or are packed otherwise than before.
 *
 * An event is in the ledger before it is looked here what was told, and whoever tells something says so before he reads the ledger for the last time: one of
 * the two sees the other.
 */
export async function planLate(
  needs: PlanLateNeeds,
  tenant: string,
  events: readonly StoredEvent[],
): Promise<{ readonly planned: number; readonly moved: ReadonlySet<string> }> {
  const moved = movedBy(events);
  let planned = 0;
  for (const units of commissionedBy(events)) {
    const late = await orSetAside(needs, tenant, units.stored, () => planUnits(needs, tenant, units));
    planned += late;
    if (late > 0) for (const epc of units.epcs) moved.add(epc);
  }
  return { planned, moved };
}

/**
 * Plans the changes again that were made of things, or of what they were in, from a moment on. How many reports that are.
 *
 * @param known ids of events that were planned since all that was captured is in the ledger; it grows
 */
export async function planAgain(
  needs: PlanUndoNeeds,
  tenant: string,
  { epcs, from }: { readonly epcs: ReadonlySet<string>; readonly from: number },
  known: Set<string>,
): Promise<number> {
  let planned = 0;
  for (const stored of await toldAfter(needs.unitEvents, tenant, epcs, from)) {
    if (known.has(stored.eventId)) continue;
    known.add(stored.eventId);
    planned += await planOrSetAside(needs, tenant, stored);
  }
  return planned;
}

/** What holds other things than before, or is held to, also when that is declared an error. */
function movedBy(events: readonly StoredEvent[]): Set<string> {
  const moved = new Set<string>();
  for (const { event } of events)
    if (event.type === 'AggregationEvent')
      for (const { epc, role } of mentionsOf(event)) if (role === 'parent') moved.add(epc);
  return moved;
}

interface Commissioned {
  readonly of: LotName;
  /** The first of its events. */
  readonly stored: StoredEvent;
  readonly epcs: Set<string>;
}

function commissionedBy(events: readonly StoredEvent[]): Iterable<Commissioned> {
  const lots = new Map<string, Commissioned>();
  for (const stored of events) {
    const { event } = stored;
    if (event.errorDeclaration !== undefined) continue;
    const mentions = mentionsOf(event);
    for (const { gtin, lot } of lotsOf(event, mentions)) {
      const name = `${gtin} ${lot}`;
      const known = lots.get(name) ?? { of: { gtin, lot }, stored, epcs: new Set() };
      for (const { epc, role } of mentions)
        if ((role === 'epc' || role === 'output') && gtinOf(epc) === gtin) known.epcs.add(epc);
      lots.set(name, known);
    }
  }
  return lots.values();
}

/** Packs of a lot whose release is planned are told by a report of their own; those that were no more when it was released, to those alone who hear of such. */
async function planUnits(needs: PlanLateNeeds, tenant: string, { of, epcs }: Commissioned): Promise<number> {
  const row = await needs.lots.get(tenant, of.gtin, of.lot);
  if (row?.state !== 'released' || row.releasedAt === undefined) return 0;
  if (!(await needs.releases.isPlanned(tenant, of.gtin, of.lot))) return 0;
  const { product, lot } = await reportedLot(needs, tenant, of);
  const regimes = await heardOfLot(needs, tenant, of, plannedOf(product.markets, needs.regimes));
  if (regimes.length === 0) return 0;
  const all = await needs.unitEvents(tenant, [...epcs], { roles: ['epc', 'input', 'output'] });
  const events = eventsUntil(all, row.releasedAt);
  const lives = livesOf(events);
  const serials = [...epcs].filter((epc) => lives.get(epc) !== false).flatMap((epc) => serialOf(epc) ?? []);
  const gone = new Map([...epcs].filter((epc) => lives.get(epc) === false).map((epc) => [epc, serialOf(epc) ?? '']));
  const act = { product, lot, at: row.releasedAt };
  const heard = { ...needs, regimes };
  const used = await planPacks(heard, tenant, act, serials);
  const lost = gone.size === 0 ? 0 : await planDropouts(heard, tenant, act, endsOf(events, gone));
  return used + lost + (await planPacking(needs, tenant, act, serials));
}

function serialOf(epc: string): string | undefined {
  const code = unitCode(epc);
  return code?.kind === 'sgtin' ? code.serial : undefined;
}
