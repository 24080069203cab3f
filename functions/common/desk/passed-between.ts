import { glnOf, type PlaceNeeds, reportedPlace } from '#common/reported-place.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { movesOn } from '#shared/desk/holder-of.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { journeyOf } from '#shared/trace/journey.ts';
import { timelineOf } from '#shared/trace/timeline.ts';
import { isHidden, readLineage } from './lineage-of.ts';

export interface BetweenNeeds extends PlaceNeeds {
  readonly unitEvents: UnitEvents;
}

/**
 * Those of some packs (canonical EPCs) that may have passed between us and the partner of a case: what came from it or went to it, what moved and nobody knows
 * from whom or for whom, and what our ledger knows nothing of.
 */
export async function passedBetween(
  needs: BetweenNeeds,
  { tenant, partner }: Pick<DeskCase, 'tenant' | 'partner'>,
  epcs: readonly string[],
): Promise<ReadonlySet<string>> {
  const lineage = await readLineage(needs.unitEvents, tenant, epcs);
  const timeline = timelineOf(lineage.events);
  const known = new Map<string, Promise<boolean>>();
  const mayBeOf = (end: string) => {
    const answer = known.get(end) ?? isOf(needs, tenant, end, partner);
    known.set(end, answer);
    return answer;
  };
  const found = new Set<string>();
  for (const epc of epcs) {
    const journey = journeyOf(timeline, epc);
    if (journey.length === 0 || isHidden(timeline, epc, lineage)) {
      found.add(epc);
      continue;
    }
    for (const { happening } of journey.filter(movesOn)) {
      const ends = endsOf(happening.stored.event);
      const some = await Promise.all(ends.map(mayBeOf));
      if (ends.length === 0 || some.includes(true)) found.add(epc);
    }
  }
  return found;
}

/** True for a party or place of the partner's, and for one that nobody knows. */
async function isOf(needs: PlaceNeeds, tenant: string, end: string, partner: string): Promise<boolean> {
  const gln = glnOf(end);
  const found = gln && (await reportedPlace(needs, tenant, { places: [gln], parties: [gln] }));
  return !found || found.partner === partner;
}

function endsOf(event: EpcisEvent): string[] {
  const ends = [
    ...(event.sourceList ?? []).map(({ source }) => source),
    ...(event.destinationList ?? []).map(({ destination }) => destination),
  ];
  return [...new Set(ends.map(canonicalEpc))];
}
