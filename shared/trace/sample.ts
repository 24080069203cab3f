import type { ObjectEvent } from '../epcis/event.ts';
import type { Ending } from './end-units.ts';

/** Packs are taken for a test or to be kept: they exist, and are never sold (CBV 2.0 §7.1.3, `sampling`). */
export function sampleEvent({ epcs, at, offset, readPoint, bizLocation }: Ending): ObjectEvent {
  return {
    type: 'ObjectEvent',
    eventTime: at,
    eventTimeZoneOffset: offset,
    epcList: epcs,
    action: 'OBSERVE',
    bizStep: 'sampling',
    disposition: 'non_sellable_other',
    readPoint: { id: readPoint },
    bizLocation: { id: bizLocation },
  };
}
