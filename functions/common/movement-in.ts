import type { BizTransaction, EpcisEvent, ObjectEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Movement } from '#shared/regimes/business-act.ts';
import type { ReportedDocument } from '#shared/regimes/reported.ts';
import { isReceipt, isShipment } from './is-shipment.ts';
import { type End, glnOf, ownParty, type PlaceNeeds, reportedPlace } from './reported-place.ts';

/** What moved between whom. */
export type Ends = Pick<Movement, 'kind' | 'from' | 'to'>;

/**
 * The movement that an event tells, from the tenant's side: goods that left one of its places for a partner's (shipment) or for another of its own
 * (transfer), or came to one of its places from a partner (receipt). Where goods came from and go to is told by sources and destinations (CBV 2.0 §7.4.2:
 * location, possessing_party, owning_party), the tenant's side by read point and business location as well.
 *
 * `undefined` for every other event: for what partners capture of their own side, and for the arrival of a transfer, whose departure tells it. `unknown`
 * says what nobody knows of it.
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
  if (from === undefined || from.partner !== undefined) return undefined;
  const to = await reportedPlace(needs, tenant, destinationOf(event));
  if (to === undefined) return { unknown: 'neither a location nor a partner is known that it goes to' };
  return { kind: to.partner === undefined ? 'transfer' : 'shipment', from, to } as const;
}

async function arriving(needs: PlaceNeeds, tenant: string, event: ObjectEvent) {
  const to = await ownSide(needs, tenant, event, destinationOf(event));
  if (to === undefined || to.partner !== undefined) return undefined;
  const from = await reportedPlace(needs, tenant, sourceOf(event));
  if (from === undefined) return { unknown: 'neither a location nor a partner is known that it came from' };
  return from.partner === undefined ? undefined : ({ kind: 'receipt', from, to } as const);
}

/** Where the event happened. Where nothing at all is said of that, the tenant captured what it did itself. */
async function ownSide(needs: PlaceNeeds, tenant: string, event: ObjectEvent, { places, parties }: End) {
  const { bizLocation, readPoint } = event;
  const here = glnsOf([bizLocation?.id, readPoint?.id].filter((id) => id !== undefined));
  const side = { places: [...places, ...here], parties };
  const isSilent = side.places.length === 0 && parties.length === 0;
  return isSilent ? ownParty(needs, tenant) : reportedPlace(needs, tenant, side);
}

const sourceOf = ({ sourceList = [] }: ObjectEvent): End =>
  endOf(sourceList.map(({ type, source }) => ({ type, id: source })));
const destinationOf = ({ destinationList = [] }: ObjectEvent): End =>
  endOf(destinationList.map(({ type, destination }) => ({ type, id: destination })));

function endOf(told: readonly { readonly type: string; readonly id: string }[]): End {
  const named = (role: string) => glnsOf(told.filter(({ type }) => type.endsWith(role)).map(({ id }) => id));
  return { places: named('location'), parties: [...named('possessing_party'), ...named('owning_party')] };
}

const glnsOf = (ids: readonly string[]) => ids.flatMap((id) => glnOf(canonicalEpc(id)) ?? []);

/** The business documents that an event names, by the number that whoever issued it gave it (CBV 2.0 §8.5.2). */
export const documentsOf = ({ bizTransactionList = [] }: EpcisEvent): ReportedDocument[] =>
  bizTransactionList.map(({ type = '', bizTransaction }: BizTransaction) => ({
    type: type.split(/[:/]/).at(-1) ?? '',
    number: /^urn:epcglobal:cbv:bt:[^:]*:(.+)$/.exec(bizTransaction)?.[1] ?? bizTransaction,
  }));
