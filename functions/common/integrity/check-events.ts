import type { FollowUp } from '#common/follow-up.ts';
import { log } from '#common/log.ts';
import type { PoolCipher } from '#common/pool-cipher.ts';
import { Refused } from '#common/refused.ts';
import { chunksOf } from '#common/store/batches.ts';
import type { PlacePools } from '#common/store/epc-places.ts';
import type { Exceptions } from '#common/store/exceptions.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { checkNames } from './check-names.ts';
import { checkSlice } from './check-slice.ts';
import { isJudged } from './histories.ts';
import { type NamesKnownNeeds, namesKnown } from './names-known.ts';
import { unitFacts } from './unit-facts.ts';

export interface CheckNeeds extends NamesKnownNeeds {
  readonly unitEvents: UnitEvents;
  readonly exceptions: Exceptions;
  readonly pools: PlacePools;
  readonly cipher: PoolCipher;
}

/** Events and units that are looked at together: what they name is read at once, and must fit into memory. */
const EVENTS = 250;
const UNITS = 2_000;
/** After so long no more units are looked at: the functions that check live for 60 and 120 seconds, and others wait for them. */
const ENOUGH_MS = 30_000;

/**
 * Looks at what arrived: opens an exception for every contradiction that the rules find in the whole history of each unit concerned, and withdraws those
 * that the new events explain. Repeating it is harmless, and a capture without contradictions writes nothing.
 */
export function checkEvents(needs: CheckNeeds): FollowUp {
  const names = namesKnown(needs);
  const all = { ...needs, names, factsOf: unitFacts(needs, names) };
  return async (tenant, events) => {
    const end = needs.now().getTime() + ENOUGH_MS;
    for (const [i, slice] of chunksOf(events, EVENTS).entries())
      await orFault(async () => {
        const counts = await needs.exceptions.counts(tenant);
        if (i === 0 || needs.now().getTime() < end) await checkNames(all, tenant, slice, counts);
        for (const [k, units] of chunked(unitsOf(slice)).entries()) {
          if (i + k > 0 && needs.now().getTime() >= end) return cutShort(tenant, slice, units.length);
          await checkSlice(all, tenant, slice, units, counts);
        }
      });
  };
}

/** Whoever captured must come to an end: an event may name a hundred thousand units that nobody here issued. */
function cutShort(tenant: string, [first]: readonly StoredEvent[], units: number): void {
  log('check-cut-short', { tenant, captureId: first?.captureId, eventId: first?.eventId, units });
}

/** Events that name no unit are looked at all the same. */
const chunked = (units: readonly string[]) => (units.length === 0 ? [[]] : chunksOf(units, UNITS));

function unitsOf(events: readonly StoredEvent[]): string[] {
  const named = new Set(events.flatMap(({ event }) => mentionsOf(event).map(({ epc }) => epc)));
  return [...named].filter(isJudged);
}

/** A table that was busy is no reason to set a capture aside: whoever captured does it again. */
async function orFault(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof Refused ? new Error(error.message, { cause: error }) : error;
  }
}
