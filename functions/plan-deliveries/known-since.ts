import { isReceipt } from '#common/is-shipment.ts';
import { MOST_LEVELS } from '#common/look-inside.ts';
import type { PartInside } from '#common/parts-at.ts';
import type { LotName } from '#common/store/lot-fates.ts';
import type { Lots } from '#common/store/lots.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';

interface Needs {
  readonly lots: Pick<Lots, 'get'>;
  readonly unitEvents: UnitEvents;
}

/** Lots of packs that are told, since when their packing is: the last of them was released, or came from others. Milliseconds since 1970. */
export interface KnownSince {
  readonly lots: readonly LotName[];
  readonly since: number;
}

/**
 * Since when regulators are told how packs are packed. What of the tenant's own is not released is told with its release, and with it all that it is packed
 * together with; what others made is theirs to tell until it comes. `undefined` while either is still to come, or where nobody told the lots.
 *
 * @param about what the packs are, or are in
 */
export async function knownSince(
  { lots, unitEvents }: Needs,
  tenant: string,
  parts: readonly PartInside[],
  about: readonly string[],
): Promise<KnownSince | undefined> {
  const known = new Map<string, LotName>();
  let since = Number.NEGATIVE_INFINITY;
  let isForeign = false;
  for (const { gtin, lot } of parts) {
    if (lot === undefined || known.has(`${gtin} ${lot}`)) continue;
    known.set(`${gtin} ${lot}`, { gtin, lot });
    const row = await lots.get(tenant, gtin, lot);
    if (row === undefined) isForeign = true;
    else if (row.state !== 'released' || row.releasedAt === undefined) return undefined;
    else since = Math.max(since, instantOf(row.releasedAt));
  }
  if (known.size === 0) return undefined;
  if (!isForeign) return { lots: [...known.values()], since };
  const received = await receivedAt(unitEvents, tenant, about);
  return received === undefined ? undefined : { lots: [...known.values()], since: Math.max(since, received) };
}

/** When things, or what they were in, came from others first. */
async function receivedAt(unitEvents: UnitEvents, tenant: string, epcs: readonly string[]) {
  const seen = new Set<string>();
  let first: number | undefined;
  let level = new Set(epcs);
  for (let depth = 0; level.size > 0 && depth < MOST_LEVELS; depth++) {
    for (const epc of level) seen.add(epc);
    const above = new Set<string>();
    for (const stored of await unitEvents(tenant, [...level], { roles: ['epc', 'child'] })) {
      const mentions = mentionsOf(stored.event);
      // Events of neighbours come along.
      if (!mentions.some(({ epc, role }) => (role === 'epc' || role === 'child') && level.has(epc))) continue;
      if (isReceipt(stored)) first = Math.min(first ?? Number.POSITIVE_INFINITY, instantOf(stored.event.eventTime));
      if (stored.event.type !== 'AggregationEvent') continue;
      for (const { epc, role } of mentions) if (role === 'parent' && !seen.has(epc)) above.add(epc);
    }
    level = above;
  }
  return first;
}
