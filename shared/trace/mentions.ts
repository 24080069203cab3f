import type { EpcisEvent } from '../epcis/event.ts';
import { canonicalEpc } from '../gs1/canonical-epc.ts';

/** What a thing is in an event. */
export type Role = 'epc' | 'child' | 'parent' | 'input' | 'output';

export interface Mention {
  /** Canonical spelling. */
  readonly epc: string;
  readonly role: Role;
}

const as = (role: Role, epcs: readonly string[] | undefined): Mention[] =>
  (epcs ?? []).map((epc) => ({ epc: canonicalEpc(epc), role }));

/** Every identified thing that an event names, with its role. Classes, places and parties are not things. */
export function mentionsOf(event: EpcisEvent): Mention[] {
  switch (event.type) {
    case 'ObjectEvent':
      return as('epc', event.epcList);
    case 'TransactionEvent':
      return [...as('parent', parents(event)), ...as('epc', event.epcList)];
    case 'AggregationEvent':
    case 'AssociationEvent':
      return [...as('parent', parents(event)), ...as('child', event.childEPCs)];
    case 'TransformationEvent':
      return [...as('input', event.inputEPCList), ...as('output', event.outputEPCList)];
    default:
      return [];
  }
}

const parents = ({ parentID }: { readonly parentID?: string }) => (parentID === undefined ? [] : [parentID]);
