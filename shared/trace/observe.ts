import type { ObjectEvent } from '../epcis/event.ts';

/** What a warehouse does with things that stay what they are, in the words of CBV 2.0 §7.1.3. */
export type Observation = 'receiving' | 'inspecting' | 'storing' | 'picking' | 'holding';

export interface Observing {
  readonly step: Observation;
  readonly epcs: readonly string[];
  /** CBV 2.0 §7.2.3; what things were they stay when it is left out. */
  readonly disposition?: string | undefined;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** `±HH:MM` where it happened. */
  readonly offset: string;
  readonly readPoint: string;
  readonly bizLocation: string;
  /** Business documents, such as the despatch advice (`desadv`) or the purchase order (`po`). */
  readonly documents?: readonly { readonly type: string; readonly bizTransaction: string }[];
  /** Who handed over and who took over, PGLNs. */
  readonly parties?: { readonly from: string; readonly to: string } | undefined;
}

/** Things are handled without becoming others. */
export function observeEvent(about: Observing): ObjectEvent {
  const { step, epcs, disposition, at, offset, readPoint, bizLocation, documents = [], parties } = about;
  return {
    type: 'ObjectEvent',
    eventTime: at,
    eventTimeZoneOffset: offset,
    epcList: epcs,
    action: 'OBSERVE',
    bizStep: step,
    ...(disposition !== undefined && { disposition }),
    readPoint: { id: readPoint },
    bizLocation: { id: bizLocation },
    ...(documents.length > 0 && { bizTransactionList: documents }),
    ...(parties && {
      sourceList: [{ type: 'possessing_party', source: parties.from }],
      destinationList: [{ type: 'possessing_party', destination: parties.to }],
    }),
  };
}
