import type { ObjectEvent } from '../epcis/event.ts';
import type { Ending } from './end-units.ts';

/** What the sample is for, in a word of ours: CBV has none. */
export const SAMPLE_KIND = 'urn:seriate:epcis:sampleKind';

interface Sampling extends Ending {
  readonly kind: string;
}

/** Packs are taken for a test or to be kept: they exist, and are never sold (CBV 2.0 §7.1.3, `sampling`). */
export function sampleEvent({ epcs, at, offset, readPoint, bizLocation, kind }: Sampling): ObjectEvent {
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
    [SAMPLE_KIND]: kind,
  };
}
