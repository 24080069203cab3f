import { isReceipt, isShipment } from '#common/is-shipment.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { membersOf } from '#common/told-members.ts';
import { instantOf } from '#shared/epcis/time.ts';
import type { Notice } from '#shared/regimes/notice.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { epcOf, namingEvents } from './naming-events.ts';

export interface MovementNeeds {
  readonly deliveries: Pick<Deliveries, 'ofEvent' | 'hear'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
  readonly unitEvents: UnitEvents;
}

/** A report of a movement, and the things in it that a notice names. */
export interface Mirrored {
  readonly delivery: Delivery;
  readonly things: number;
}

/** The reports by which the goods of a notice were last told to leave, before it. */
export async function shipmentsOf(
  needs: MovementNeeds,
  tenant: string,
  market: string,
  notice: Notice,
): Promise<Mirrored[]> {
  const until = instantOf(notice.at);
  const isBefore = (stored: StoredEvent) => isShipment(stored) && instantOf(stored.event.eventTime) <= until;
  const named = await namingEvents(needs.unitEvents, tenant, notice.things.map(epcOf), notice.at, isBefore);
  const mirrored: Mirrored[] = [];
  for (const [eventId, things] of thingsByEvent(named)) {
    const rows = await reportsOf(needs, { tenant, market, eventId, tells: 'shipment' });
    for (const delivery of rows) {
      const count = rows.length === 1 ? things.size : await countIn(needs, delivery, things);
      if (count > 0) mirrored.push({ delivery, things: count });
    }
  }
  return mirrored;
}

/** The reports by which all goods of a notice were told to have come in, after it; `undefined` while any were not, or not taken in. */
export async function receiptsOf(
  needs: MovementNeeds,
  tenant: string,
  market: string,
  notice: Notice,
): Promise<Delivery[] | undefined> {
  const since = instantOf(notice.at);
  const isAfter = (stored: StoredEvent) => isReceipt(stored) && instantOf(stored.event.eventTime) >= since;
  const things = notice.things.map(epcOf);
  const look = (some: readonly string[]) => namingEvents(needs.unitEvents, tenant, some, notice.at, isAfter);
  // Most looks find nothing: one thing tells that as well as twenty thousand.
  if ((await look(things.slice(0, 1)))[0] === undefined) return undefined;
  const named = await look(things);
  if (named.includes(undefined)) return undefined;
  const told: Delivery[] = [];
  for (const [eventId] of thingsByEvent(named)) {
    const rows = await reportsOf(needs, { tenant, market, eventId, tells: 'receipt' });
    if (rows.length === 0 || rows.some(({ state }) => !done.includes(state))) return undefined;
    told.push(...rows);
  }
  return told;
}

/** Taken in as a whole; a receipt that was taken in part is corrected, or closed by a person. */
const done: readonly string[] = ['acknowledged', 'corrected', 'closed'];

type Named = Awaited<ReturnType<typeof namingEvents>>;

function thingsByEvent(named: Named): Map<string, Set<string>> {
  const things = new Map<string, Set<string>>();
  for (const one of named) {
    if (one === undefined) continue;
    const { eventId } = one.stored;
    things.set(eventId, (things.get(eventId) ?? new Set()).add(one.thing));
  }
  return things;
}

interface Wanted {
  readonly tenant: string;
  readonly market: string;
  readonly eventId: string;
  readonly tells: 'shipment' | 'receipt';
}

async function reportsOf(
  { deliveries }: MovementNeeds,
  { tenant, market, eventId, tells }: Wanted,
): Promise<Delivery[]> {
  const rows = await deliveries.ofEvent(tenant, eventId);
  return rows.filter(
    ({ market: to, report, state }) =>
      to === market && report?.tells === tells && report.undo !== true && state !== 'cancelled',
  );
}

/** How many of the things are in one slice of a movement that was told in several. */
async function countIn(
  { evidence }: MovementNeeds,
  { report }: Delivery,
  things: ReadonlySet<string>,
): Promise<number> {
  const { members, units } = report ?? {};
  if (members === undefined || units === undefined) return 0;
  const listed = await membersOf(evidence, members.key, members.first, units.count);
  return listed.filter((epc) => things.has(epc)).length;
}
