import { canonicalKey } from '../../../gs1/canonical-epc.ts';
import type { JsonObject } from '../../../wire/json.ts';
import { identifiersIn } from '../../identifier-places.ts';

/** Where a product or site was named first. */
export interface Reference {
  readonly event: number;
  readonly path: string;
}

/** GTINs and GLNs that the events of a document name. */
export interface References {
  readonly gtins: Map<string, Reference>;
  readonly glns: Map<string, Reference>;
}

/** Nothing is named yet. */
export const noReferences = (): References => ({ gtins: new Map(), glns: new Map() });

/** Products and sites past this many are not remembered. */
export const REFERENCE_LIMIT = 10_000;

/** Adds what an event names. A document number carries a GLN too, but tells nothing of a site. */
export function addReferences({ gtins, glns }: References, tree: JsonObject, event: number): void {
  for (const { path, kind, value } of identifiersIn(tree)) {
    if (kind === 'document' || kind === 'other') continue;
    const key = canonicalKey(value);
    if (key?.primary.ai === '01') note(gtins, key.primary.value, { event, path });
    else if (key?.primary.ai === '414' || key?.primary.ai === '417') note(glns, key.primary.value, { event, path });
  }
}

function note(found: Map<string, Reference>, key: string, reference: Reference): void {
  if (!found.has(key) && found.size < REFERENCE_LIMIT) found.set(key, reference);
}
