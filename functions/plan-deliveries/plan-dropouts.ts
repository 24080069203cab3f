import { planFor } from '#common/plan-submissions.ts';
import { droppedAct, RELEASE } from '#common/store/told-packs.ts';
import { type Dropout, dropoutChanges, type Release } from '#shared/regimes/business-act.ts';
import { packChangeOf } from '#shared/regimes/pack-change.ts';
import { type Planned, plannedOf } from '#shared/regimes/planned.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { PlanChangesNeeds } from './plan-changes.ts';
import { planLists, tellOnce, toldOf } from './tell-once.ts';

/** Serials of packs that are no more, by what became of them. */
export type Ended = ReadonlyMap<Dropout['change'], readonly string[]>;

/** True where somebody wants to hear of such packs: finding out what became of them takes time. */
export const wantsDropouts = (markets: readonly string[], regimes?: readonly Planned[]): boolean =>
  plannedOf(markets, regimes).some(({ dropouts }) => dropouts === true);

/**
 * What became of packs, by the last event that says so.
 *
 * @param ended their serials, by canonical EPC
 */
export function endsOf(events: readonly StoredEvent[], ended: ReadonlyMap<string, string>): Ended {
  const last = new Map<string, Dropout['change']>();
  for (const { event } of effectiveEvents(events)) {
    const change = packChangeOf(event);
    if (change !== undefined) for (const { epc } of mentionsOf(event)) if (ended.has(epc)) last.set(epc, change);
  }
  const found = new Map<Dropout['change'], string[]>();
  for (const [epc, serial] of ended) {
    const change = last.get(epc) ?? 'ended';
    const own = found.get(change) ?? [];
    own.push(serial);
    found.set(change, own);
  }
  return found;
}

/**
 * Makes due what regulators want to hear of packs that were made and were no more when their lot was released. Each is told once, by what was known of it first, also where
 * that was that it is used. How many reports that are.
 */
export async function planDropouts(
  needs: PlanChangesNeeds,
  tenant: string,
  { product, lot, at }: Pick<Release, 'product' | 'lot' | 'at'>,
  ended: Ended,
): Promise<number> {
  const wanting = plannedOf(product.markets, needs.regimes).filter(({ dropouts }) => dropouts === true);
  if (wanting.length === 0 || ended.size === 0) return 0;
  const of = { gtin: product.gtin, lot: lot.lot };
  // What is captured while the release is planned may say otherwise of packs that are told as used by then.
  const used = await toldOf(needs, tenant, of, RELEASE);
  const told = new Map<Dropout['change'], ReadonlySet<string>>();
  for (const change of dropoutChanges) told.set(change, await toldOf(needs, tenant, of, droppedAct(change)));
  let planned = 0;
  for (const change of dropoutChanges) {
    const others = dropoutChanges.filter((other) => other !== change);
    const isKnown = (serial: string) => used.has(serial) || others.some((other) => told.get(other)?.has(serial));
    const serials = (ended.get(change) ?? []).filter((serial) => !isKnown(serial));
    const lists = await tellOnce(needs, tenant, of, droppedAct(change), serials);
    planned += await planLists(needs, tenant, { of, act: droppedAct(change), lists }, (list) => {
      const act = { kind: 'dropout', change, product, lot, at, first: list.first, units: list.count } as const;
      return planFor(needs, tenant, wanting, act, list);
    });
  }
  return planned;
}
