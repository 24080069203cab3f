import { missingFacts } from '#common/missing-facts.ts';
import { orRefuse } from '#common/refused.ts';
import type { Postponed } from '#common/run-delivery.ts';
import { knownStates, stillWaitedFor } from '#common/still-waited-for.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { type DeliveryState, isOpen } from '#shared/delivery/standing.ts';
import { refuse } from '#shared/refusal.ts';

/** How often to look whether an earlier report was acknowledged, in seconds; its sender also says so when it is. */
export const LOOK_AGAIN = 300;

/** Something is still to come of it, be it from a person: what follows it would be told before it. */
const isPending = (state: DeliveryState) => isOpen(state) || state === 'held';
/** The same of what stops only those that follow it: not for what a person keeps back, but for want of facts. */
export const isUnfinished = (row: Delivery): boolean =>
  isOpen(row.state) || (row.state === 'held' && missingFacts(row).length > 0);

export const later = (postponed: string, wait = LOOK_AGAIN): Postponed => ({ postponed, wait });
export const laterThan = ({ report, deliveryId, state }: Delivery, wait?: number) =>
  later(`waits for ${report?.name ?? deliveryId}, which is ${state}`, wait);

/** How long a report that gets on takes at least, in seconds. */
const TAKES = 10;

/** When to look again after a report that gets on by itself, in seconds: one that does not is looked at less and less often. */
export const soonAfter = ({ attempts, polls }: Pick<Delivery, 'attempts' | 'polls'>, ahead = 1): number =>
  Math.min(LOOK_AGAIN, Math.max(TAKES * ahead, 2 ** (attempts + polls)));

/** What a person cancelled is told to nobody: what waited for it goes without. */
export function waitsForEach(before: readonly Delivery[]): Postponed | undefined {
  const open = before.find(stillWaitedFor);
  return open && laterThan(open);
}

/** True for a report that names packs without saying that something became of them: one of the release. Nobody waits for those that were no more by then. */
export const isOfPacks = ({ report }: Pick<Delivery, 'report'>): boolean =>
  report?.units !== undefined &&
  report.change === undefined &&
  report.tells === undefined &&
  !report.act.startsWith('dropout:');

const packsOf = (rows: readonly Delivery[]) => rows.filter(isOfPacks);

/** Waits until the regulator knows the lot. */
export function waitsForAny(rows: readonly Delivery[]): Postponed | undefined {
  const packs = packsOf(rows);
  return packs.some(({ state }) => knownStates.includes(state)) ? undefined : waitsForEach(packs);
}

/** Waits until all packs of the lot are told that were not refused. @param wait how long for one that is not yet, in seconds */
export function waitsForPacks(
  rows: readonly Delivery[],
  wait: (open: Delivery) => number = () => LOOK_AGAIN,
): Postponed | undefined {
  const open = packsOf(rows).find(({ state }) => isPending(state));
  return open === undefined ? waitsForAny(rows) : laterThan(open, wait(open));
}

/** Waits until all containers of the lot are told that were not refused. */
export function waitsForContainers(rows: readonly Delivery[]): Postponed | undefined {
  const open = rows.find(({ report, state }) => report?.tells === 'packing' && isPending(state));
  return open && laterThan(open, soonAfter(open));
}

/** Of what takes something back: what was told of it must have come to an end. @throws Refused when that was never taken in */
export function waitsForTold(
  undo: Delivery,
  told: readonly Delivery[],
  rows: readonly Delivery[],
): Postponed | undefined {
  for (const one of told) {
    // What was voided in part is told once a person has it sent anew, and then taken back; what was declared an error is not.
    const isForGood = one.state === 'rejected' && isOfSameEvent(undo, one);
    if (one.state === 'cancelled' || isForGood)
      orRefuse(
        refuse('conflict', `${one.report?.name ?? 'the report'} that it takes back was never taken in`, {
          remedy: 'cancel it: POST /api/deliveries/{deliveryId}/cancel',
        }),
      );
    if (!knownStates.includes(one.state)) return laterThan(one);
    const correction = rows.find(({ corrects, state }) => corrects === one.deliveryId && isPending(state));
    if (correction !== undefined) return laterThan(correction);
  }
  return undefined;
}

const isOfSameEvent = (one: Delivery, other: Delivery) => one.subject.eventIds?.[0] === other.subject.eventIds?.[0];
