import { canonicalKey } from '../../../gs1/canonical-epc.ts';
import type { JsonObject } from '../../../wire/json.ts';
import { objectsAt, textAt } from '../tree.ts';

/** Whether the goods of an event change owners by it; `unknown` for a shipment that does not name both seller and buyer. */
export function changesOwner(tree: JsonObject): 'yes' | 'no' | 'unknown' {
  if (tree['bizStep'] !== 'shipping') return 'no';
  const seller = ownerIn(tree, 'sourceList', 'source');
  const buyer = ownerIn(tree, 'destinationList', 'destination');
  if (seller === undefined || buyer === undefined) return 'unknown';
  return seller === buyer ? 'no' : 'yes';
}

function ownerIn(tree: JsonObject, list: string, member: string): string | undefined {
  const owner = objectsAt(tree, list).find(({ value }) => textAt(value, 'type') === 'owning_party');
  const id = owner && textAt(owner.value, member);
  return id === undefined ? undefined : partyOf(id);
}

/** A GLN names one party, be it spelled as a place of it, as a party or as a link; own identifiers stand for themselves. */
function partyOf(id: string): string {
  const key = canonicalKey(id)?.primary;
  return key?.ai === '414' || key?.ai === '417' ? key.value : id;
}
