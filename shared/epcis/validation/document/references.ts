import { canonicalKey } from '../../../gs1/canonical-epc.ts';
import type { JsonObject } from '../../../wire/json.ts';
import { identifiersIn } from '../../identifier-places.ts';
import { textsAt } from '../tree.ts';

/** Where a product or site was named first. */
export interface Reference {
  readonly event: number;
  readonly path: string;
}

/** GTINs and GLNs that the events of a document name. */
export interface References {
  readonly gtins: Map<string, Reference>;
  readonly glns: Map<string, Reference>;
  /** GTINs of which the document commissions serials: it introduces them. */
  readonly begun: Set<string>;
  /** True once there were too many to remember. */
  full: boolean;
}

/** Nothing is named yet. */
export const noReferences = (): References => ({ gtins: new Map(), glns: new Map(), begun: new Set(), full: false });

/** Products and sites past this many are not remembered. */
const REFERENCE_LIMIT = 10_000;

/** Adds what an event names. A document number carries a GLN too, but tells nothing of a site. */
export function addReferences(references: References, tree: JsonObject, event: number): void {
  for (const { path, kind, value } of identifiersIn(tree)) {
    if (kind === 'document' || kind === 'other') continue;
    const key = canonicalKey(value);
    if (key?.primary.ai === '01') note(references, 'gtins', key.primary.value, { event, path });
    else if (key?.primary.ai === '414' || key?.primary.ai === '417')
      note(references, 'glns', key.primary.value, { event, path });
  }
  if (tree['type'] !== 'ObjectEvent' || tree['action'] !== 'ADD') return;
  for (const { value } of textsAt(tree, 'epcList')) {
    const key = canonicalKey(value);
    if (key?.primary.ai === '01' && references.begun.size < REFERENCE_LIMIT) references.begun.add(key.primary.value);
  }
}

function note(references: References, list: 'gtins' | 'glns', key: string, reference: Reference): void {
  const found = references[list];
  if (found.has(key)) return;
  if (found.size < REFERENCE_LIMIT) found.set(key, reference);
  else references.full = true;
}
