import { log } from '#common/log.ts';
import { MOST_IN_HAND, type PartnerHealths, type Slot } from '#common/store/partner-healths.ts';
import { type Heard, healthState, type PartnerHealth } from '#shared/delivery/partner-health.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { headOf, type LineNeeds } from './behind-whom.ts';
import { type CallOneNeeds, callOne, callRetrying, MOST_CALLED } from './call-retrying.ts';
import type { AtDoor } from './on-own-queue.ts';

export interface CallNeeds extends LineNeeds, CallOneNeeds {}

export interface OutNeeds extends CallNeeds {
  readonly healths: PartnerHealths;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Gives the slot back with what was heard of the partner, and calls who is next; all slots are filled where it is well again. */
export async function comeOut(needs: OutNeeds, { row, partner }: AtDoor, slot: Slot, heard: Heard | undefined) {
  const { before, after, waits } = await needs.healths.leave(slot, heard, needs.now(), needs.random());
  const { tenant } = row;
  tell(tenant, partner.partner, before, after);
  const now = needs.now();
  if (healthState(after, now.getTime()) !== 'spared') {
    const wellAgain = before.spared !== undefined && after.spared === undefined;
    // Those that were tried meanwhile need not sit out their waits: who finds no place joins the line.
    if (wellAgain) await callRetrying(needs, { tenant, partner: partner.partner, count: MOST_CALLED });
    if (partner.ordered) return callBehind(needs, { row, partner });
    // To most partners nobody waits, and the row that was just written says so.
    return waits ? callWhoWaits(needs, tenant, partner, { count: wellAgain ? MOST_IN_HAND : 1, at: now }) : undefined;
  }
  // Another one tries it when that is due: who failed goes at its own pace. In order nobody may go before it.
  const until = after.spared?.until;
  if (until !== undefined && until !== before.spared?.until && !partner.ordered)
    await callNext(needs, tenant, partner, { count: 1, at: new Date(until) });
}

/** Calls those who wait; when there is nobody, no one looks until somebody waits again. */
async function callWhoWaits(needs: OutNeeds, tenant: string, partner: Partner, called: Called): Promise<void> {
  const { healths, line } = needs;
  if ((await callNext(needs, tenant, partner, called)) > 0) return;
  await healths.noneWait(tenant, partner.partner);
  // Who joined in between has seen the mark, and set none.
  if ((await line.first(tenant, partner.partner, 1)).length === 0) return;
  await healths.someWait(tenant, partner.partner);
  await callNext(needs, tenant, partner, called);
}

/** Calls the next of an order, once the one before is through. While it is not it goes on at its own pace. */
export async function callBehind(needs: CallNeeds, { row, partner }: AtDoor): Promise<void> {
  if (!partner.ordered) return;
  const { tenant, deliveryId } = row;
  const head = await headOf(needs, tenant, partner.partner);
  if (head !== undefined && head.deliveryId !== deliveryId) await callOne(needs, tenant, head.deliveryId, needs.now());
}

interface Called {
  /** So many at most. */
  readonly count: number;
  /** When they are to come. */
  readonly at: Date;
}

/** Calls the next at a partner's door, and says how many were there. What is called is due then; when its message is lost, `sweep` finds it. */
export async function callNext(
  needs: CallNeeds,
  tenant: string,
  partner: Partner,
  { count, at }: Called,
): Promise<number> {
  const { line } = needs;
  if (partner.ordered) {
    const head = await headOf(needs, tenant, partner.partner);
    if (head !== undefined) await callOne(needs, tenant, head.deliveryId, at);
    return head === undefined ? 0 : 1;
  }
  let [called, found] = [0, 0];
  // Those who are settled by now, or in hand, are passed over.
  for (let looks = 0; called < count && looks < count + 2; looks++) {
    const first = await line.first(tenant, partner.partner, count - called);
    if (first.length === 0) break;
    found += first.length;
    for (const { place, deliveryId } of first) {
      if ((await line.leave(tenant, partner.partner, place)) !== 'left') continue;
      if (await callOne(needs, tenant, deliveryId, at)) called++;
    }
  }
  return found;
}

function tell(tenant: string, partner: string, before: PartnerHealth, after: PartnerHealth): void {
  const [was, is] = [before.spared !== undefined, after.spared !== undefined];
  const { failures, why } = after;
  if (!was && is) log('partner-spared', { tenant, partner, failures, failure: why });
  if (was && !is) log('partner-well', { tenant, partner, failures: before.failures });
}
