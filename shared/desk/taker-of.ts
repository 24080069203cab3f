import type { EpcisEvent, ObjectEvent } from '../epcis/event.ts';
import { canonicalEpc } from '../gs1/canonical-epc.ts';

/** Who has a pack now, as far as events tell. It is with us where nothing else is said. */
export interface Holder {
  /** Canonical. */
  readonly party?: string;
  /** Where it went, of which no party is named: canonical. Whose it is the master data know. */
  readonly place?: string;
  /** It left, and no event says for whom. */
  readonly isUnnamed?: true;
  /** sent: on its way there · held: they have it, or never told otherwise · dispensed: with a patient · ended: destroyed, sampled, decommissioned. */
  readonly how: 'sent' | 'held' | 'dispensed' | 'ended';
  /** Ids of partners by whose word alone it went on since, though they did not have it and the last shipment did not name them. */
  readonly said?: readonly string[];
}

/** Tells our own parties, and our places (canonical). */
export type IsOwn = (id: string) => boolean;

export const ours: Holder = { how: 'held' };

export const arrives: readonly string[] = ['receiving', 'accepting'];
/** Given out to patients. */
export const givenOut: readonly string[] = ['dispensing', 'retail_selling'];
export const leaves = 'shipping';

export const isObserved = (event: EpcisEvent): event is ObjectEvent =>
  event.type === 'ObjectEvent' && event.action === 'OBSERVE';

/** Who has goods answers for them, before who owns them; where no party is named, the place stands for whoever is there. */
export function takerOf({ destinationList = [] }: ObjectEvent, isOwn: IsOwn, how: Holder['how']): Holder | undefined {
  const named = (role: string) => destinationList.find(({ type }) => type.endsWith(role))?.destination;
  const taker = named('possessing_party') ?? named('owning_party');
  const party = taker && canonicalEpc(taker);
  if (party !== undefined) return isOwn(party) ? ours : { party, how };
  const place = named('location');
  return place === undefined ? undefined : { place: canonicalEpc(place), how };
}

/** Where an event happened, canonical. */
export function placeOf({ bizLocation, readPoint }: Pick<EpcisEvent, 'bizLocation' | 'readPoint'>): string | undefined {
  const id = bizLocation?.id ?? readPoint?.id;
  return id === undefined ? undefined : canonicalEpc(id);
}
