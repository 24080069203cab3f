import type { JsonObject } from '../wire/json.ts';

/**
 * True for a value object of JSON-LD: a text or number with its type or language (JSON-LD 1.1 §4.2). Attributes of
 * XML that are called so become members of other names (attribute-members.ts).
 */
export const isTypedValue = (structure: JsonObject): boolean =>
  structure['@value'] !== undefined &&
  Object.keys(structure).every((name) => name === '@value' || name === '@type' || name === '@language');
