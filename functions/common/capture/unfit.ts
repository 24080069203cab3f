import { tooLarge } from '#common/store/event-body.ts';
import { overlongIn } from '#common/store/event-identifiers.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { Refusal } from '#shared/refusal.ts';

/**
 * Refuses an event that the ledger cannot hold.
 *
 * @param index place in the document, from 0
 * @param at where it stands, as its reader told
 */
export function unfit(event: EpcisEvent, index: number, at = ''): Refusal | undefined {
  const large = overlongIn(event, at) ?? tooLarge([event], index);
  return large && { ...large, at: large.at ?? at };
}
