import { isReceipt, isShipment } from '#common/is-shipment.ts';
import { isVoiding } from '#common/may-be-told.ts';
import { movementIn } from '#common/movement-in.ts';
import { onceEach } from '#common/once-each.ts';
import type { PlaceNeeds } from '#common/reported-place.ts';
import type { EpcisEvent, ObjectEvent } from '#shared/epcis/event.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Address } from '#shared/master-data/location.ts';
import type { ReportedPlace } from '#shared/regimes/reported.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { Move } from './fold-distribution.ts';

/** Who got packs, as master data have it. What nobody knows is left out, and named in `missing`. */
export interface Recipient {
  readonly name?: string;
  /** Id of the partner. */
  readonly partner?: string;
  readonly gln?: string;
  /** 14 digits, of the establishment. */
  readonly cnpj?: string;
  readonly city?: string;
  readonly state?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** Places and parties that an event names and master data do not. */
  readonly named?: readonly string[];
  readonly missing?: readonly string[];
}

export type Recipients = ReturnType<typeof recipientsOf>;

/** Tells of events who got what left, and of recipients who they are. Each event, place and party is looked up once. */
export function recipientsOf({ registry }: PlaceNeeds, tenant: string) {
  const location = onceEach((gln: string) => registry.location(tenant, gln));
  const partners = onceEach(() => registry.partners(tenant));
  const own = onceEach(() => registry.tenant(tenant));
  const needs: PlaceNeeds = { registry: { location: (_, gln) => location(gln), partners, tenant: own } };
  const known = new Map<string, Recipient>();
  const moves = new Map<string, Move | undefined>();

  const keep = (recipient: Recipient): string => {
    const key = JSON.stringify(recipient);
    known.set(key, recipient);
    return key;
  };
  const addressOf = async ({ gln, partner }: ReportedPlace): Promise<Address | undefined> =>
    (await location(gln))?.address ?? (await partners()).find((one) => one.partner === partner)?.address;
  const sentTo = async (event: ObjectEvent): Promise<string | undefined> => {
    const movement = await movementIn(needs, tenant, event);
    if (movement === undefined) return undefined;
    if ('unknown' in movement) return keep(strangerOf(event));
    return movement.kind === 'shipment' ? keep(tell(movement.to, await addressOf(movement.to))) : undefined;
  };
  const moveIn = async ({ event }: StoredEvent): Promise<Move | undefined> => {
    if (event.type !== 'ObjectEvent') return undefined;
    if (isVoiding({ event })) return { kind: 'voided' };
    const day = dayOf(event);
    if (isShipment({ event })) {
      const to = await sentTo(event);
      return to === undefined ? undefined : { kind: 'sent', to, day };
    }
    return isReceipt({ event }) && (await movementIn(needs, tenant, event)) ? { kind: 'returned', day } : undefined;
  };

  return {
    /** Looks events up, so that `moveOf` knows them. */
    learn: async (events: Iterable<StoredEvent>): Promise<void> => {
      for (const stored of events)
        if (!moves.has(stored.eventId)) moves.set(stored.eventId, isOfMoves(stored) ? await moveIn(stored) : undefined);
    },
    moveOf: (eventId: string): Move | undefined => moves.get(eventId),
    /** By what `Move` calls it. */
    recipient: (key: string): Recipient => known.get(key) ?? {},
  };
}

const isOfMoves = (stored: StoredEvent) => isShipment(stored) || isReceipt(stored) || isVoiding(stored);

/** Of an establishment in Brazil the number of its register belongs to it (Law 14.338/2022 wants the recipient to be told). */
function tell({ name, gln, partner, country, registrations = {} }: ReportedPlace, address?: Address): Recipient {
  const { cnpj } = registrations;
  const { city, state } = address ?? {};
  const missing = Object.entries({ city, ...(country === 'BR' && { cnpj, state }) });
  const names = missing.flatMap(([member, value]) => (value === undefined ? [member] : []));
  return {
    name,
    ...(partner !== undefined && { partner }),
    gln,
    ...(cnpj !== undefined && { cnpj }),
    ...(city !== undefined && { city }),
    ...(state !== undefined && { state }),
    ...(country !== undefined && { country }),
    ...(names.length > 0 && { missing: names }),
  };
}

/** Whom nobody knows, by what the event says of it. */
function strangerOf({ destinationList = [] }: ObjectEvent): Recipient {
  const named = [...new Set(destinationList.map(({ destination }) => canonicalEpc(destination)))];
  return { ...(named.length > 0 && { named }), missing: ['name'] };
}

/** The day on which it happened, where it happened. */
function dayOf({
  eventTime,
  eventTimeZoneOffset: offset,
}: Pick<EpcisEvent, 'eventTime' | 'eventTimeZoneOffset'>): string {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  const ahead = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return new Date(instantOf(eventTime) + ahead * 60_000).toISOString().slice(0, 10);
}
