import { isReceipt, isShipment } from '#common/is-shipment.ts';
import { lookInside, MOST_LEVELS } from '#common/look-inside.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import { type Delivery, isOfMovement } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Lots } from '#common/store/lots.ts';
import { unitCode } from '#common/store/unit-code.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { membersOf } from '#common/told-members.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import { emptiesParent } from '#shared/trace/empties-parent.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { isUnfinished, waitsForEach } from './told-rows.ts';

export interface OrderNeeds {
  readonly lots: Pick<Lots, 'get'>;
  readonly deliveries: Pick<Deliveries, 'ofEvent'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
  readonly unitEvents: UnitEvents;
}

/** What a report names, what was repacked, and the containers in those; canonical. None where it names nothing. */
export async function thingsOf(
  { evidence, unitEvents }: Pick<OrderNeeds, 'evidence' | 'unitEvents'>,
  { tenant, report, subject }: Delivery,
): Promise<ReadonlySet<string>> {
  const { members, units, container, at = '' } = report ?? {};
  if (members === undefined || units === undefined) return new Set();
  const named = await membersOf(evidence, members.key, units.first - members.first, units.count);
  // What became of packs names them by their serials.
  if (report?.tells === undefined) return new Set(named.map((serial) => packOf(subject.gtin ?? '', serial)));
  const things = new Set(container === undefined ? named : [...named, container]);
  for await (const looked of lookInside(unitEvents, tenant, [...things], at, isPack))
    for (const epc of looked.things) things.add(epc);
  return things;
}

const packOf = (gtin: string, serial: string) =>
  writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] });

/**
 * A report of an earlier movement of the same things that is not told yet, or of what was put into them or taken out of them: of the things that this one names, of what those
 * were in, or of the containers in them. Regulators refuse goods at a place where they do not know them to be, and in what they do not know them to be in. A movement that
 * was refused, or is kept back by a person, stops nothing.
 *
 * Earlier is what happened before, whenever it was captured. That an earlier movement did not happen is told before later ones, too.
 *
 * @param things see `thingsOf`
 */
export async function earlierMovement(
  needs: OrderNeeds,
  delivery: Delivery,
  things: ReadonlySet<string>,
): Promise<Delivery | undefined> {
  if (things.size === 0) return undefined;
  const { tenant, market, report, subject } = delivery;
  const events = await eventsOf(needs, tenant, things, instantOf(report?.at ?? ''));
  const since = await toldSince(needs, delivery, events);
  for (const { eventId, event } of events) {
    if (event.type === 'AggregationEvent' && instantOf(event.eventTime) <= since) continue;
    if (subject.eventIds?.includes(eventId)) continue;
    const rows = await needs.deliveries.ofEvent(tenant, eventId);
    const open = rows.find((row) => row.market === market && (isOpenMovement(row) || isOpenRepacking(row)));
    if (open !== undefined) return open;
  }
  return undefined;
}

/** Since when packing is told by reports of its own: before, lines pack by the thousand. What others made is repacked here once it came. */
async function toldSince({ lots }: OrderNeeds, { tenant, report, subject }: Delivery, events: readonly StoredEvent[]) {
  const { gtin = '', lot = '' } = subject;
  let since = Number.POSITIVE_INFINITY;
  for (const of of report?.lots ?? [{ gtin, lot }]) {
    const row = await lots.get(tenant, of.gtin, of.lot);
    const came = row === undefined ? events.find(isReceipt)?.event.eventTime : row.releasedAt;
    if (came !== undefined) since = Math.min(since, instantOf(came));
  }
  return since;
}

const isOpenMovement = (row: Delivery) => isOfMovement(row) && isUnfinished(row);
const isOpenRepacking = (row: Delivery) => row.report?.tells === 'repacking' && waitsForEach([row]) !== undefined;

const isPack = (epc: string) => unitCode(epc)?.kind === 'sgtin';

/**
 * Movements and packing before a moment, also those that were declared errors since, of things and of all that they were ever in; the earliest first. What was packed
 * into those later, beside the things, is none of it.
 */
async function eventsOf({ unitEvents }: OrderNeeds, tenant: string, epcs: ReadonlySet<string>, before: number) {
  const found = new Map<string, StoredEvent>();
  const seen = new Set<string>();
  let level: ReadonlySet<string> = epcs;
  for (let depth = 0; level.size > 0 && depth < MOST_LEVELS; depth++) {
    for (const epc of level) seen.add(epc);
    const above = new Set<string>();
    for (const stored of await unitEvents(tenant, [...level], { roles: ['epc', 'child', 'parent'] })) {
      if (instantOf(stored.event.eventTime) >= before) continue;
      const mentions = mentionsOf(stored.event);
      // Events of neighbours come along.
      if (!mentions.some((one) => level.has(one.epc) && (one.role !== 'parent' || isOfAll(stored, one.epc, epcs))))
        continue;
      const isOfPacking = stored.event.type === 'AggregationEvent' && stored.event.action !== 'OBSERVE';
      if (isShipment(stored) || isReceipt(stored) || isOfPacking) found.set(stored.eventId, stored);
      if (stored.event.type !== 'AggregationEvent') continue;
      for (const { epc, role } of mentions) if (role === 'parent' && !seen.has(epc)) above.add(epc);
    }
    level = above;
  }
  return [...found.values()].toSorted((a, b) => instantOf(a.event.eventTime) - instantOf(b.event.eventTime));
}

/** True of what happened to one of the things, or to all that was in something that they were in. */
const isOfAll = ({ event }: StoredEvent, parent: string, epcs: ReadonlySet<string>) =>
  epcs.has(parent) || (event.type === 'AggregationEvent' && emptiesParent(event));
