import type { AggregationEvent } from '../epcis/event.ts';
import type { Packing } from './pack.ts';

/** Children leave a parent (CBV 2.0 §7.1.3, `unpacking`). */
export function unpackEvent({ parent, children, at, offset, readPoint, bizLocation }: Packing): AggregationEvent {
  return {
    type: 'AggregationEvent',
    eventTime: at,
    eventTimeZoneOffset: offset,
    parentID: parent,
    childEPCs: children,
    action: 'DELETE',
    bizStep: 'unpacking',
    disposition: 'in_progress',
    readPoint: { id: readPoint },
    bizLocation: { id: bizLocation },
  };
}
