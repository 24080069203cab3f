import { isExactNumber } from '../../wire/exact-number.ts';
import { isJsonObject, type Json } from '../../wire/json.ts';

/** An extension's value as text: text, a number, or either as a typed value or beside attributes; undefined for structures. */
export function scalarText(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (isExactNumber(value)) return value.rawJSON;
  if (!isJsonObject(value)) return undefined;
  const inner = value['@value'] ?? value['#text'];
  return isJsonObject(inner) ? undefined : scalarText(inner);
}
