import { canonicalEpc } from '../../../gs1/canonical-epc.ts';
import type { JsonObject } from '../../../wire/json.ts';
import { textsAt } from '../tree.ts';
import type { Units } from './units.ts';

/** Takes back what an event that is declared erroneous had begun, so that the events that correct it are no contradictions. */
export function undo(tree: JsonObject, { commissioned, packed }: Units): void {
  if (tree['action'] === 'ADD' && tree['type'] === 'ObjectEvent')
    for (const { value } of textsAt(tree, 'epcList')) commissioned.delete(canonicalEpc(value));
  if (tree['action'] === 'ADD' && tree['type'] === 'AggregationEvent')
    for (const { value } of textsAt(tree, 'childEPCs')) packed.takeOut(canonicalEpc(value));
  if (tree['type'] === 'TransformationEvent')
    for (const { value } of textsAt(tree, 'outputEPCList')) commissioned.delete(canonicalEpc(value));
}
