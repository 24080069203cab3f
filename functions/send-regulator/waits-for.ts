import { orRefuse } from '#common/refused.ts';
import type { Postponed } from '#common/run-delivery.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { Releases } from '#common/store/releases.ts';
import { type DeliveryState, isOpen } from '#shared/delivery/standing.ts';
import { refuse } from '#shared/refusal.ts';
import { earlierChanges } from './earlier-changes.ts';

export interface WaitNeeds {
  readonly deliveries: Pick<Deliveries, 'get' | 'ofLot'>;
  readonly releases: Pick<Releases, 'isPlanned'>;
}

/** How often to look whether an earlier report was acknowledged, in seconds; its sender also says so when it is. */
const LOOK_AGAIN = 300;
/** How long one change is given that is before it, in seconds: of many that wait, each looks about when it is its turn. */
const CHANGE_TAKES = 10;

/** Something of it was taken in: the regulator knows the lot. */
const known: readonly DeliveryState[] = ['acknowledged', 'partially-accepted', 'corrected', 'closed'];

/**
 * What a report waits for, and when to look again; `undefined` when it may go.
 *
 * A report of the release waits for those before it. What became of packs waits until all packs of the lot are told that go on by themselves, and for earlier
 * changes of the lot; what stands before a person, or was refused, stops no other pack's change. A recall goes as soon as the regulator knows the lot.
 */
export async function waitsFor(needs: WaitNeeds, delivery: Delivery): Promise<Postponed | undefined> {
  const { tenant, subject, report } = delivery;
  const { gtin, lot } = subject;
  const isOfPacks = report?.change !== undefined || report?.act.startsWith('recall:');
  if (gtin === undefined || lot === undefined || !isOfPacks) return waitsForEach(await rowsOf(needs, delivery));
  // The ledger may have the event, or quality assurance recall the lot, before it is known which reports the release makes.
  if (!(await needs.releases.isPlanned(tenant, gtin, lot)))
    return later('waits until it is planned what is reported of the release of its lot');
  const before = await rowsOf(needs, delivery);
  const told = await needs.deliveries.ofLot(tenant, { gtin, lot });
  const all = new Map(
    [...before, ...told.filter(({ market }) => market === delivery.market)].map((row) => [row.deliveryId, row]),
  );
  const rows = [...all.values()];
  if (report?.change === undefined) return waitsForAny(rows);
  const undone = report.undo ? waitsForTold(delivery, before, rows) : undefined;
  return undone ?? waitsForPacks(rows) ?? waitsForChanges(delivery, rows);
}

async function rowsOf({ deliveries }: WaitNeeds, { tenant, after = [] }: Delivery): Promise<Delivery[]> {
  const rows = await Promise.all(after.map((id) => deliveries.get(tenant, id)));
  return rows.filter((row) => row !== undefined);
}

const later = (postponed: string, wait = LOOK_AGAIN): Postponed => ({ postponed, wait });
const laterThan = ({ report, deliveryId, state }: Delivery, wait?: number) =>
  later(`waits for ${report?.name ?? deliveryId}, which is ${state}`, wait);

/** What a person cancelled is told to nobody: what waited for it goes without. */
function waitsForEach(before: readonly Delivery[]): Postponed | undefined {
  const open = before.find(({ state }) => !known.includes(state) && state !== 'cancelled');
  return open && laterThan(open);
}

/** Reports that name packs without saying that something became of them: those of the release. */
const packsOf = (rows: readonly Delivery[]) =>
  rows.filter(({ report }) => report?.units !== undefined && report.change === undefined);

function waitsForAny(rows: readonly Delivery[]): Postponed | undefined {
  const packs = packsOf(rows);
  return packs.some(({ state }) => known.includes(state)) ? undefined : waitsForEach(packs);
}

function waitsForPacks(rows: readonly Delivery[]): Postponed | undefined {
  const open = packsOf(rows).find(({ state }) => isOpen(state));
  return open === undefined ? waitsForAny(rows) : laterThan(open);
}

function waitsForChanges(delivery: Delivery, rows: readonly Delivery[]): Postponed | undefined {
  const earlier = earlierChanges(delivery, rows).filter(({ state }) => isOpen(state));
  const [first] = earlier;
  if (first === undefined) return undefined;
  // One that does not get on is looked at less and less often.
  const slow = 2 ** (first.attempts + first.polls);
  return laterThan(first, Math.min(LOOK_AGAIN, Math.max(CHANGE_TAKES * earlier.length, slow)));
}

/** Of what takes something back: what was told of it must have come to an end. @throws Refused when that was never taken in */
function waitsForTold(undo: Delivery, told: readonly Delivery[], rows: readonly Delivery[]): Postponed | undefined {
  for (const one of told) {
    // What was voided in part is told once a person has it sent anew, and then taken back; what was declared an error is not.
    const isForGood = one.state === 'rejected' && isOfSameEvent(undo, one);
    if (one.state === 'cancelled' || isForGood)
      orRefuse(
        refuse('conflict', `${one.report?.name ?? 'the report'} that it takes back was never taken in`, {
          remedy: 'cancel it: POST /api/deliveries/{deliveryId}/cancel',
        }),
      );
    if (!known.includes(one.state)) return laterThan(one);
    const correction = rows.find(({ corrects, state }) => corrects === one.deliveryId && isOpen(state));
    if (correction !== undefined) return laterThan(correction);
  }
  return undefined;
}

const isOfSameEvent = (one: Delivery, other: Delivery) => one.subject.eventIds?.[0] === other.subject.eventIds?.[0];
