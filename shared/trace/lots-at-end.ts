import { aliveAfter } from './alive-after.ts';
import { effectiveEvents } from './effective-events.ts';
import { ilmdText } from './ilmd-text.ts';
import { mentionsOf } from './mentions.ts';
import type { StoredEvent } from './stored-event.ts';

/**
 * The lot of each unit that was commissioned in one: what `foldUnit` says of `lot`, for many units in one pass. Order and repetition of `events` do not
 * matter.
 */
export function lotsAtEnd(events: readonly StoredEvent[]): Map<string, string> {
  const lots = new Map<string, string>();
  for (const { event } of effectiveEvents(events)) {
    if (event.type !== 'ObjectEvent' && event.type !== 'TransformationEvent') continue;
    const lot = ilmdText(event.ilmd, 'lotNumber', event['@context']);
    if (lot === undefined) continue;
    for (const { epc, role } of mentionsOf(event)) if (aliveAfter(event, role) === true) lots.set(epc, lot);
  }
  return lots;
}
