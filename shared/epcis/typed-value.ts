import type { JsonObject } from '../wire/json.ts';

/**
 * True for a value object of JSON-LD: a text or number with its type or language (JSON-LD 1.1 §4.2). An element of XML
 * may have attributes of these names, too; then the structure has other members beside them, `#text` at least.
 */
export const isTypedValue = (structure: JsonObject): boolean =>
  structure['@value'] !== undefined &&
  Object.keys(structure).every((name) => name === '@value' || name === '@type' || name === '@language');
