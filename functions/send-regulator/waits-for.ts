import { missingFacts, waitsForFacts } from '#common/missing-facts.ts';
import type { Postponed } from '#common/run-delivery.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { Lots } from '#common/store/lots.ts';
import type { Releases } from '#common/store/releases.ts';
import { regimeOf } from '#shared/regimes/regimes.ts';
import { earlierChanges } from './earlier-changes.ts';
import { earlierMovement, type OrderNeeds, thingsOf } from './earlier-movement.ts';
import { refusedPacking } from './refused-packing.ts';
import { rowsBefore, waitsForBefore } from './rows-before.ts';
import {
  isUnfinished,
  later,
  laterThan,
  soonAfter,
  waitsForAny,
  waitsForContainers,
  waitsForPacks,
  waitsForTold,
} from './told-rows.ts';
import { type BehindNeeds, waitsBehind } from './waits-behind.ts';

export interface WaitNeeds extends OrderNeeds, BehindNeeds {
  readonly deliveries: Pick<Deliveries, 'get' | 'ofLot' | 'ofEvent'>;
  readonly releases: Pick<Releases, 'isPlanned'>;
  readonly lots: Pick<Lots, 'get'>;
}

/**
 * What a report waits for, and when to look again; `undefined` when it may go.
 *
 * A report of the release waits for those before it. What became of packs waits until all packs of the lot are told, also those that are held, and for earlier
 * changes of the lot that go on by themselves or wait for facts; what was refused stops no other pack's change. A recall goes as soon as the regulator knows the
 * lot. Packing and movements wait until it knows all lots that are in them, and movements for the packing of those too, and for earlier movements of the
 * same things. What wants facts waits for them, also when a person let it go without.
 */
export async function waitsFor(needs: WaitNeeds, delivery: Delivery): Promise<Postponed | undefined> {
  const missing = missingFacts(delivery);
  if (missing.length > 0) return later(waitsForFacts(missing));
  return (await waitsForOwn(needs, delivery)) ?? waitsBehind(needs, delivery);
}

/** What it waits for of its own market. */
async function waitsForOwn(needs: WaitNeeds, delivery: Delivery): Promise<Postponed | undefined> {
  const { tenant, subject, report } = delivery;
  if (report?.tells !== undefined) return waitsForGoods(needs, delivery);
  const { gtin, lot } = subject;
  const isOfPacks = report?.change !== undefined || report?.act.startsWith('recall:');
  if (gtin === undefined || lot === undefined || !isOfPacks) return waitsForBefore(needs, delivery);
  // The ledger may have the event, or quality assurance recall the lot, before it is known which reports the release makes.
  if (!(await needs.releases.isPlanned(tenant, gtin, lot))) return notPlanned('its lot');
  const before = await rowsBefore(needs, delivery);
  const told = await needs.deliveries.ofLot(tenant, { gtin, lot });
  const all = new Map(
    [...before, ...told.filter(({ market }) => market === delivery.market)].map((row) => [row.deliveryId, row]),
  );
  const rows = [...all.values()];
  if (report?.change === undefined) return waitsForAny(rows);
  const undone = report.undo ? waitsForTold(delivery, before, rows) : undefined;
  return undone ?? waitsForPacks(rows) ?? waitsForChanges(delivery, rows) ?? waitsForMoves(needs, delivery, rows);
}

/**
 * Where it is heard of movements or packing, packs have to be known where they were, and in what, before it is told what became of them: a package that names
 * one that is no more is refused.
 */
async function waitsForMoves(needs: WaitNeeds, delivery: Delivery, rows: readonly Delivery[]) {
  const regime = regimeOf(delivery.market ?? '', needs.regimes);
  if (!regime?.movements && !regime?.packing) return undefined;
  return waitsForContainers(rows) ?? (await waitsForEarlier(needs, delivery, await thingsOf(needs, delivery)));
}

async function waitsForEarlier(needs: WaitNeeds, delivery: Delivery, things: ReadonlySet<string>) {
  const earlier = await earlierMovement(needs, delivery, things);
  return earlier && laterThan(earlier, soonAfter(earlier));
}

const notPlanned = (lot: string) => later(`waits until it is planned what is reported of the release of ${lot}`);

function waitsForChanges(delivery: Delivery, rows: readonly Delivery[]): Postponed | undefined {
  const earlier = earlierChanges(delivery, rows).filter(isUnfinished);
  const [first] = earlier;
  if (first === undefined) return undefined;
  // Of many that wait, each looks about when it is its turn.
  return laterThan(first, soonAfter(first, earlier.length));
}

/** Packing or a movement: what takes one back waits for what it takes back alone, since the lots were known then. */
async function waitsForGoods(needs: WaitNeeds, delivery: Delivery): Promise<Postponed | undefined> {
  const { tenant, subject, report } = delivery;
  if (report?.undo) {
    const [eventId] = subject.eventIds ?? [];
    const told = eventId === undefined ? [] : await needs.deliveries.ofEvent(tenant, eventId);
    return waitsForTold(delivery, await rowsBefore(needs, delivery), told);
  }
  const waits = await waitsForBefore(needs, delivery);
  if (waits !== undefined) return waits;
  const packing: Delivery[] = [];
  for (const of of report?.lots ?? []) {
    const row = await needs.lots.get(tenant, of.gtin, of.lot);
    if (row === undefined) continue; // others tell of what they made
    if (row.state !== 'released') return later(`waits for the release of lot ${of.lot}, which is ${row.state}`);
    if (!(await needs.releases.isPlanned(tenant, of.gtin, of.lot))) return notPlanned(`lot ${of.lot}`);
    const told = await needs.deliveries.ofLot(tenant, of);
    const rows = told.filter(({ market }) => market === delivery.market);
    // Packing is woken by the last of the packs (`packingBehind`).
    const open =
      report?.tells === 'packing' ? waitsForPacks(rows) : (waitsForPacks(rows, soonAfter) ?? waitsForContainers(rows));
    if (open !== undefined) return open;
    packing.push(...rows.filter((row) => row.report?.tells === 'packing'));
  }
  if (report?.tells === 'packing') return undefined;
  const things = await thingsOf(needs, delivery);
  const refused = await refusedPacking(needs, packing, things);
  return refused === undefined ? waitsForEarlier(needs, delivery, things) : laterThan(refused);
}
