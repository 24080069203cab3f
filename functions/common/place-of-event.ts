import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { ReportedPlace } from '#shared/regimes/reported.ts';
import { glnOf, ownParty, type PlaceNeeds, reportedPlace } from './reported-place.ts';

/**
 * Where an event happened: the first of its business location and read point that anybody knows. Where it says nothing of that, the tenant captured what it did
 * itself. `undefined` where nobody knows the place.
 */
export async function placeOfEvent(
  needs: PlaceNeeds,
  tenant: string,
  { bizLocation, readPoint }: Pick<EpcisEvent, 'bizLocation' | 'readPoint'>,
): Promise<ReportedPlace | undefined> {
  const ids = [bizLocation?.id, readPoint?.id].filter((id) => id !== undefined);
  if (ids.length === 0) return ownParty(needs, tenant);
  return reportedPlace(needs, tenant, { places: ids.flatMap((id) => glnOf(canonicalEpc(id)) ?? []), parties: [] });
}
