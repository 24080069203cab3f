import { ilmdText } from '#shared/trace/ilmd-text.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { lotsOf } from './store/lots-of.ts';

/** What the events that brought packs into being say of their lots: `YYYY-MM-DD` by GTIN and lot, with a space between them. */
export function expiriesOf(events: readonly StoredEvent[]): Map<string, string> {
  const expiries = new Map<string, string>();
  for (const { event } of events) {
    if (event.type !== 'ObjectEvent' && event.type !== 'TransformationEvent') continue;
    const expiry = event.errorDeclaration ? undefined : ilmdText(event.ilmd, 'itemExpirationDate', event['@context']);
    if (expiry === undefined) continue;
    for (const { gtin, lot } of lotsOf(event, mentionsOf(event))) expiries.set(`${gtin} ${lot}`, expiry.slice(0, 10));
  }
  return expiries;
}
