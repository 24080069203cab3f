import { effectiveEvents } from '#shared/trace/effective-events.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { isShipment } from './is-shipment.ts';
import { isVoiding } from './may-be-told.ts';
import { inLanes } from './store/batches.ts';
import type { EvidenceStore } from './store/evidence.ts';
import type { Ledger } from './store/ledger.ts';
import type { LotName } from './store/lot-fates.ts';
import type { ToldPacks } from './store/told-packs.ts';
import { membersOf } from './told-members.ts';

export interface ToldActsNeeds {
  readonly told: Pick<ToldPacks, 'acts'>;
  readonly ledger: Pick<Ledger, 'eventsById'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
}

/** An event that counts, and which of some packs it is told of. */
export interface ActOf {
  readonly stored: StoredEvent;
  readonly serials: readonly string[];
}

/** The events that made something of some packs of a lot, named or inside something, or that say that they did not leave; in the order things happened. */
export async function toldActsOf(
  { told, ledger, evidence }: ToldActsNeeds,
  tenant: string,
  of: LotName,
  packs: ReadonlySet<string>,
): Promise<ActOf[]> {
  const touched = new Map<string, string[]>();
  await inLanes(await told.acts(tenant, of), async ({ eventId, lists }) => {
    const some: string[] = [];
    for (const { key, count } of lists)
      for (const serial of await membersOf(evidence, key, 0, count)) if (packs.has(serial)) some.push(serial);
    if (some.length > 0) touched.set(eventId, some);
  });
  const events = effectiveEvents(await ledger.eventsById(tenant, [...touched.keys()]));
  return events.map((stored) => ({ stored, serials: touched.get(stored.eventId) ?? [] }));
}

/** By serial, the events that stand of what was made of a pack: a shipment that was voided afterwards does not. */
export function standingOf(acts: readonly ActOf[]): ReadonlyMap<string, readonly StoredEvent[]> {
  const standing = new Map<string, readonly StoredEvent[]>();
  for (const { stored, serials } of acts)
    for (const serial of serials) {
      const before = standing.get(serial) ?? [];
      standing.set(serial, isVoiding(stored) ? withoutLastShipment(before) : [...before, stored]);
    }
  return standing;
}

function withoutLastShipment(events: readonly StoredEvent[]): readonly StoredEvent[] {
  const last = events.findLastIndex(isShipment);
  return last < 0 ? events : events.toSpliced(last, 1);
}
