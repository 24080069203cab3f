import type { FollowUp } from '#common/follow-up.ts';
import { log } from '#common/log.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { PlanProgress } from '#common/store/plan-progress.ts';
import { instantOf } from '#shared/epcis/time.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { once } from './once.ts';
import { type PlanLateNeeds, planAgain, planLate } from './plan-late.ts';
import { planOrSetAside } from './plan-or-set-aside.ts';
import { planLatePacking } from './plan-packing.ts';
import { type PlanPartnersNeeds, planPartners } from './plan-partners.ts';
import { orSetAside } from './set-aside.ts';
import { remembering } from './tell-once.ts';

export interface PlanCapturedNeeds extends PlanLateNeeds, PlanPartnersNeeds {
  readonly deliveries: PlanLateNeeds['deliveries'];
  readonly registry: PlanLateNeeds['registry'] & PlanPartnersNeeds['registry'];
  readonly captureJobs: Pick<CaptureJobs, 'eventIds' | 'markPlanned'>;
  readonly progress: PlanProgress;
  readonly ledger: Pick<Ledger, 'eventsById'>;
  /** Besides deliveries to partners. */
  readonly followUps: readonly FollowUp[];
}

/** Events planned between two notes of how far it came, when each takes a moment. */
const SLICE = 100;
/** After so long a run ends where it is: well before its function is cut off. `sweep` wakes the planner for the rest. */
const ENOUGH_MS = 15_000;
/** How long `sweep` leaves a plan alone that is being made; longer than the function lives. */
const IN_HAND_MS = 150_000;

/**
 * Makes due what captured events have to be told to partners and regulators. A document with more than one run can plan is planned over several, each of which
 * goes on where the one before was, even if that was cut off.
 */
export const planCaptured =
  (asked: PlanCapturedNeeds) =>
  async ({ tenant, captureId }: { tenant: string; captureId: string }): Promise<void> => {
    const partners = once(() => asked.registry.partners(tenant));
    const productsEver = once(() => asked.registry.productsEver(tenant));
    const registry = { ...asked.registry, partners, productsEver };
    const needs = { ...asked, registry, evidence: remembering(asked.evidence) };
    const idsFrom = (from: number) => needs.captureJobs.eventIds(tenant, captureId, from, SLICE);
    const end = needs.now().getTime() + ENOUGH_MS;
    const first = await idsFrom(0);
    const from = first.length > 1 ? await needs.progress.reached(tenant, captureId) : 0;
    const run: Run = { partners, end, known: new Set() };
    let deliveries = 0;
    let at = from;
    for (let ids = from === 0 ? first : await idsFrom(from); ids.length > 0; ids = await idsFrom(at)) {
      const enough = at > from && needs.now().getTime() >= end;
      if (at > from) await needs.progress.note(tenant, captureId, at, dueAgain(needs, enough));
      if (enough) return log('planned', { tenant, captureId, deliveries, events: at, isAll: false });
      const slice = await planSlice(needs, tenant, ids, run);
      deliveries += slice.deliveries;
      at += slice.events;
      if (slice.events === ids.length && ids.length < SLICE) break;
    }
    await needs.captureJobs.markPlanned(tenant, captureId, needs.now());
    log('planned', { tenant, captureId, deliveries, events: at, isAll: true });
  };

const dueAgain = ({ now }: PlanCapturedNeeds, enough: boolean) => new Date(now().getTime() + (enough ? 0 : IN_HAND_MS));

interface Run {
  readonly partners: () => Promise<readonly Partner[]>;
  /** When it has planned enough. */
  readonly end: number;
  /** Ids of events whose changes it planned. All that it plans was in the ledger before. */
  readonly known: Set<string>;
}

/** How many deliveries were made, and with how many of the events it came to an end: at least one. */
async function planSlice(needs: PlanCapturedNeeds, tenant: string, ids: readonly string[], run: Run) {
  const all = await needs.ledger.eventsById(tenant, ids);
  for (const followUp of needs.followUps) await followUp(tenant, all);
  const { planned, events, count } = await planEach(needs, tenant, { ids, all }, run);
  const partners = await planPartners(needs, tenant, events, run.partners);
  return { deliveries: planned + partners, events: count };
}

interface Slice {
  readonly ids: readonly string[];
  readonly all: readonly StoredEvent[];
}

/** What regulators hear. One event may be about a million packs: how far it came is noted after so long, not after so many. */
async function planEach(needs: PlanCapturedNeeds, tenant: string, { ids, all }: Slice, { known, end }: Run) {
  const byId = Map.groupBy(all, ({ eventId }) => eventId);
  const late = await planLate(needs, tenant, [...declared(all), ...effectiveEvents(all)]);
  let { planned } = late;
  const events: StoredEvent[] = [];
  let count = 0;
  for (const id of ids) {
    if (count > 0 && needs.now().getTime() >= end) break;
    const own = byId.get(id) ?? [];
    for (const stored of [...declared(own), ...effectiveEvents(own)]) {
      planned += await planOrSetAside(needs, tenant, stored);
      if (stored.event.errorDeclaration === undefined) known.add(stored.eventId);
    }
    events.push(...own);
    count++;
  }
  const [first] = all;
  if (first === undefined || late.moved.size === 0) return { planned, events, count };
  const moved = { epcs: late.moved, from: Math.min(...all.map(({ event }) => instantOf(event.eventTime))) };
  planned += await orSetAside(needs, tenant, first, () => planAgain(needs, tenant, moved, known));
  planned += await orSetAside(needs, tenant, first, () => planLatePacking(needs, tenant, effectiveEvents(all)));
  return { planned, events, count };
}

const declared = (events: readonly StoredEvent[]) => events.filter(({ event }) => event.errorDeclaration !== undefined);
