import type { AggregationEvent } from '../epcis/event.ts';

export interface Packing {
  readonly parent: string;
  readonly children: readonly string[];
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** `±HH:MM` where it happened. */
  readonly offset: string;
  readonly readPoint: string;
  readonly bizLocation: string;
}

/** Children go into a parent. */
export function packEvent({ parent, children, at, offset, readPoint, bizLocation }: Packing): AggregationEvent {
  return {
    type: 'AggregationEvent',
    eventTime: at,
    eventTimeZoneOffset: offset,
    parentID: parent,
    childEPCs: children,
    action: 'ADD',
    bizStep: 'packing',
    disposition: 'in_progress',
    readPoint: { id: readPoint },
    bizLocation: { id: bizLocation },
  };
}
