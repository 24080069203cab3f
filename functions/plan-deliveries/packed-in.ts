import { glnOf, type PlaceNeeds, reportedPlace } from '#common/reported-place.ts';
import type { ToldAs } from '#common/store/told-packs.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import { type Planned, plannedOf } from '#shared/regimes/planned.ts';
import type { ReportedProduct } from '#shared/regimes/reported.ts';

interface PackedNeeds extends PlaceNeeds {
  readonly unitEvents: UnitEvents;
  readonly regimes?: readonly Planned[];
}

/** How packs are told. Only those who hear of movements or packing ask where a lot was packed: from abroad it comes into circulation when it comes, and for export it is told where it was made. */
export async function toldAsPacked(
  needs: PackedNeeds,
  tenant: string,
  { gtin, markets }: Pick<ReportedProduct, 'gtin' | 'markets'>,
  [serial]: readonly string[],
): Promise<ToldAs> {
  const asks = plannedOf(markets, needs.regimes).some(({ movements = false, packing = false }) => movements || packing);
  const country = asks && serial !== undefined ? await packedIn(needs, tenant, { gtin, serial }) : undefined;
  return country === undefined ? {} : { packedIn: country };
}

/** The same for what an act says. */
export const packedThere = ({ packedIn: country }: ToldAs) => (country === undefined ? {} : { packedIn: country });

/**
 * The country in which a pack was commissioned, ISO 3166-1 alpha-2; `undefined` when nobody knows of the place. A lot is packed at one site, so what is true of
 * one of its packs is taken to be true of all.
 */
export async function packedIn(
  needs: PackedNeeds,
  tenant: string,
  { gtin, serial }: { readonly gtin: string; readonly serial: string },
): Promise<string | undefined> {
  const epc = writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] });
  const events = await needs.unitEvents(tenant, [epc], { roles: ['epc'] });
  const first = events.find(({ event }) => event.type === 'ObjectEvent' && event.action === 'ADD')?.event;
  if (first === undefined) return undefined;
  const ids = [first.bizLocation?.id, first.readPoint?.id].filter((id) => id !== undefined);
  const places = ids.flatMap((id) => glnOf(canonicalEpc(id)) ?? []);
  return (await reportedPlace(needs, tenant, { places, parties: [] }))?.country;
}
