import type { EventFacts } from '../event-facts.ts';
import { textAt, textsAt } from '../tree.ts';
import type { Units } from './units.ts';

/** Takes back what an event that is declared erroneous had told, so that the events that correct it are no contradictions. */
export function undo({ tree, canonical }: EventFacts, units: Units): void {
  const { type, action, bizStep } = tree;
  const each = (list: string, take: (epc: string) => void) => {
    for (const { value } of textsAt(tree, list)) take(canonical(value));
  };
  const parent = textAt(tree, 'parentID');
  if (type === 'ObjectEvent' && action === 'ADD') each('epcList', (epc) => units.commissioned.delete(epc));
  if (type === 'ObjectEvent' && action === 'DELETE') each('epcList', (epc) => revive(epc, units));
  if (type === 'ObjectEvent' && bizStep === 'shipping') each('epcList', (epc) => units.shipped.delete(epc));
  if (type === 'AggregationEvent' && action === 'ADD')
    each('childEPCs', (epc) => {
      if (parent === undefined || units.packed.parentOf(epc) === canonical(parent)) units.packed.takeOut(epc);
    });
  if (type === 'TransformationEvent') {
    each('inputEPCList', (epc) => revive(epc, units));
    each('outputEPCList', (epc) => units.commissioned.delete(epc));
  }
}

/** The lot was forgotten when the thing ended. */
function revive(epc: string, { commissioned, ended }: Units): void {
  if (ended.delete(epc)) commissioned.set(epc, undefined);
}
