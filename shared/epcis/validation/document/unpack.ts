import type { EventFacts } from '../event-facts.ts';
import { isFilled, textAt, textsAt } from '../tree.ts';
import type { DocumentFault } from './document-rule.ts';
import { faultOf } from './fault-of.ts';
import type { Units } from './units.ts';

/**
 * Things leave their parent: those named, or all when none are (EPCIS 2.0, AggregationEvent). What an earlier document put into a
 * parent may be taken out of it, as long as nothing in this one says where the thing, or what in the parent is.
 */
export function* unpack({ tree, canonical }: EventFacts, { packed, shipped }: Units): Generator<DocumentFault> {
  const parentID = textAt(tree, 'parentID');
  const parent = parentID === undefined ? undefined : canonical(parentID);
  const told = parent !== undefined && !packed.isEmpty(parent);
  for (const { path, value } of textsAt(tree, 'childEPCs')) {
    const epc = canonical(value);
    const inside = packed.parentOf(epc);
    if (parent === undefined || inside === parent) packed.takeOut(epc);
    else if (inside !== undefined || told)
      yield faultOf('business').doubtful(
        'unpacked-not-inside',
        path,
        'EPCIS 2.0 AggregationEvent with action DELETE',
        `${value} is not in ${parentID}${inside === undefined ? '' : `, but in ${packed.spelling(inside)}`}`,
      );
  }
  if (parent === undefined) return;
  // What is opened has arrived.
  shipped.delete(parent);
  if (!isFilled(tree, 'childEPCs') && !isFilled(tree, 'childQuantityList')) packed.empty(parent);
}
