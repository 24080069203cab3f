import { guideline } from '../dscsa/guideline.ts';
import type { EventFacts } from '../event-facts.ts';
import { lotIn } from '../ilmd-text.ts';
import { textsAt } from '../tree.ts';
import type { DocumentFault } from './document-rule.ts';
import { faultOf } from './fault-of.ts';
import { gtinOf, type Mention, type Units } from './units.ts';

const EXISTENCE = 'EPCIS 2.0 §7.4.2 ObjectEvent: ADD and DELETE';
const business = faultOf('business');

/** Things begin to exist: once, and before anything else is told of them. */
export function* begin(
  { tree, definitions, canonical }: EventFacts,
  list: string,
  units: Units,
): Generator<DocumentFault> {
  const lot = lotIn(tree, definitions);
  for (const { path, value } of textsAt(tree, list)) {
    const epc = canonical(value);
    const early = units.unknown.get(epc);
    units.unknown.delete(epc);
    if (early !== undefined) yield* commissionedLate(path, value, early);
    else if (units.commissioned.has(epc))
      yield business.doubtful(
        'commissioned-twice',
        path,
        EXISTENCE,
        `${value} was commissioned earlier in this document`,
      );
    units.commissioned.set(epc, lot);
    units.ended.delete(epc);
    const gtin = gtinOf(epc);
    if (gtin !== undefined) units.begun.add(gtin);
  }
}

function* commissionedLate(path: string, epc: string, { verb, event }: Mention): Generator<DocumentFault> {
  const message = `${epc} is commissioned only after it was ${verb} in event ${event}`;
  yield business.doubtful('commissioned-late', path, EXISTENCE, message);
  yield faultOf('dscsa').wrong('dscsa-event-order', path, guideline('event order'), message, 'commission, pack, ship');
}

/** Things end, and are in nothing any longer. */
export function end({ tree, canonical }: EventFacts, list: string, event: number, units: Units): void {
  for (const { value } of textsAt(tree, list)) {
    const epc = canonical(value);
    units.commissioned.delete(epc);
    units.shipped.delete(epc);
    units.packed.takeOut(epc);
    units.ended.set(epc, event);
  }
}
