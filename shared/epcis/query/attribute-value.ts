import { canonicalEpc } from '../../gs1/canonical-epc.ts';
import { isExactNumber, literalOf } from '../../wire/exact-number.ts';
import { isJsonObject, type Json } from '../../wire/json.ts';
import { attributeNamed } from './vocabulary-fields.ts';

/** The name of an attribute as it was sent, in the spelling under which names compare. */
export const storedAttributeName = (id: string): string => attributeNamed(id, noDefinitions) ?? id;

const noDefinitions = new Map<string, string>();

/** Tests whether an attribute says one of the values. Attributes are texts, or lists of them; identifiers among them compare in any spelling. */
export function saysOneOf(values: readonly string[]): (attribute: Json | undefined) => boolean {
  const wanted = new Set(values.flatMap((value) => [value, canonicalEpc(value)]));
  const says = (attribute: Json | undefined): boolean => {
    if (Array.isArray(attribute)) return attribute.some(says);
    if (attribute === undefined || attribute === null || isJsonObject(attribute)) return false;
    const text = isExactNumber(attribute) ? literalOf(attribute) : String(attribute);
    return wanted.has(text) || wanted.has(canonicalEpc(text));
  };
  return says;
}
