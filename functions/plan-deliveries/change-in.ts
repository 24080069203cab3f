import { isShipment } from '#common/is-shipment.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { type PackChange, packChangeOf } from '#shared/regimes/pack-change.ts';
import { type CountryNeeds, countryOf } from './country-of.ts';

/** What an event makes of packs. `to` is where they went, ISO 3166-1 alpha-2: whether that is an export, each regime knows. */
export interface ChangeIn {
  readonly change: PackChange;
  readonly to?: string;
  /** Of a shipment, why nobody knows where its packs went. */
  readonly unknown?: string;
}

/** What a regulator may have to hear of an event. */
export async function changeIn(needs: CountryNeeds, tenant: string, event: EpcisEvent): Promise<ChangeIn | undefined> {
  const told = packChangeOf(event);
  if (told !== undefined) return { change: told };
  if (!isShipment({ event }) || event.type !== 'ObjectEvent' || event.errorDeclaration !== undefined) return undefined;
  const went = await countryOf(needs, tenant, event);
  if ('stays' in went) return undefined;
  return 'country' in went ? { change: 'exported', to: went.country } : { change: 'exported', ...went };
}
