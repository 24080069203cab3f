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
  /** Identifiers of the buyer's order and of the despatch advice. */
  readonly purchaseOrder?: string | undefined;
  readonly despatchAdvice?: string;
}

/** Goods leave for another party, which becomes their keeper and owner. Where they are is unknown until they arrive. */
export function shipEvent({ epcs, at, offset, readPoint, from, to, ...documents }: Shipment): ObjectEvent {
  const roles = ['possessing_party', 'owning_party'];
  const { purchaseOrder: po, despatchAdvice: desadv } = documents;
  const bizTransactionList = Object.entries({ po, desadv }).flatMap(([type, bizTransaction]) =>
    bizTransaction === undefined ? [] : [{ type, bizTransaction }],
  );
  return {
    type: 'ObjectEvent',
    eventTime: at,
    eventTimeZoneOffset: offset,
    epcList: epcs,
    action: 'OBSERVE',
    bizStep: 'shipping',
    disposition: 'in_transit',
    readPoint: { id: readPoint },
    ...(bizTransactionList.length > 0 && { bizTransactionList }),
    sourceList: roles.map((type) => ({ type, source: from })),
    destinationList: roles.map((type) => ({ type, destination: to })),
  };
}
