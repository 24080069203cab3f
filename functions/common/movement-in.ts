import type { BizTransaction, EpcisEvent, ObjectEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Movement } from '#shared/regimes/business-act.ts';
import type { ReportedDocument, ReportedPlace } from '#shared/regimes/reported.ts';
import { isReceipt, isShipment } from './is-shipment.ts';
import { type End, glnOf, ownParty, type PlaceNeeds, reportedPlace } from './reported-place.ts';

/** What moved between whom. */
export type Ends = Pick<Movement, 'kind' | 'from' | 'to'>;

/**
 * The movement that an event tells, from the tenant's side: goods that left one of its places for a partner's (shipment) or for another of its own
 * (transfer), or came to one of its places from a partner (receipt). Where goods came from and go to is told by sources and destinations (CBV 2.0 §7.4.2:
 * location, possessing_party, owning_party), the tenant's side by read point and business location as well. Who owns the goods there comes before who has them:
 * goods that stay the tenant's in the hands of another are a transfer.
 *
 * `undefined` for every other event: for what others capture of their own side, and for the arrival of a transfer, whose departure tells it. `unknown`
 * says what nobody knows of it, also where nobody knows whose side it was captured on: goods of the tenant's in a place that nobody has told of.
 */
export async function movementIn(
  needs: PlaceNeeds,
  tenant: string,
  event: EpcisEvent,
): Promise<Ends | { readonly unknown: string } | undefined> {
  if (event.type !== 'ObjectEvent') return undefined;
  if (isShipment({ event })) return leaving(needs, tenant, event);
  return isReceipt({ event }) ? arriving(needs, tenant, event) : undefined;
}

async function leaving(needs: PlaceNeeds, tenant: string, event: ObjectEvent) {
  const from = await ownSide(needs, tenant, event, sourceOf(event));
  if (from === undefined) return unknownSide(needs, tenant, sourceOf(event), destinationOf(event));
  const whose = await whoseSide(needs, tenant, { side: from, of: sourceOf(event), other: destinationOf(event) });
  if (whose !== 'own') return whose;
  const to = await reportedPlace(needs, tenant, destinationOf(event));
  const owner = await ownerIn(needs, tenant, destinationOf(event));
  const buyer = withOwner(to, owner);
  if (buyer === undefined) return { unknown: 'neither a location nor a partner is known that it goes to' };
  return { kind: isOwn(buyer, owner) ? 'transfer' : 'shipment', from, to: buyer } as const;
}

async function arriving(needs: PlaceNeeds, tenant: string, event: ObjectEvent) {
  const to = await ownSide(needs, tenant, event, destinationOf(event));
  if (to === undefined) return unknownSide(needs, tenant, destinationOf(event), sourceOf(event));
  const whose = await whoseSide(needs, tenant, { side: to, of: destinationOf(event), other: sourceOf(event) });
  if (whose !== 'own') return whose;
  const from = await reportedPlace(needs, tenant, sourceOf(event));
  const owner = await ownerIn(needs, tenant, sourceOf(event));
  const seller = withOwner(from, owner);
  if (seller === undefined) return { unknown: 'neither a location nor a partner is known that it came from' };
  if (seller.partner === undefined) return undefined;
  // What comes back from somebody who kept it for the tenant: no departure of an own place tells it.
  return { kind: isOwn(seller, owner) ? 'transfer' : 'receipt', from: seller, to } as const;
}

interface Side {
  readonly side: ReportedPlace;
  readonly of: Told;
  readonly other: Told;
}

/**
 * Whether it is the tenant's side: in a partner's place it is where the tenant owns the goods there. Where another party is named there, that one tells it, and so
 * does the tenant's own side at the other end. Otherwise nobody knows whose goods they were.
 */
async function whoseSide(needs: PlaceNeeds, tenant: string, { side, of, other }: Side) {
  if (side.partner === undefined) return 'own';
  const owner = await ownerIn(needs, tenant, of);
  if (owner !== undefined && owner.partner === undefined) return 'own';
  if (of.parties.length > 0) return undefined;
  const there = await reportedPlace(needs, tenant, other);
  if (there !== undefined && there.partner === undefined) return undefined;
  return { unknown: 'it was captured in a place of a partner, and the event does not say who owns the goods there' };
}

/** Who owns the goods at an end: whoever has them there may keep or carry them for another. */
const ownerIn = (needs: PlaceNeeds, tenant: string, { owners }: Told) =>
  owners.length === 0 ? undefined : reportedPlace(needs, tenant, { places: [], parties: owners });

/** Who owns goods is told of them, and not who keeps them; a place of the owner's own says more than its name. */
const withOwner = (place: ReportedPlace | undefined, owner: ReportedPlace | undefined) =>
  owner?.partner === undefined || owner.partner === place?.partner ? (place ?? owner) : owner;

/** Goods stay the tenant's where it owns them at the other end, too. */
const isOwn = (place: ReportedPlace, owner: ReportedPlace | undefined) =>
  place.partner === undefined || (owner !== undefined && owner.partner === undefined);

/** Whoever is named as the party of that side, and is not known, captured it; and what is between it and an own place, its own side tells. */
async function unknownSide(needs: PlaceNeeds, tenant: string, { parties }: Told, other: Told) {
  if (parties.length > 0) return undefined;
  const there = await reportedPlace(needs, tenant, other);
  if (there !== undefined && there.partner === undefined) return undefined;
  return { unknown: 'no location is known where it was captured' } as const;
}

/** Where the event happened. Where nothing at all is said of that, the tenant captured what it did itself. */
async function ownSide(needs: PlaceNeeds, tenant: string, event: ObjectEvent, { places, parties }: End) {
  const { bizLocation, readPoint } = event;
  const here = glnsOf([bizLocation?.id, readPoint?.id].filter((id) => id !== undefined));
  const side = { places: [...places, ...here], parties };
  const isSilent = side.places.length === 0 && parties.length === 0;
  return isSilent ? ownParty(needs, tenant) : reportedPlace(needs, tenant, side);
}

/** What an event says of an end, and who owns the goods there. */
interface Told extends End {
  readonly owners: readonly string[];
}

const sourceOf = ({ sourceList = [] }: ObjectEvent): Told =>
  endOf(sourceList.map(({ type, source }) => ({ type, id: source })));
const destinationOf = ({ destinationList = [] }: ObjectEvent): Told =>
  endOf(destinationList.map(({ type, destination }) => ({ type, id: destination })));

function endOf(told: readonly { readonly type: string; readonly id: string }[]): Told {
  const named = (role: string) => glnsOf(told.filter(({ type }) => type.endsWith(role)).map(({ id }) => id));
  const owners = named('owning_party');
  return { places: named('location'), parties: [...named('possessing_party'), ...owners], owners };
}

const glnsOf = (ids: readonly string[]) => ids.flatMap((id) => glnOf(canonicalEpc(id)) ?? []);

/** The business documents that an event names, by the number that whoever issued it gave it (CBV 2.0 §8.5.2). */
export const documentsOf = ({ bizTransactionList = [] }: EpcisEvent): ReportedDocument[] =>
  bizTransactionList.map(({ type = '', bizTransaction }: BizTransaction) => ({
    type: type.split(/[:/]/).at(-1) ?? '',
    number: /^urn:epcglobal:cbv:bt:[^:]*:(.+)$/.exec(bizTransaction)?.[1] ?? bizTransaction,
  }));
