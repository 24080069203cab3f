import type { AggregationEvent } from '../epcis/event.ts';

/** True for a DELETE that names no children and so means all (EPCIS 2.0 §7.4.3). */
export function emptiesParent({ action, childEPCs, childQuantityList }: AggregationEvent): boolean {
  return action === 'DELETE' && !childEPCs?.length && !childQuantityList?.length;
}
