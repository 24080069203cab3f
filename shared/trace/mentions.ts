import type { EpcisEvent } from '../epcis/event.ts';
import { definitionsOf } from '../epcis/prefixes.ts';
import { comparableIdentifier } from '../epcis/query/comparable-spelling.ts';
import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { canonicalEpcs } from '../gs1/canonical-epcs.ts';

/** What a thing is in an event. */
export type Role = 'epc' | 'child' | 'parent' | 'input' | 'output';

export interface Mention {
  /** Canonical spelling. */
  readonly epc: string;
  readonly role: Role;
}

/** How an event's identifiers are spelled to be compared: with its prefixes in full, GS1 keys as links. Most events bring no prefixes. */
export function spellingIn(event: Pick<EpcisEvent, '@context'>): (text: string) => string {
  if (event['@context'] === undefined) return canonicalEpc;
  const definitions = definitionsOf(event);
  return (text) => comparableIdentifier(text, definitions);
}

/** Every identified thing that an event names, with its role. Classes, places and parties are not things. */
export function mentionsOf(event: EpcisEvent): Mention[] {
  const spelled =
    event['@context'] === undefined ? canonicalEpcs : (epcs: readonly string[]) => epcs.map(spellingIn(event));
  const as = (role: Role, epcs: readonly string[] = []): Mention[] => spelled(epcs).map((epc) => ({ epc, role }));
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
