import { deliveryId } from '#common/delivery-id.ts';
import type { FollowUp } from '#common/follow-up.ts';
import { isShipment } from '#common/is-shipment.ts';
import { log } from '#common/log.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { inLanes } from '#common/store/batches.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import type { NewDelivery } from '#common/store/delivery-row.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { PlanProgress } from '#common/store/plan-progress.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { type PlanChangesNeeds, planChanges } from './plan-changes.ts';

export interface PlanCapturedNeeds extends PlanChangesNeeds {
  readonly captureJobs: Pick<CaptureJobs, 'eventIds' | 'markPlanned'>;
  readonly progress: PlanProgress;
  readonly ledger: Pick<Ledger, 'eventsById'>;
  readonly wakePartner: SendToQueue;
  /** Besides deliveries to partners. */
  readonly followUps: readonly FollowUp[];
}

/** Events planned between two notes of how far it came. */
const SLICE = 100;
/** Deliveries made at once. */
const LANES = 8;
/** After so long a run ends where it is: well before its function is cut off. `sweep` wakes the planner for the rest. */
const ENOUGH_MS = 15_000;
/** How long `sweep` leaves a plan alone that is being made; longer than the function lives. */
const IN_HAND_MS = 150_000;

/**
 * Makes one delivery due for every shipment among the captured events and every partner it goes to. A document with more than one run can
 * plan is planned over several, each of which goes on where the one before was, even if that was cut off.
 */
export const planCaptured =
  (needs: PlanCapturedNeeds) =>
  async ({ tenant, captureId }: { tenant: string; captureId: string }): Promise<void> => {
    const idsFrom = (from: number) => needs.captureJobs.eventIds(tenant, captureId, from, SLICE);
    const end = needs.now().getTime() + ENOUGH_MS;
    const first = await idsFrom(0);
    const from = first.length === SLICE ? await needs.progress.reached(tenant, captureId) : 0;
    const partners = once(() => needs.registry.partners(tenant));
    let deliveries = 0;
    let at = from;
    for (let ids = from === 0 ? first : await idsFrom(from); ids.length > 0; ids = await idsFrom(at)) {
      const enough = at > from && needs.now().getTime() >= end;
      if (at > from) await needs.progress.note(tenant, captureId, at, dueAgain(needs, enough));
      if (enough) return log('planned', { tenant, captureId, deliveries, events: at, isAll: false });
      deliveries += await planSlice(needs, tenant, ids, partners);
      at += ids.length;
      if (ids.length < SLICE) break;
    }
    await needs.captureJobs.markPlanned(tenant, captureId, needs.now());
    log('planned', { tenant, captureId, deliveries, events: at, isAll: true });
  };

const dueAgain = ({ now }: PlanCapturedNeeds, enough: boolean) => new Date(now().getTime() + (enough ? 0 : IN_HAND_MS));

/** How many deliveries were made that were not there before. A row that was there is in hand, or `sweep` finds it. */
async function planSlice(
  needs: PlanCapturedNeeds,
  tenant: string,
  ids: readonly string[],
  partners: () => Promise<Partner[]>,
) {
  const events = await needs.ledger.eventsById(tenant, ids);
  for (const followUp of needs.followUps) await followUp(tenant, events);
  const effective = effectiveEvents(events);
  let reports = 0;
  for (const stored of effective)
    reports += await planChanges({ ...needs, registry: asking(needs, partners) }, tenant, stored);
  const shipments = effective.filter(isShipment);
  const known = shipments.length > 0 ? await partners() : [];
  const wanted = shipments.flatMap((shipment) =>
    known.filter((partner) => goesTo(partner, shipment)).map((partner) => deliveryOf(tenant, shipment, partner)),
  );
  const made = await inLanes(
    wanted,
    async (delivery) => {
      if ((await needs.deliveries.plan(delivery, needs.now())) !== 'planned') return 0;
      await needs.wakePartner({ tenant, deliveryId: delivery.deliveryId });
      return 1;
    },
    LANES,
  );
  return made.reduce<number>((sum, one) => sum + one, reports);
}

/** The registry, which tells partners once a run. */
const asking = ({ registry }: PlanCapturedNeeds, partners: () => Promise<Partner[]>) => ({ ...registry, partners });

/** Asks when it is first needed, and then no more. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}

function goesTo({ channel, party }: Partner, { event }: StoredEvent): boolean {
  const to = (event.destinationList ?? []).map(({ destination }) => canonicalEpc(destination));
  return channel === 'webhook' && to.includes(canonicalEpc(party));
}

const deliveryOf = (tenant: string, { eventId }: StoredEvent, { partner }: Partner): NewDelivery => ({
  tenant,
  deliveryId: deliveryId('partner', tenant, partner, eventId),
  kind: 'delivery',
  partner,
  subject: { eventIds: [eventId] },
});
