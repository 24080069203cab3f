import { isReceipt, isShipment } from '#common/is-shipment.ts';
import { lookInside, MOST_LEVELS } from '#common/look-inside.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import { type Delivery, isOfMovement } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { unitCode } from '#common/store/unit-code.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { membersOf } from '#common/told-members.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { isUnfinished } from './told-rows.ts';

export interface OrderNeeds {
  readonly deliveries: Pick<Deliveries, 'ofEvent'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
  readonly unitEvents: UnitEvents;
}

/**
 * A report of an earlier movement of the same things that is not told yet: of the things that this one names, of what those were in, or of the containers in
 * them. Regulators refuse goods at a place where they do not know them to be. What was refused, or is kept back by a person, stops nothing.
 *
 * Earlier is what happened before, whenever it was captured. That an earlier movement did not happen is told before later ones, too.
 */
export async function earlierMovement(needs: OrderNeeds, delivery: Delivery): Promise<Delivery | undefined> {
  const { tenant, market, report, subject } = delivery;
  const { members, units, at = '' } = report ?? {};
  if (members === undefined || units === undefined) return undefined;
  const named = await membersOf(needs.evidence, members.key, units.first - members.first, units.count);
  const things = new Set(named);
  for await (const looked of lookInside(needs.unitEvents, tenant, named, at, isPack))
    for (const epc of looked.things) things.add(epc);
  for (const { eventId } of await movementsOf(needs, tenant, things, instantOf(at))) {
    if (subject.eventIds?.includes(eventId)) continue;
    const rows = await needs.deliveries.ofEvent(tenant, eventId);
    const open = rows.find((row) => row.market === market && isOfMovement(row) && isUnfinished(row));
    if (open !== undefined) return open;
  }
  return undefined;
}

const isPack = (epc: string) => unitCode(epc)?.kind === 'sgtin';

/** Movements before a moment, also those that were declared errors since, of things and of all that they were ever in; the earliest first. */
async function movementsOf({ unitEvents }: OrderNeeds, tenant: string, epcs: ReadonlySet<string>, before: number) {
  const found = new Map<string, StoredEvent>();
  const seen = new Set<string>();
  let level: ReadonlySet<string> = epcs;
  for (let depth = 0; level.size > 0 && depth < MOST_LEVELS; depth++) {
    for (const epc of level) seen.add(epc);
    const above = new Set<string>();
    for (const stored of await unitEvents(tenant, [...level], { roles: ['epc', 'child'] })) {
      if (instantOf(stored.event.eventTime) >= before) continue;
      const mentions = mentionsOf(stored.event);
      // Events of neighbours come along.
      if (!mentions.some(({ epc, role }) => (role === 'epc' || role === 'child') && level.has(epc))) continue;
      if (isShipment(stored) || isReceipt(stored)) found.set(stored.eventId, stored);
      if (stored.event.type !== 'AggregationEvent') continue;
      for (const { epc, role } of mentions) if (role === 'parent' && !seen.has(epc)) above.add(epc);
    }
    level = above;
  }
  return [...found.values()].toSorted((a, b) => instantOf(a.event.eventTime) - instantOf(b.event.eventTime));
}
