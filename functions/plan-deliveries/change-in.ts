import { isShipment } from '#common/is-shipment.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { type PackChange, packChangeOf } from '#shared/regimes/pack-change.ts';

/** What an event makes of packs. `to` is where they went, ISO 3166-1 alpha-2: whether that is an export, each regime knows. */
export interface ChangeIn {
  readonly change: PackChange;
  readonly to?: string;
}

/**
 * What a regulator may have to hear of an event. A shipment to a partner with an address is an export to its country.
 *
 * @param partners asked only for shipments
 */
export async function changeIn(
  partners: () => Promise<readonly Partner[]>,
  event: EpcisEvent,
): Promise<ChangeIn | undefined> {
  const told = packChangeOf(event);
  if (told !== undefined) return { change: told };
  if (!isShipment({ event }) || event.type !== 'ObjectEvent' || event.errorDeclaration !== undefined) return undefined;
  const to = new Set((event.destinationList ?? []).map(({ destination }) => canonicalEpc(destination)));
  const receiver = to.size === 0 ? undefined : (await partners()).find(({ party }) => to.has(canonicalEpc(party)));
  const country = receiver?.address?.country;
  return country === undefined ? undefined : { change: 'exported', to: country };
}
