import { canonicalEpc } from '../../../gs1/canonical-epc.ts';
import type { JsonObject } from '../../../wire/json.ts';
import { guideline } from '../dscsa/guideline.ts';
import { doubtful, wrong } from '../finding.ts';
import { isFilled, textAt, textsAt } from '../tree.ts';
import type { DocumentFault } from './document-rule.ts';
import { noteUse, type Units } from './units.ts';

const AGGREGATION = 'EPCIS 2.0 §7.4.3 AggregationEvent';

/** Things go into a parent, one at a time. */
export function* pack(tree: JsonObject, event: number, units: Units): Generator<DocumentFault> {
  const parentID = textAt(tree, 'parentID');
  const parent = parentID === undefined ? undefined : canonicalEpc(parentID);
  if (parent !== undefined && parentID !== undefined)
    noteUse(units, parent, { epc: parentID, event, path: '/parentID', verb: 'filled' });
  for (const { path, value } of textsAt(tree, 'childEPCs')) {
    const child = canonicalEpc(value);
    noteUse(units, child, { epc: value, event, path, verb: 'packed' });
    const earlier = units.packed.parentOf(child);
    if (earlier !== undefined)
      yield {
        tier: 'business',
        ...doubtful(
          'packed-twice',
          path,
          AGGREGATION,
          `${value} is in ${units.packed.spelling(earlier)} already`,
          'unpack it first (action DELETE)',
        ),
      };
    if (parent !== undefined) units.packed.put(child, parent, parentID);
  }
}

/** Things leave their parent: those named, or all when none are. */
export function unpack(tree: JsonObject, { packed }: Units): void {
  for (const { value } of textsAt(tree, 'childEPCs')) packed.takeOut(canonicalEpc(value));
  const parent = textAt(tree, 'parentID');
  if (parent !== undefined && !isFilled(tree, 'childEPCs') && !isFilled(tree, 'childQuantityList'))
    packed.empty(canonicalEpc(parent));
}

/** Things leave: the outermost, and only what was told of. */
export function* ship(tree: JsonObject, event: number, units: Units): Generator<DocumentFault> {
  for (const { path, value } of textsAt(tree, 'epcList')) {
    const epc = canonicalEpc(value);
    noteUse(units, epc, { epc: value, event, path, verb: 'shipped' });
    const parent = units.packed.parentOf(epc);
    if (parent !== undefined)
      yield {
        tier: 'dscsa',
        ...wrong(
          'dscsa-not-outermost',
          path,
          guideline('shipping'),
          `${value} is shipped by itself, but is in ${units.packed.spelling(parent)}`,
          'ship the outermost container only, or unpack first',
        ),
      };
    else if (epc.startsWith('https://id.gs1.org/00/') && units.packed.isEmpty(epc))
      yield {
        tier: 'dscsa',
        ...doubtful(
          'dscsa-contents-untold',
          path,
          guideline('shipping'),
          `this document does not tell what is in ${value}`,
          'an earlier document must have told it',
        ),
      };
  }
}
