import { identify } from '#shared/gs1/identify.ts';
import { unitAtEnd } from '#shared/trace/fold-unit.ts';
import type { Found } from './walk-contents.ts';

/** One line of the contents: what is inside, where in the hierarchy and since when, what it is, and how many things its own events put into it. */
export function tellContent({ epc, path, timeline }: Found) {
  const { parent, exists, gtin, lot, expiry, disposition, persistentDispositions } = unitAtEnd(timeline, epc);
  const children = timeline.inside.get(epc)?.size ?? 0;
  const packed = timeline.happenings[timeline.stays.get(epc)?.at(-1)?.from ?? -1];
  return {
    epc,
    kind: identify(epc).kind,
    depth: path.length,
    parent,
    since: packed?.stored.event.eventTime,
    exists,
    ...(children > 0 && { children }),
    ...(gtin !== undefined && { gtin }),
    ...(lot !== undefined && { lot }),
    ...(expiry !== undefined && { expiry }),
    ...(disposition !== undefined && { disposition }),
    ...(persistentDispositions !== undefined && { persistentDispositions }),
  };
}
