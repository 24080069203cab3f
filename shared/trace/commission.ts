import type { ObjectEvent } from '../epcis/event.ts';

export interface Commissioning {
  readonly epcs: readonly string[];
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** `±HH:MM` where it happened. */
  readonly offset: string;
  readonly lot?: string;
  /** `YYYY-MM-DD`. */
  readonly expiry?: string;
  readonly readPoint: string;
  readonly bizLocation: string;
}

/** Units begin to exist, of a lot and with an expiry date where the caller knows them. */
export function commissionEvent({ epcs, at, offset, lot, expiry, readPoint, bizLocation }: Commissioning): ObjectEvent {
  const ilmd = {
    ...(lot === undefined ? {} : { 'cbvmda:lotNumber': lot }),
    ...(expiry === undefined ? {} : { 'cbvmda:itemExpirationDate': expiry }),
  };
  return {
    type: 'ObjectEvent',
    eventTime: at,
    eventTimeZoneOffset: offset,
    epcList: epcs,
    action: 'ADD',
    bizStep: 'commissioning',
    disposition: 'active',
    readPoint: { id: readPoint },
    bizLocation: { id: bizLocation },
    ...(Object.keys(ilmd).length === 0 ? {} : { ilmd }),
  };
}
