import type { ObjectEvent } from '../epcis/event.ts';

export interface Shipment {
  /** What is shipped: the outermost containers, and items that are in none. */
  readonly epcs: readonly string[];
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** `±HH:MM` where it happened. */
  readonly offset: string;
  readonly readPoint: string;
  /** Parties that hand over and take over, PGLN URNs. */
  readonly from: string;
  readonly to: string;
  /** Identifier of the despatch advice. */
  readonly despatchAdvice?: string;
}

/** Goods leave for another party, which becomes their keeper and owner. Where they are is unknown until they arrive. */
export function shipEvent({ epcs, at, offset, readPoint, from, to, despatchAdvice }: Shipment): ObjectEvent {
  const roles = ['possessing_party', 'owning_party'];
  return {
    type: 'ObjectEvent',
    eventTime: at,
    eventTimeZoneOffset: offset,
    epcList: epcs,
    action: 'OBSERVE',
    bizStep: 'shipping',
    disposition: 'in_transit',
    readPoint: { id: readPoint },
    ...(despatchAdvice === undefined
      ? {}
      : { bizTransactionList: [{ type: 'desadv', bizTransaction: despatchAdvice }] }),
    sourceList: roles.map((type) => ({ type, source: from })),
    destinationList: roles.map((type) => ({ type, destination: to })),
  };
}
