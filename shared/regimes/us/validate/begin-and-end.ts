import type { EventFacts } from '../../../epcis/validation/event-facts.ts';
import { ilmdText } from '../../../epcis/validation/ilmd-text.ts';
import { textsAt } from '../../../epcis/validation/tree.ts';
import type { UsFinding } from './finding.ts';
import { doubted, refused, type Told } from './told.ts';
import { gtinOf, type KnownUnit } from './units.ts';

/** Things begin to exist, once and before anything else is told of them. */
export function* begin({ tree, definitions }: EventFacts, list: string, told: Told): Generator<UsFinding> {
  const { event, at, units, canonical } = told;
  const lot = ilmdText(tree, 'lotNumber', definitions);
  const expiry = ilmdText(tree, 'itemExpirationDate', definitions);
  const known: KnownUnit = { ...(lot && { lot }), ...(expiry && { expiry }), since: at, isEarlier: false };
  for (const { value } of textsAt(tree, list)) {
    const epc = canonical(value);
    const early = units.unknown.get(epc);
    const before = units.known.get(epc);
    if (early !== undefined)
      yield refused(
        'dscsa-event-order',
        event,
        value,
        'event order',
        `${value} is commissioned only after it was ${early.verb} in event ${early.event}`,
      );
    else if (before !== undefined && !before.isEarlier)
      yield doubted('dscsa-commissioned-twice', event, value, 'commissioning', `${value} was commissioned already`);
    units.unknown.delete(epc);
    units.ended.delete(epc);
    units.known.set(epc, known);
    const gtin = gtinOf(epc);
    if (gtin !== undefined) units.begun.add(gtin);
  }
}

/** Things end, and are in nothing any longer. */
export function end({ tree }: EventFacts, list: string, { event, units, canonical }: Told): void {
  for (const { value } of textsAt(tree, list)) {
    const epc = canonical(value);
    units.known.delete(epc);
    units.shipped.delete(epc);
    units.packed.takeOut(epc);
    units.ended.set(epc, event);
  }
}
